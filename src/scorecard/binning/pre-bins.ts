import type { Sample } from "../sample.ts";

/**
 * Candidate intervals of one indicator, rising, as prefix sums: entry e holds what lies below boundary e,
 * entry `size` everything that is not missing.
 */
export interface PreBins {
  readonly size: number;
  /** cuts[e] separates pre-bin e from pre-bin e + 1; size − 1 of them. */
  readonly cuts: Float64Array;
  readonly rows: Int32Array;
  readonly badRows: Int32Array;
  /** Weighted outcomes. */
  readonly bads: Float64Array;
  readonly goods: Float64Array;
}

/** Row numbers of an indicator's non-missing values in rising order; computed once, used by every fold. */
export function orderOfValues(values: Float64Array): Int32Array {
  let present = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row] as number)) present++;
  const order = new Int32Array(present);
  for (let row = 0, next = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row] as number)) order[next++] = row;
  }
  return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

/**
 * Groups the included rows into pre-bins: one for each distinct value while there are at most `maxPreBins`,
 * else groups of distinct values that end where the running count crosses a quantile.
 * @param included  1 for the rows to use, all others are invisible
 */
export function groupIntoPreBins(
  values: Float64Array,
  order: Int32Array,
  included: Uint8Array,
  sample: Pick<Sample, "bad" | "weights">,
  maxPreBins: number,
): PreBins {
  const { rows, distinct } = countIncluded(values, order, included);
  const quantiles = distinct > maxPreBins ? maxPreBins : rows;
  const grouped = emptyPreBins(Math.min(distinct, maxPreBins));
  let size = 0;
  let count = 0;
  let badRows = 0;
  let bads = 0;
  let goods = 0;
  let previous = Number.NaN;
  let crossed = 0;
  const close = (): void => {
    size++;
    grouped.rows[size] = count;
    grouped.badRows[size] = badRows;
    grouped.bads[size] = bads;
    grouped.goods[size] = goods;
  };
  for (let position = 0; position < order.length; position++) {
    const row = order[position] as number;
    if (included[row] === 0) continue;
    const value = values[row] as number;
    if (value !== previous && count > 0) {
      const reached = Math.floor((count * quantiles) / rows);
      if (reached > crossed) {
        crossed = reached;
        close();
        grouped.cuts[size - 1] = cutBetween(previous, value);
      }
    }
    previous = value;
    const weight = sample.weights ? (sample.weights[row] as number) : 1;
    count++;
    if (sample.bad[row] === 1) {
      badRows++;
      bads += weight;
    } else goods += weight;
  }
  if (count > 0) close();
  return { ...grouped, size };
}

/** A cut above `low` and not above `high`: the middle, or `high` where rounding would lose it. */
function cutBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle <= high ? middle : high;
}

function countIncluded(values: Float64Array, order: Int32Array, included: Uint8Array) {
  let rows = 0;
  let distinct = 0;
  let previous = Number.NaN;
  for (let position = 0; position < order.length; position++) {
    const row = order[position] as number;
    if (included[row] === 0) continue;
    rows++;
    const value = values[row] as number;
    if (value !== previous) distinct++;
    previous = value;
  }
  return { rows, distinct };
}

function emptyPreBins(capacity: number) {
  return {
    cuts: new Float64Array(capacity),
    rows: new Int32Array(capacity + 1),
    badRows: new Int32Array(capacity + 1),
    bads: new Float64Array(capacity + 1),
    goods: new Float64Array(capacity + 1),
  };
}
