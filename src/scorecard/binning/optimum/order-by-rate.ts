import type { AdmissibleBins } from "./admissible-bins.ts";

/** The admissible bins that end at one boundary, by rising key; made anew at each boundary from the order before. */
export interface OrderedBins {
  readonly keys: Float64Array;
  /** All starts below the boundary by rising key, equal ones by rising start. */
  readonly permutation: Int16Array;
  readonly permutedKeys: Float64Array;
  /** The admissible ones of them, `count` many. */
  readonly starts: Int16Array;
  readonly startKeys: Float64Array;
  count: number;
  /** For each end: how many of the admissible ones the bin from the boundary to it may follow. */
  readonly allowed: Int16Array;
}

export function startOrder(keys: Float64Array, stride: number): OrderedBins {
  return {
    keys,
    permutation: new Int16Array(stride),
    permutedKeys: new Float64Array(stride),
    starts: new Int16Array(stride),
    startKeys: new Float64Array(stride),
    count: 0,
    allowed: new Int16Array(stride),
  };
}

/** Visits boundaries 1, 2 … in turn. One more pre-bin hardly changes the order, so it is sorted by insertion. */
export function orderBinsEndingAt(
  boundary: number,
  { bins, minRateGap }: { readonly bins: AdmissibleBins; readonly minRateGap: number },
  order: OrderedBins,
): void {
  const { keys, permutation, permutedKeys, starts, startKeys, allowed } = order;
  const stride = bins.size + 1;
  permutation[boundary - 1] = boundary - 1;
  for (let position = 0; position < boundary; position++) {
    const start = permutation[position] as number;
    const key = keys[start * stride + boundary] as number;
    let slot = position;
    for (; slot > 0; slot--) {
      const before = permutedKeys[slot - 1] as number;
      if (before < key || (before === key && (permutation[slot - 1] as number) < start)) break;
      permutedKeys[slot] = before;
      permutation[slot] = permutation[slot - 1] as number;
    }
    permutedKeys[slot] = key;
    permutation[slot] = start;
  }
  let count = 0;
  for (let position = 0; position < boundary; position++) {
    const start = permutation[position] as number;
    if (Number.isNaN(bins.parts[start * stride + boundary] as number)) continue;
    startKeys[count] = permutedKeys[position] as number;
    starts[count++] = start;
  }
  order.count = count;
  for (let end = boundary + 1; end <= bins.size; end++) {
    const state = boundary * stride + end;
    let low = 0;
    let high = Number.isNaN(bins.parts[state] as number) ? 0 : count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[state] as number) - (startKeys[middle] as number) >= minRateGap) low = middle + 1;
      else high = middle;
    }
    allowed[end] = low;
  }
}
