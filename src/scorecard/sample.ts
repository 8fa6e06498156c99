import { scorecardFaults } from "./errors.ts";

/** What an expert expects of an indicator before seeing outcomes; `none` leaves it to the data. */
export type ExpectedDirection = "higherIsBetter" | "lowerIsBetter" | "none";

/** One indicator over all rows, as numbers or as categories. */
export type IndicatorColumn = NumericColumn | CategoricalColumn;

export interface NumericColumn {
  readonly kind: "numeric";
  readonly id: string;
  /** NaN is missing; infinities are refused. */
  readonly values: Float64Array;
  readonly expectedDirection?: ExpectedDirection;
}

export interface CategoricalColumn {
  readonly kind: "categorical";
  readonly id: string;
  /** Index into `categories`; −1 is missing. */
  readonly codes: Int32Array;
  /** Distinct, in any order; each may be absent from the rows. */
  readonly categories: readonly string[];
}

/** Which of a few named periods, such as months of observation, a row belongs to. */
export interface Vintages {
  /** Index into `labels`, one a row. */
  readonly codes: Int32Array;
  /** Rising, for example `2026-01`, `2026-02`. */
  readonly labels: readonly string[];
}

/** A development sample: columns of equal length, outcome 1 = bad (defaulted), 0 = good. */
export interface Sample {
  readonly indicators: readonly IndicatorColumn[];
  readonly bad: Uint8Array;
  /** Row weights > 0, default 1; they weigh WOE, IV, fit and metrics, never the minimum sizes of bins. */
  readonly weights?: Float64Array;
  /** When each row was observed; needed by what looks at stability over time. */
  readonly vintages?: Vintages;
}

/** Rows and outcomes of a sample; `badRate` is weighted. */
export interface SampleCounts {
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
}

/**
 * Checks a sample once, at the edge of the room.
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_INDICATOR_TWICE, SCORECARD_VALUE_NOT_ALLOWED, SCORECARD_ONE_CLASS
 */
export function checkSample(sample: Sample): SampleCounts {
  const rows = sample.bad.length;
  checkColumns(sample.indicators, rows);
  if (sample.weights) checkWeights(sample.weights, rows);
  let bads = 0;
  let badWeight = 0;
  let weight = 0;
  for (let row = 0; row < rows; row++) {
    const outcome = sample.bad[row] as number;
    if (outcome > 1) throw notAllowed("bad", row, outcome);
    const rowWeight = sample.weights ? (sample.weights[row] as number) : 1;
    bads += outcome;
    badWeight += outcome * rowWeight;
    weight += rowWeight;
  }
  if (bads === 0 || bads === rows) throw scorecardFaults.fault("SCORECARD_ONE_CLASS", { rows, bads });
  return { rows, bads, badRate: badWeight / weight };
}

/**
 * Checks columns alone, as scoring does, where there is no outcome.
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_INDICATOR_TWICE, SCORECARD_VALUE_NOT_ALLOWED
 */
export function checkColumns(indicators: readonly IndicatorColumn[], rows: number): void {
  const seen = new Set<string>();
  for (const column of indicators) {
    if (seen.has(column.id)) {
      throw scorecardFaults.fault("SCORECARD_INDICATOR_TWICE", { indicator: column.id });
    }
    seen.add(column.id);
    checkLength(column.id, rowsOfColumn(column), rows);
    if (column.kind === "numeric") checkNumbers(column);
    else checkCodes(column);
  }
}

/** How many rows a column has. */
export function rowsOfColumn(column: IndicatorColumn): number {
  return column.kind === "numeric" ? column.values.length : column.codes.length;
}

function checkNumbers({ id, values }: NumericColumn): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw notAllowed(id, row, value);
    }
  }
}

function checkCodes({ id, codes, categories }: CategoricalColumn): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < -1 || code >= categories.length) throw notAllowed(id, row, code);
  }
}

function checkWeights(weights: Float64Array, rows: number): void {
  checkLength("weights", weights.length, rows);
  for (let row = 0; row < rows; row++) {
    const weight = weights[row] as number;
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) throw notAllowed("weights", row, weight);
  }
}

function checkLength(subject: string, found: number, expected: number): void {
  if (found !== expected) {
    throw scorecardFaults.fault("SCORECARD_LENGTHS_DIFFER", { subject, found, expected });
  }
}

function notAllowed(subject: string, row: number, found: number) {
  return scorecardFaults.fault("SCORECARD_VALUE_NOT_ALLOWED", { subject, row, found });
}
