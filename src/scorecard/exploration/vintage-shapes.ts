import { quantileOfSorted } from "#kernel";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import { countBins, measureShift } from "../monitoring/measure-shift.ts";
import type { IndicatorColumn, Vintages } from "../sample.ts";
import type { VintageShape } from "./exploration.ts";

const GROUPS = 10;

/** How an indicator changes from vintage to vintage, against the first one that has rows. */
export function shapesByVintage(
  column: IndicatorColumn,
  bad: Uint8Array,
  { codes, labels }: Vintages,
): readonly VintageShape[] {
  const rowsOf = labels.map((): number[] => []);
  codes.forEach((vintage, row) => rowsOf[vintage]?.push(row));
  const first = rowsOf.find((rows) => rows.length > 0) ?? [];
  const groups = groupsOf(column, first);
  const countsIn = (rows: readonly number[]) => countBins(rows.map(groups.of), groups.labels.length);
  return labels.flatMap((label, vintage): VintageShape[] => {
    const rows = rowsOf[vintage] as number[];
    if (rows.length === 0) return [];
    const present = presentValues(column, rows);
    const shift = measureShift(countsIn(first), countsIn(rows), groups.labels, defaultEvaluationParameters);
    return [
      {
        label,
        rows: rows.length,
        badRate: rows.reduce((sum, row) => sum + (bad[row] as number), 0) / rows.length,
        missingShare: missingShareOf(column, rows),
        median: present.length === 0 ? null : quantileOfSorted(present, 0.5),
        psi: shift.index,
        psiOfChance: shift.limit,
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

interface Groups {
  readonly labels: readonly string[];
  readonly of: (row: number) => number;
}

/** Tenths of the first vintage's values, or the categories themselves; missing values are group 0. */
function groupsOf(column: IndicatorColumn, first: readonly number[]): Groups {
  if (column.kind === "categorical") {
    return { labels: ["", ...column.categories], of: (row) => (column.codes[row] as number) + 1 };
  }
  const sorted = presentValues(column, first);
  const edges = Array.from({ length: GROUPS - 1 }, (_, edge) =>
    sorted.length === 0 ? Number.NaN : quantileOfSorted(sorted, (edge + 1) / GROUPS),
  );
  return {
    labels: ["", ...edges.map(String), "last"],
    of: (row) => {
      const value = column.values[row] as number;
      return Number.isNaN(value) ? 0 : 1 + edges.filter((edge) => value > edge).length;
    },
  };
}
