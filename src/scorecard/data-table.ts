import { scorecardFaults } from "./errors.ts";
import type { IndicatorColumn } from "./sample.ts";

/**
 * A table as it was read from a file or a query, column by column, before anybody said which one is the outcome.
 * Dates and codes are categories; numbers are numbers.
 */
export interface DataTable {
  readonly rows: number;
  readonly columns: readonly IndicatorColumn[];
}

/** What a cell of a row may hold; null, undefined, NaN and the empty text are missing. */
export type CellValue = number | string | boolean | null | undefined;

/**
 * A table of rows, for a program that has objects at hand. A column whose values are all numbers (or missing) is numeric,
 * any other is categorical with its values as text.
 * @throws SCORECARD_VALUE_NOT_ALLOWED for an infinite number
 */
export function tableOfRows(rows: readonly Readonly<Record<string, CellValue>>[]): DataTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { rows: rows.length, columns: names.map((name) => columnOfRows(name, rows)) };
}

/**
 * The column of a name.
 * @throws SCORECARD_INDICATOR_ABSENT
 */
export function columnNamed(table: DataTable, id: string): IndicatorColumn {
  const column = table.columns.find((one) => one.id === id);
  if (column === undefined) throw scorecardFaults.fault("SCORECARD_INDICATOR_ABSENT", { indicator: id });
  return column;
}

/** The text of a cell as it is shown and compared; null = missing. */
export function textOfCell(column: IndicatorColumn, row: number): string | null {
  if (column.kind === "categorical") return column.categories[column.codes[row] as number] ?? null;
  const value = column.values[row] as number;
  return Number.isNaN(value) ? null : String(value);
}

/** The rows of a column at the given places, in their order. */
export function takeRows(column: IndicatorColumn, rows: Int32Array): IndicatorColumn {
  if (column.kind === "numeric") {
    const values = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place++) {
      values[place] = column.values[rows[place] as number] as number;
    }
    return { ...column, values };
  }
  const codes = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    codes[place] = column.codes[rows[place] as number] as number;
  }
  return { ...column, codes };
}

/** The rows of a table at the given places; nothing is copied when they are all. */
export function takeTableRows(table: DataTable, rows: Int32Array): DataTable {
  if (rows.length === table.rows && rows.every((row, place) => row === place)) return table;
  return { rows: rows.length, columns: table.columns.map((column) => takeRows(column, rows)) };
}

function columnOfRows(id: string, rows: readonly Readonly<Record<string, CellValue>>[]): IndicatorColumn {
  const isNumeric = rows.every((row) => isMissing(row[id]) || typeof row[id] === "number");
  if (isNumeric) {
    return { kind: "numeric", id, values: Float64Array.from(rows, (row) => numberOf(row[id])) };
  }
  const categories = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const value = row[id];
    if (isMissing(value)) return -1;
    const text = String(value);
    const code = categories.get(text) ?? categories.size;
    categories.set(text, code);
    return code;
  });
  return { kind: "categorical", id, codes, categories: [...categories.keys()] };
}

function isMissing(value: CellValue): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(value);
}

function numberOf(value: CellValue): number {
  return typeof value === "number" ? value : Number.NaN;
}
