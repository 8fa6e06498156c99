import type { FileSummary, ProjectedFile, ReadGroup } from "#collect";
import type { EntryToAppend, Ledger } from "#ledger";
import type { ParsedEntries } from "./projection/projection.ts";
import { batchEntry, enterpriseIdOfBatch, fileEntry, ignored, type ReceivedBatch } from "./import-entry.ts";

/** What was read of a file: a group of its rows, and at its end what the file turned out to be. */
export interface ReadPart {
  /** The file's name. */
  readonly file: string;
  readonly group: ReadGroup | null;
  readonly summary: FileSummary | null;
}

/** Appends the parts in their order, each group's batches and after a file's last one the entry that closes it. */
export async function sealBatches(
  ledger: Ledger,
  dataset: string,
  parts: readonly ReadPart[],
): Promise<ParsedEntries> {
  const entries = parts.flatMap((part) => entriesOf(ledger, dataset, part));
  const places = entries.length === 0 ? [] : await ledger.append(entries);
  let next = 0;
  const nextPlace = (): Place => {
    const place = places[next++];
    if (place === undefined) throw new Error("the ledger acknowledged fewer entries than were appended");
    const { origin, index, receivedAtMs } = place;
    return { origin, entryIndex: index, receivedAtMs };
  };
  const batches: ReceivedBatch[] = [];
  const files: ProjectedFile[] = [];
  for (const { file, group, summary } of parts) {
    if (group !== null) batches.push(...receivedOf(group, namedRows(dataset, file, group), nextPlace));
    if (summary !== null) files.push(describe({ file, dataset }, nextPlace(), summary));
  }
  return { batches, files };
}

type Place = Pick<ProjectedFile, "origin" | "entryIndex" | "receivedAtMs">;

function entriesOf(ledger: Ledger, dataset: string, { file, group, summary }: ReadPart): EntryToAppend[] {
  const batches =
    group === null
      ? []
      : group.batches.map((batch) =>
          batchEntry(ledger, { ...namedRows(dataset, file, group), layout: group.layout }, batch),
        );
  return summary === null ? batches : [...batches, fileEntry(ledger, { file, dataset }, summary)];
}

function receivedOf(
  { layout, batches }: ReadGroup,
  ofRows: { readonly dataset: string; readonly file: string },
  nextPlace: () => Place,
): ReceivedBatch[] {
  return batches.map((batch) => ({
    ...ofRows,
    ...nextPlace(),
    layout,
    enterpriseId: enterpriseIdOfBatch(ofRows.dataset, batch.enterpriseCode),
    enterpriseCode: batch.enterpriseCode ?? "",
    rowRuns: batch.rowRuns,
    rows: batch.rows,
    parsed: batch.parsed,
  }));
}

/** A file in a zip, or a further sheet, numbers its rows anew. */
function namedRows(dataset: string, file: string, { part }: ReadGroup) {
  return { dataset, file: part === null ? file : `${file}/${part}` };
}

function describe(
  { file, dataset }: Parameters<typeof fileEntry>[1],
  place: Place,
  { layout, rows, bytes, sha256, problem }: FileSummary,
): ProjectedFile {
  const text = problem === null ? "" : JSON.stringify(problem);
  return { ...place, file, dataset, layout: layout?.id ?? ignored, rows, bytes, sha256, problem: text };
}
