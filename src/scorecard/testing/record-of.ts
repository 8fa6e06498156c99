import type { IndicatorColumn } from "../sample.ts";
import type { IndicatorRecord, IndicatorValue } from "../scoring/indicator-record.ts";

/** One row of columns as a record: missing values are null. */
export function recordOf(columns: readonly IndicatorColumn[], row: number): IndicatorRecord {
  return Object.fromEntries(columns.map((column) => [column.id, valueOf(column, row)]));
}

function valueOf(column: IndicatorColumn, row: number): IndicatorValue {
  if (column.kind === "categorical") return column.categories[column.codes[row] as number] ?? null;
  const value = column.values[row] as number;
  return Number.isNaN(value) ? null : value;
}
