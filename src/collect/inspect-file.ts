import type { Message } from "#kernel";
import { decodeLeniently } from "./text-encoding.ts";
import { faultOfProblem, type FileToRead } from "./file-to-read.ts";
import { findHeader } from "./find-header.ts";
import { type Layout, rowFormatOf } from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { nearestKnownLayout } from "./recognise-layout.ts";
import { peekRows, type PeekedRow } from "./peek-rows.ts";
import { rowNumberOf, sentencesOfRowProblem } from "./quarantined-row.ts";
import { readTable } from "./read-table.ts";
import { RowFields } from "./row-fields.ts";
import { suggestMapping, type SuggestedMapping } from "./suggest-mapping.ts";
import type { ReadBatch } from "./table-reader.ts";

/** A row of an inspected file: its cells as received, and what is wrong with it. */
export interface InspectedRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly problem: ({ readonly field: string; readonly code: string } & Message) | null;
}

/** What a file looks like before anything of it is stored. */
export interface FileInspection {
  /** The layout it would be read by; null when it is not recognised. */
  readonly layout: Pick<Layout, "id" | "kind" | "columns" | "mapping"> | null;
  /** Of an unrecognised file, the layout whose columns it has most of. */
  readonly nearest: {
    readonly id: string;
    readonly zh: string;
    readonly en: string;
    readonly missing: readonly string[];
    readonly unused: readonly string[];
  } | null;
  /** Number of the row taken for the header, 0 when none was. */
  readonly headerRow: number;
  readonly columns: readonly string[];
  /** The first rows, at most `mostInspectedRows`. */
  readonly rows: readonly InspectedRow[];
  /** The first rows as they stand, with what is above the header; empty where there is no table. */
  readonly head: readonly (readonly string[])[];
  /** Why the file is ignored or read only in part, as far as it was read. */
  readonly problem: ({ readonly code: string } & Message) | null;
  /** A mapping to begin with, where the nearest layout lacks columns. */
  readonly suggested: SuggestedMapping | null;
}

const mostInspectedRows = 50;
const mostHeadRows = 20;

class SeenEnough extends Error {}

/**
 * Reads the beginning of a file as an import would, and stores nothing. An unrecognised file is shown as its first
 * rows, with the layout that it comes nearest to and a mapping to begin with.
 */
export async function inspectFile(
  file: FileToRead,
  known: readonly Mapping[],
  limits: ReadLimits,
): Promise<FileInspection> {
  const rows: InspectedRow[] = [];
  let layout: Layout | null = null;
  const takeGroup = (found: Layout, batches: readonly ReadBatch[]): void => {
    layout ??= found;
    for (const batch of batches) rows.push(...rowsOf(found, batch));
    if (rows.length >= mostInspectedRows) throw new SeenEnough();
  };
  let problem: FileInspection["problem"] = null;
  try {
    const few = { ...limits, groupRows: mostInspectedRows, gatheredRows: 20 * mostInspectedRows };
    const summary = await readTable(file, known, few, {
      group: async (group) => takeGroup(group.layout, group.batches),
      progress: () => undefined,
    });
    layout ??= summary.layout;
    if (summary.problem !== null && rows.length < mostInspectedRows) {
      const fault = faultOfProblem(summary.problem);
      problem = { code: fault.code, zh: fault.sentence("zh"), en: fault.sentence("en") };
    }
  } catch (cause) {
    if (!(cause instanceof SeenEnough)) throw cause;
  }
  rows.sort((a, b) => a.row - b.row).splice(mostInspectedRows);
  // The compiler does not see that the sink assigns it.
  const found = layout as Layout | null;
  if (found === null) return await inspectUnknown(file, known, limits, problem);
  const { id, kind, columns, mapping } = found;
  const headerRow = Math.max(0, (rows[0]?.row ?? 1) - 1);
  const head = (await peekRows(file, limits, mostHeadRows)).rows.map(({ cells }) => cells);
  return {
    layout: { id, kind, columns, mapping },
    nearest: null,
    headerRow,
    columns,
    rows,
    head,
    problem,
    suggested: null,
  };
}

function rowsOf(layout: Layout, { rows, rowRuns, parsed }: ReadBatch): InspectedRow[] {
  const fields = new RowFields(rowFormatOf(layout));
  const problems = new Map(parsed.problems.map((problem) => [problem.ordinal, problem]));
  return Array.from(rows.ends, (end, ordinal) => {
    const start = ordinal === 0 ? 0 : (rows.ends[ordinal - 1] as number);
    const isSplit = fields.split(rows.bytes, start, end).kind === "fields";
    const cells = isSplit
      ? layout.columns.map((_, i) => decodeLeniently(fields.field(i), layout.encoding))
      : [decodeLeniently(rows.bytes.subarray(start, end), layout.encoding).trimEnd()];
    const found = problems.get(ordinal);
    const problem =
      found === undefined
        ? null
        : { field: found.field, code: found.code, ...sentencesOfRowProblem(found.code, found.parameters) };
    return { row: rowNumberOf(rowRuns, ordinal), cells, problem };
  });
}

async function inspectUnknown(
  file: FileToRead,
  known: readonly Mapping[],
  limits: ReadLimits,
  problem: FileInspection["problem"],
): Promise<FileInspection> {
  const { rows, encoding } = await peekRows(file, limits, mostInspectedRows);
  const header = likeliestHeader(rows, known);
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  const nearest = header === null ? null : nearestKnownLayout(columns, known);
  const shown = rows.map(({ row, cells }): InspectedRow => ({ row, cells, problem: null }));
  const suggested = nearest === null ? null : suggestMapping(nearest, columns, known);
  // A suggestion that does not read the file after all would only mislead.
  const heads = [{ columns, delimiter: "," }];
  const isUsable =
    suggested !== null &&
    (suggested.missing.length > 0 ||
      findHeader(heads, encoding, suggested.mapping, [], limits).kind === "found");
  return {
    layout: null,
    nearest:
      nearest === null
        ? null
        : {
            id: nearest.id,
            zh: nearest.zh,
            en: nearest.en,
            missing: nearest.missing,
            unused: nearest.unused,
          },
    headerRow: header?.row ?? 0,
    columns,
    rows: shown,
    head: rows.map(({ cells }) => cells),
    problem,
    suggested: isUsable ? suggested : null,
  };
}

/** The row that comes nearest to a layout, else the first with the most cells that are words. */
function likeliestHeader(rows: readonly PeekedRow[], known: readonly Mapping[]): PeekedRow | null {
  const near = rows.find(
    ({ cells }) =>
      nearestKnownLayout(
        cells.map((cell) => cell.trim()),
        known,
      ) !== null,
  );
  if (near !== undefined) return near;
  const wordsIn = ({ cells }: PeekedRow): number =>
    cells.filter((cell) => cell.trim() !== "" && !/^[\d.,:/\-\s]+$/.test(cell)).length;
  return rows.reduce<PeekedRow | null>(
    (best, row) => (best === null || wordsIn(row) > wordsIn(best) ? row : best),
    null,
  );
}
