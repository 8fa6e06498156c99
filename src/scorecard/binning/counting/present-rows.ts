import type { NumericColumn, Sample } from "../../sample.ts";

/** Rows and weighted outcomes of some rows. Without weights `goods` and `bads` count rows too. */
export interface OutcomeCount {
  readonly goodRows: number;
  readonly badRows: number;
  readonly goods: number;
  readonly bads: number;
}

export const noOutcomes: OutcomeCount = { goodRows: 0, badRows: 0, goods: 0, bads: 0 };

export function addOutcomes(left: OutcomeCount, right: OutcomeCount): OutcomeCount {
  return {
    goodRows: left.goodRows + right.goodRows,
    badRows: left.badRows + right.badRows,
    goods: left.goods + right.goods,
    bads: left.bads + right.bads,
  };
}

/** What one shard of a numeric column has to say to binning: its special codes taken out, NaN left in. */
export interface PresentRows {
  readonly values: Float64Array;
  readonly bad: Uint8Array;
  /** Whole multiples of a power of two, so that their sums are exact in any order. */
  readonly weights: Float64Array | undefined;
  /** In the order of the special codes asked for. */
  readonly special: readonly OutcomeCount[];
}

/**
 * The rows of a column that a step may look at. When these are all, and no code is special, nothing is copied.
 * @param included  1 = used; undefined = all rows
 * @param weights   from `exactWeights`
 */
export function takePresentRows(
  { values }: NumericColumn,
  { bad }: Pick<Sample, "bad">,
  weights: Float64Array | undefined,
  included: Uint8Array | undefined,
  specialCodes: readonly number[],
): PresentRows {
  if (!included && specialCodes.length === 0) return { values, bad, weights, special: [] };
  const tallies = specialCodes.map(() => new Float64Array(4));
  const taken = new Float64Array(values.length);
  const takenBad = new Uint8Array(values.length);
  const takenWeights = weights && new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (included && included[row] === 0) continue;
    const value = values[row] as number;
    const outcome = bad[row] as number;
    const weight = weights ? (weights[row] as number) : 1;
    const code = specialCodes.length === 0 ? -1 : specialCodes.indexOf(value);
    if (code >= 0) {
      const tally = tallies[code] as Float64Array;
      tally[outcome] = (tally[outcome] as number) + 1;
      tally[2 + outcome] = (tally[2 + outcome] as number) + weight;
      continue;
    }
    taken[count] = value;
    takenBad[count] = outcome;
    if (takenWeights) takenWeights[count] = weight;
    count++;
  }
  return {
    values: taken.subarray(0, count),
    bad: takenBad.subarray(0, count),
    weights: takenWeights?.subarray(0, count),
    special: tallies.map(outcomesOf),
  };
}

/** From a tally of good rows, bad rows, goods and bads. */
export function outcomesOf(tally: ArrayLike<number>): OutcomeCount {
  const [goodRows = 0, badRows = 0, goods = 0, bads = 0] = Array.from(tally);
  return { goodRows, badRows, goods, bads };
}

/**
 * Weights rounded to whole multiples of one power of two, so small that no sum over the rows is ever rounded: counting
 * is then associative to the bit. The rounding is below 2⁻⁵¹ of the largest possible sum; weights such as 1, 0.5 or 12
 * are kept as they are, and none becomes 0.
 */
export function exactWeights(weights: Float64Array): Float64Array {
  let largest = 0;
  for (let row = 0; row < weights.length; row++) largest = Math.max(largest, weights[row] as number);
  const perUnit = 2 ** Math.min(1023, 51 - Math.ceil(Math.log2(largest * Math.max(1, weights.length))));
  return weights.map((weight) => Math.max(1, Math.round(weight * perUnit)) / perUnit);
}
