import type { PreBins } from "./pre-bins.ts";
import type { Trend } from "./trend.ts";
import { informationOf } from "./weight-of-evidence.ts";
import type { Totals } from "./weight-of-evidence.ts";

/** What every bin of a solution must satisfy. */
export interface BinLimits {
  readonly maxBins: number;
  readonly minRows: number;
  readonly minBadRows: number;
  readonly minGoodRows: number;
}

/** `boundaries` are pre-bin indices strictly between 0 and size: at least one, so at least two bins. */
export interface OptimalCuts {
  readonly information: number;
  readonly boundaries: readonly number[];
}

/**
 * The exact optimum: of all ways to join neighbouring pre-bins into 2 … maxBins bins within the limits and
 * with a bad rate that never turns against the trend, the one of highest information value. Of equal ones
 * the fewest bins, then the leftmost last bin. Returns null when two bins are impossible.
 *
 * Dynamic programme with the last bin (start, end) as the state: for each boundary the bins that end there
 * are sorted by rate once and prefix maxima answer "best predecessor not above this rate", so O(n²(log n + K)).
 */
export function findOptimalCuts(
  preBins: PreBins,
  totals: Totals,
  smoothingRows: number,
  limits: BinLimits,
  trend: Trend,
): OptimalCuts | null {
  const states = enumerateBins(preBins, totals, smoothingRows, limits, trend);
  return searchLayers(states, Math.min(limits.maxBins, preBins.size));
}

/** All admissible single bins (start, end), stored at start · (size + 1) + end. */
interface BinStates {
  readonly size: number;
  /** NaN where the bin is not admissible. */
  readonly information: Float64Array;
  /** Bad rate, or good rate for a descending trend, so that the search only ever ascends. */
  readonly rate: Float64Array;
}

function enumerateBins(
  preBins: PreBins,
  totals: Totals,
  smoothingRows: number,
  limits: BinLimits,
  trend: Trend,
): BinStates {
  const { size, rows, badRows, bads, goods } = preBins;
  const stride = size + 1;
  const information = new Float64Array(stride * stride).fill(Number.NaN);
  const rate = new Float64Array(stride * stride);
  for (let start = 0; start < size; start++) {
    for (let end = start + 1; end <= size; end++) {
      const count = (rows[end] as number) - (rows[start] as number);
      const badCount = (badRows[end] as number) - (badRows[start] as number);
      if (count < limits.minRows || badCount < limits.minBadRows) continue;
      if (count - badCount < limits.minGoodRows) continue;
      const bad = (bads[end] as number) - (bads[start] as number);
      const good = (goods[end] as number) - (goods[start] as number);
      const state = start * stride + end;
      information[state] = informationOf(bad, good, totals, smoothingRows);
      rate[state] = (trend === "ascending" ? bad : good) / (bad + good);
    }
  }
  return { size, information, rate };
}

function searchLayers(states: BinStates, maxBins: number): OptimalCuts | null {
  const { size, information } = states;
  const stride = size + 1;
  const cells = stride * stride;
  const orders = sortBinsByRate(states);
  const cameFrom = new Int16Array((maxBins + 1) * cells).fill(-1);
  let previous = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY);
  for (let end = 1; end <= size; end++) {
    if (!Number.isNaN(information[end] as number)) previous[end] = information[end] as number;
  }
  let best = { information: Number.NEGATIVE_INFINITY, bins: 0, start: 0 };
  for (let bins = 2; bins <= maxBins; bins++) {
    const layer = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY);
    for (let boundary = 1; boundary < size; boundary++) {
      extendAt(boundary, states, orders, previous, layer, cameFrom, bins * cells);
    }
    for (let start = 1; start < size; start++) {
      const found = layer[start * stride + size] as number;
      if (found > best.information) best = { information: found, bins, start };
    }
    previous = layer;
  }
  return best.bins === 0 ? null : traceBack(best, cameFrom, stride);
}

/** Bins that end at a boundary by rising rate, and for each bin how many bins ending at its start may precede it. */
interface RateOrders {
  readonly starts: readonly Int16Array[];
  readonly allowed: Int16Array;
}

function sortBinsByRate({ size, information, rate }: BinStates): RateOrders {
  const stride = size + 1;
  const starts: Int16Array[] = [new Int16Array(0)];
  const allowed = new Int16Array(stride * stride);
  for (let boundary = 1; boundary < size; boundary++) {
    const sorted = new Int16Array(boundary);
    let count = 0;
    for (let start = 0; start < boundary; start++) {
      const state = start * stride + boundary;
      if (Number.isNaN(information[state] as number)) continue;
      let slot = count++;
      while (slot > 0 && rateAt(rate, sorted, slot - 1, stride, boundary) > (rate[state] as number)) {
        sorted[slot] = sorted[slot - 1] as number;
        slot--;
      }
      sorted[slot] = start;
    }
    starts.push(sorted.subarray(0, count));
    for (let end = boundary + 1; end <= size; end++) {
      const state = boundary * stride + end;
      if (Number.isNaN(information[state] as number)) continue;
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (rateAt(rate, sorted, middle, stride, boundary) <= (rate[state] as number)) low = middle + 1;
        else high = middle;
      }
      allowed[state] = low;
    }
  }
  return { starts, allowed };
}

function rateAt(
  rate: Float64Array,
  sorted: Int16Array,
  slot: number,
  stride: number,
  boundary: number,
): number {
  return rate[(sorted[slot] as number) * stride + boundary] as number;
}

function extendAt(
  boundary: number,
  { size, information }: BinStates,
  { starts, allowed }: RateOrders,
  previous: Float64Array,
  layer: Float64Array,
  cameFrom: Int16Array,
  cameFromOffset: number,
): void {
  const stride = size + 1;
  const sorted = starts[boundary] as Int16Array;
  const prefix = new Float64Array(sorted.length);
  const argument = new Int16Array(sorted.length);
  let best = Number.NEGATIVE_INFINITY;
  let bestStart = -1;
  for (let slot = 0; slot < sorted.length; slot++) {
    const start = sorted[slot] as number;
    const reached = previous[start * stride + boundary] as number;
    if (reached > best) {
      best = reached;
      bestStart = start;
    }
    prefix[slot] = best;
    argument[slot] = bestStart;
  }
  if (bestStart < 0) return;
  for (let end = boundary + 1; end <= size; end++) {
    const state = boundary * stride + end;
    const slot = (allowed[state] as number) - 1;
    if (slot < 0 || prefix[slot] === Number.NEGATIVE_INFINITY) continue;
    layer[state] = (information[state] as number) + (prefix[slot] as number);
    cameFrom[cameFromOffset + state] = argument[slot] as number;
  }
}

function traceBack(
  best: { information: number; bins: number; start: number },
  cameFrom: Int16Array,
  stride: number,
): OptimalCuts {
  const boundaries: number[] = [];
  let start = best.start;
  let end = stride - 1;
  for (let bins = best.bins; bins >= 2; bins--) {
    boundaries.unshift(start);
    const before = cameFrom[bins * stride * stride + start * stride + end] as number;
    end = start;
    start = before;
  }
  return { information: best.information, boundaries };
}
