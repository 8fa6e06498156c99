import type { IndicatorColumn, Vintages } from "../sample.ts";
import type { VintageShape } from "./exploration.ts";
import { quantileOfSorted } from "./sorted-values.ts";

const GROUPS = 10;
/** No share counts as smaller, so that an empty group does not make the index infinite. */
const LEAST_SHARE = 1e-4;

/** How an indicator changes from vintage to vintage, against the first one that has rows. */
export function shapesByVintage(
  column: IndicatorColumn,
  bad: Uint8Array,
  { codes, labels }: Vintages,
): readonly VintageShape[] {
  const rowsOf = labels.map((): number[] => []);
  codes.forEach((vintage, row) => rowsOf[vintage]?.push(row));
  const first = rowsOf.find((rows) => rows.length > 0) ?? [];
  const groupOf = grouperOf(column, first);
  const base = sharesOf(first, groupOf);
  return labels.flatMap((label, vintage): VintageShape[] => {
    const rows = rowsOf[vintage] as number[];
    if (rows.length === 0) return [];
    const present = presentValues(column, rows);
    return [
      {
        label,
        rows: rows.length,
        badRate: rows.reduce((sum, row) => sum + (bad[row] as number), 0) / rows.length,
        missingShare: missingShareOf(column, rows),
        median: present.length === 0 ? null : quantileOfSorted(present, 0.5),
        psi: stabilityIndex(base, sharesOf(rows, groupOf)),
      },
    ];
  });
}

function presentValues(column: IndicatorColumn, rows: readonly number[]): Float64Array {
  if (column.kind === "categorical") return new Float64Array(0);
  return Float64Array.from(
    rows.map((row) => column.values[row] as number).filter((value) => !Number.isNaN(value)),
  ).sort();
}

function missingShareOf(column: IndicatorColumn, rows: readonly number[]): number {
  const isMissing = (row: number): boolean =>
    column.kind === "numeric" ? Number.isNaN(column.values[row] as number) : column.codes[row] === -1;
  return rows.filter(isMissing).length / rows.length;
}

/** The group of a row: tenths of the first vintage's values or the category itself; missing values are group 0. */
function grouperOf(column: IndicatorColumn, first: readonly number[]): (row: number) => number {
  if (column.kind === "categorical") return (row) => (column.codes[row] as number) + 1;
  const sorted = presentValues(column, first);
  const edges = Array.from({ length: GROUPS - 1 }, (_, edge) =>
    sorted.length === 0 ? Number.NaN : quantileOfSorted(sorted, (edge + 1) / GROUPS),
  );
  return (row) => {
    const value = column.values[row] as number;
    return Number.isNaN(value) ? 0 : 1 + edges.filter((edge) => value > edge).length;
  };
}

function sharesOf(rows: readonly number[], groupOf: (row: number) => number): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (const row of rows) shares.set(groupOf(row), (shares.get(groupOf(row)) ?? 0) + 1 / rows.length);
  return shares;
}

/** Σ (share − base share) · ln(share / base share). */
function stabilityIndex(base: ReadonlyMap<number, number>, shares: ReadonlyMap<number, number>): number {
  let index = 0;
  for (const group of new Set([...base.keys(), ...shares.keys()])) {
    const before = Math.max(base.get(group) ?? 0, LEAST_SHARE);
    const after = Math.max(shares.get(group) ?? 0, LEAST_SHARE);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}
