import type { FileSummary, ProjectedFile, ReadGroup } from "#collect";
import type { Ledger } from "#ledger";
import { batchEntry, enterpriseIdOfBatch, fileEntry, ignored, type ReceivedBatch } from "./import-entry.ts";

/** What was sealed together under one platform leaf, ready to be projected. */
export interface Sealed {
  readonly platformIndex: number;
  readonly batches: readonly ReceivedBatch[];
  readonly files: readonly ProjectedFile[];
}

/**
 * Appends the batches of a group, and the entry that closes their file when its summary is there, and anchors them.
 * @returns null when there was nothing to seal
 */
export async function sealBatches(
  ledger: Ledger,
  named: { readonly file: string; readonly dataset: string },
  group: ReadGroup | null,
  summary: FileSummary | null,
): Promise<Sealed | null> {
  const batches = group?.batches ?? [];
  // A file in a zip, or a further sheet, numbers its rows anew.
  const part = group?.part ?? null;
  const ofRows = part === null ? named : { ...named, file: `${named.file}/${part}` };
  const entries =
    group === null
      ? []
      : batches.map((batch) => batchEntry(ledger, { ...ofRows, layout: group.layout }, batch));
  if (summary !== null) entries.push(fileEntry(ledger, named, summary));
  if (entries.length === 0) return null;
  const receipts = await ledger.append(entries);
  const { platformIndex } = await ledger.anchor();
  const placeOf = (i: number) => {
    const receipt = receipts[i];
    if (receipt === undefined) throw new Error("the ledger acknowledged fewer entries than were appended");
    const { origin, index, receivedAtMs } = receipt;
    return { origin, entryIndex: index, receivedAtMs };
  };
  return {
    platformIndex,
    batches:
      group === null
        ? []
        : batches.map((batch, i) => ({
            ...ofRows,
            ...placeOf(i),
            layout: group.layout,
            enterpriseId: enterpriseIdOfBatch(named.dataset, batch.enterpriseCode),
            enterpriseCode: batch.enterpriseCode ?? "",
            rowRuns: batch.rowRuns,
            rows: batch.rows,
            parsed: batch.parsed,
          })),
    files: summary === null ? [] : [describe(named, placeOf(batches.length), summary)],
  };
}

function describe(
  { file, dataset }: Parameters<typeof fileEntry>[1],
  place: Pick<ProjectedFile, "origin" | "entryIndex" | "receivedAtMs">,
  { layout, rows, bytes, sha256, problem }: FileSummary,
): ProjectedFile {
  const text = problem === null ? "" : JSON.stringify(problem);
  return { ...place, file, dataset, layout: layout?.id ?? ignored, rows, bytes, sha256, problem: text };
}
