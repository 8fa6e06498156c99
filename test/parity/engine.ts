import type { IndicatorColumn, SqlDialect } from "#scorecard";

/** A database that scores rows with a card's SELECT. */
export interface ScoringEngine {
  /** What it calls itself, with its version. */
  readonly name: string;
  readonly dialect: SqlDialect;
  /** Puts the rows into a fresh table `applicants` with a column `row id` from 0. */
  load(columns: readonly IndicatorColumn[]): Promise<void>;
  /** Columns `score` and `raw_pd` of a SELECT, in the order of `row id`. */
  score(select: string): Promise<EngineScores>;
  /** How many rows a SELECT gives. */
  countRows(select: string): Promise<number>;
  close(): Promise<void>;
}

export interface EngineScores {
  readonly points: Float64Array;
  readonly rawPd: Float64Array;
}

/** Names that every engine's table has. */
export const parityNames = { table: "applicants", keys: ["row id"] } as const;

/** The value of one row as the engines take it: null where it is missing. */
export function cellOf(column: IndicatorColumn, row: number): number | string | null {
  if (column.kind === "categorical") return column.categories[column.codes[row] as number] ?? null;
  const value = column.values[row] as number;
  return Number.isNaN(value) ? null : value;
}

/** The rows of a column. */
export function rowsOf(columns: readonly IndicatorColumn[]): number {
  const [first] = columns;
  if (first === undefined) return 0;
  return first.kind === "numeric" ? first.values.length : first.codes.length;
}

/** Scores given row by row. */
export function collectScores(rows: readonly (readonly [number, number])[]): EngineScores {
  return {
    points: Float64Array.from(rows, ([points]) => points),
    rawPd: Float64Array.from(rows, ([, rawPd]) => rawPd),
  };
}

const mostShown = 5;

/** The first rows whose points differ, with their values, for a person to read. */
export function differences(
  columns: readonly IndicatorColumn[],
  expected: Float64Array,
  found: Float64Array,
): readonly object[] {
  const rows = Array.from(expected, (_, row) => row);
  return rows
    .filter((row) => !Object.is(expected[row], found[row]))
    .slice(0, mostShown)
    .map((row) => ({
      row,
      expected: expected[row],
      found: found[row],
      values: columns.map((column) => cellOf(column, row)),
    }));
}
