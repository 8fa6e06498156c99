import type { DataTable, IndicatorColumn } from "#scorecard";

/** What is known of a column of a source before anything is decided. */
export interface SourceColumn {
  readonly id: string;
  readonly kind: "numeric" | "categorical";
  readonly missing: number;
  /** Different values, missing ones not counted. */
  readonly distinct: number;
  /** The most frequent values as text, at most 20. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  readonly min: number | null;
  readonly max: number | null;
}

const shownValues = 20;

/** Describes every column of a table. */
export function describeColumns(table: DataTable): readonly SourceColumn[] {
  return table.columns.map(describeColumn);
}

function describeColumn(column: IndicatorColumn): SourceColumn {
  return column.kind === "numeric" ? describeNumbers(column) : describeCategories(column);
}

function describeNumbers({ id, values }: IndicatorColumn & { kind: "numeric" }): SourceColumn {
  const rowsOf = new Map<number, number>();
  let missing = 0;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing += 1;
      continue;
    }
    rowsOf.set(value, (rowsOf.get(value) ?? 0) + 1);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const isEmpty = rowsOf.size === 0;
  return {
    id,
    kind: "numeric",
    missing,
    distinct: rowsOf.size,
    values: mostFrequent([...rowsOf].map(([value, rows]) => ({ value: String(value), rows }))),
    min: isEmpty ? null : min,
    max: isEmpty ? null : max,
  };
}

function describeCategories({
  id,
  codes,
  categories,
}: IndicatorColumn & { kind: "categorical" }): SourceColumn {
  const rows = new Float64Array(categories.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing += 1;
    else rows[code] = (rows[code] as number) + 1;
  }
  const counted = categories
    .map((value, code) => ({ value, rows: rows[code] as number }))
    .filter((one) => one.rows > 0);
  return {
    id,
    kind: "categorical",
    missing,
    distinct: counted.length,
    values: mostFrequent(counted),
    min: null,
    max: null,
  };
}

function mostFrequent(counted: readonly { readonly value: string; readonly rows: number }[]) {
  return counted
    .toSorted((left, right) => right.rows - left.rows || (left.value < right.value ? -1 : 1))
    .slice(0, shownValues);
}
