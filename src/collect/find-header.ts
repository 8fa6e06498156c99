import { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import type { Layout } from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import type { NearestLayout } from "./nearest-layout.ts";
import { nearestKnownLayout, recogniseLayout, showColumns } from "./recognise-layout.ts";
import { withoutRepeats } from "./resolve-columns.ts";
import { titleOf } from "./table-title.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** A row near the top of a table that may be its header. */
export interface HeaderRow {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Its number in the table, where empty rows were left out. */
  readonly row?: number;
}

export type FoundHeader =
  | { readonly kind: "found"; readonly layout: Layout; readonly index: number }
  | { readonly kind: "problem"; readonly fault: Fault };

/** The layout is sealed with every batch, whose header has room for so much. */
const mostLayoutBytes = 24_000;

/**
 * Finds the first row that is the header of a known layout; what stands above it is the table's title.
 * @param rows  the first rows of the table, at least one
 * @param given  the mapping named for this file, or null
 */
export function findHeader(
  rows: readonly HeaderRow[],
  encoding: TextEncoding,
  given: Mapping | null,
  known: readonly Mapping[],
  limits: ReadLimits,
): FoundHeader {
  let refusal: Fault | null = null;
  for (const [index, { columns, delimiter }] of rows.entries()) {
    if (columns.length > limits.columns || (index > 0 && columns.length < 2)) continue;
    // The header of an older file stays as it was sealed before titles were read.
    const named = index === 0 ? columns : withoutRepeats(columns);
    const found = tryHeader({ columns: named, delimiter, encoding }, given, known);
    if (found instanceof Fault) refusal ??= found;
    if (found === null || found instanceof Fault) continue;
    const title = titleOf(rows.slice(0, index).map((row) => row.columns));
    const layout = title.length === 0 ? found : { ...found, title };
    if (JSON.stringify(layout).length <= mostLayoutBytes) return { kind: "found", layout, index };
  }
  return { kind: "problem", fault: refusal ?? unknownLayout(rows, known) };
}

function tryHeader(
  head: Parameters<typeof recogniseLayout>[0],
  given: Mapping | null,
  known: readonly Mapping[],
): Layout | Fault | null {
  try {
    return recogniseLayout(head, given, known);
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

/** Says what the header lacks to be the layout that it is nearest to. */
function unknownLayout(rows: readonly HeaderRow[], known: readonly Mapping[]): Fault {
  let best: { readonly nearest: NearestLayout; readonly row: number } | null = null;
  for (const [index, { columns, row }] of rows.entries()) {
    const nearest = nearestKnownLayout(columns, known);
    const isNearer = best === null || (nearest?.columns.length ?? 0) > best.nearest.columns.length;
    if (nearest !== null && isNearer) best = { nearest, row: row ?? index + 1 };
  }
  if (best === null) {
    const widest = rows.reduce((most, row) => (row.columns.length > most.columns.length ? row : most));
    return collectFaults.fault("COLLECT_UNKNOWN_LAYOUT", { columns: showColumns(widest.columns) });
  }
  const { id, zh, en, missing, unused } = best.nearest;
  return collectFaults.fault("COLLECT_HEADER_INCOMPLETE", {
    row: best.row,
    layout: id,
    name: `${zh} / ${en}`,
    missing: showColumns(missing),
    unused: showColumns(unused),
  });
}
