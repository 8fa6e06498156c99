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
 * are sorted by rate once, and prefix maxima answer "best predecessor not above this rate" for every number
 * of bins. O(n²(log n + K)) but for the sort, and O(n²K) memory.
 */
export function findOptimalCuts(
  preBins: PreBins,
  totals: Totals,
  smoothingRows: number,
  limits: BinLimits,
  trend: Trend,
): OptimalCuts | null {
  const states = enumerateBins(preBins, totals, smoothingRows, limits, trend);
  return searchBoundaries(states, Math.min(limits.maxBins, preBins.size));
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

/**
 * Visits the boundaries from the left. All ways that reach a boundary are known when it is visited, so each
 * of them is extended there once. `reach` and `cameFrom` hold, for a number of bins and a last bin, the
 * best sum and the start of the bin before; layer k − 1 is for k bins.
 */
function searchBoundaries(states: BinStates, maxBins: number): OptimalCuts | null {
  const { size, information } = states;
  const stride = size + 1;
  const cells = stride * stride;
  const reach = new Float64Array(maxBins * cells).fill(Number.NEGATIVE_INFINITY);
  const cameFrom = new Int16Array(maxBins * cells);
  for (let end = 1; end <= size; end++) {
    if (!Number.isNaN(information[end] as number)) reach[end] = information[end] as number;
  }
  const ending = { starts: new Int16Array(size), rates: new Float64Array(size), count: 0 };
  const prefix = { best: new Float64Array(size), start: new Int16Array(size) };
  const allowed = new Int16Array(stride);
  for (let boundary = 1; boundary < size; boundary++) {
    sortBinsEndingAt(boundary, states, ending);
    if (ending.count === 0) continue;
    countAllowedPredecessors(boundary, states, ending, allowed);
    for (let layer = 1; layer < maxBins; layer++) {
      const before = (layer - 1) * cells;
      if (!fillPrefixMaxima(boundary, stride, ending, reach, before, prefix)) continue;
      for (let end = boundary + 1; end <= size; end++) {
        const slot = (allowed[end] as number) - 1;
        if (slot < 0) continue;
        const state = boundary * stride + end;
        reach[before + cells + state] = (information[state] as number) + (prefix.best[slot] as number);
        cameFrom[before + cells + state] = prefix.start[slot] as number;
      }
    }
  }
  const best = { information: Number.NEGATIVE_INFINITY, bins: 0, start: 0 };
  for (let bins = 2; bins <= maxBins; bins++) {
    for (let start = 1; start < size; start++) {
      const found = reach[(bins - 1) * cells + start * stride + size] as number;
      if (found > best.information) Object.assign(best, { information: found, bins, start });
    }
  }
  return best.bins === 0 ? null : traceBack(best, cameFrom, stride);
}

/** The admissible bins that end at one boundary, by rising rate; reused from boundary to boundary. */
interface EndingBins {
  readonly starts: Int16Array;
  readonly rates: Float64Array;
  count: number;
}

/** By insertion: pre-bins are few, and the starts of one boundary come nearly in order of their rates. */
function sortBinsEndingAt(
  boundary: number,
  { size, information, rate }: BinStates,
  ending: EndingBins,
): void {
  const { starts, rates } = ending;
  let count = 0;
  for (let start = 0; start < boundary; start++) {
    const state = start * (size + 1) + boundary;
    if (Number.isNaN(information[state] as number)) continue;
    const own = rate[state] as number;
    let slot = count++;
    while (slot > 0 && (rates[slot - 1] as number) > own) {
      rates[slot] = rates[slot - 1] as number;
      starts[slot] = starts[slot - 1] as number;
      slot--;
    }
    rates[slot] = own;
    starts[slot] = start;
  }
  ending.count = count;
}

/** For each bin that starts at the boundary: how many of the sorted bins before it have no higher rate. */
function countAllowedPredecessors(
  boundary: number,
  { size, information, rate }: BinStates,
  { rates, count }: EndingBins,
  allowed: Int16Array,
): void {
  for (let end = boundary + 1; end <= size; end++) {
    const state = boundary * (size + 1) + end;
    let low = 0;
    let high = Number.isNaN(information[state] as number) ? 0 : count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rates[middle] as number) <= (rate[state] as number)) low = middle + 1;
      else high = middle;
    }
    allowed[end] = low;
  }
}

/** Best sum, and the start that gives it, over the first 1, 2 … of the sorted bins; false when none is reached. */
function fillPrefixMaxima(
  boundary: number,
  stride: number,
  { starts, count }: EndingBins,
  reach: Float64Array,
  offset: number,
  prefix: { readonly best: Float64Array; readonly start: Int16Array },
): boolean {
  let best = Number.NEGATIVE_INFINITY;
  let bestStart = 0;
  for (let slot = 0; slot < count; slot++) {
    const start = starts[slot] as number;
    const reached = reach[offset + start * stride + boundary] as number;
    if (reached > best) {
      best = reached;
      bestStart = start;
    }
    prefix.best[slot] = best;
    prefix.start[slot] = bestStart;
  }
  return best > Number.NEGATIVE_INFINITY;
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
    const before = cameFrom[(bins - 1) * stride * stride + start * stride + end] as number;
    end = start;
    start = before;
  }
  return { information: best.information, boundaries };
}
