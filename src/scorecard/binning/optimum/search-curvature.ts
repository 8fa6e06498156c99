import { scorecardFaults } from "../../errors.ts";
import type { SearchTask } from "./search-bins.ts";
import type { ReachedBest } from "./search-tables.ts";

/**
 * Everything that was reached with the last two bins as the state: at `cellOfPair(reached, bins, first, middle, end)` the
 * best value of exactly that many bins, 2 or more, the last two being first … middle − 1 and middle … end − 1. The cells
 * of two bins lie side by side. `maxBins` bins are only reached at the last pre-bin.
 */
export interface ReachedPairs {
  readonly size: number;
  readonly maxBins: number;
  readonly values: Float64Array;
  /** Start of the bin before the two. */
  readonly cameFrom: Int16Array;
}

export function cellOfPair(
  reached: ReachedPairs,
  bins: number,
  first: number,
  middle: number,
  end: number,
): number {
  return (triples(end - 2) + pairs(middle - 1) + first) * (reached.maxBins - 1) + bins - 2;
}

/**
 * Dynamic programme for a bad rate that bends one way: concave when no step between neighbours is above the one before,
 * convex when none is below. The step before hangs on the last two bins, so they are the state: for each of them the bins
 * before are ordered by rate, and prefix maxima answer which of them leave the next step free. O(n³(log n + K)).
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE when the tables of so many pre-bins would not fit in memory
 */
export function searchCurvature(task: SearchTask, bend: "concave" | "convex"): ReachedPairs {
  const { size, parts } = task.bins;
  const stride = size + 1;
  const reached = emptyPairs(size, task.maxBins);
  for (let middle = 1; middle < size; middle++) {
    for (let end = middle + 1; end <= size; end++) {
      if (!areNeighbours(task, 0, middle, end)) continue;
      reached.values[cellOfPair(reached, 2, 0, middle, end)] = join(
        task,
        parts[middle] as number,
        parts[middle * stride + end] as number,
      );
    }
  }
  const layers = task.maxBins - 1;
  const room = { best: new Float64Array(size * layers), source: new Int16Array(size * layers) };
  for (let start = 1; start < size; start++) {
    const order = orderByRate(task, start, bend);
    for (let end = start + 1; end < size; end++) {
      if (Number.isNaN(parts[start * stride + end] as number)) continue;
      const free = countFreeSteps(task, start, end, order, bend);
      extendPair(task, start, end, order, free, reached, room);
    }
  }
  return reached;
}

function emptyPairs(size: number, maxBins: number): ReachedPairs {
  const cells = (maxBins - 1) * triples(size - 1);
  if (cells > mostCells) {
    const expected = `less for a concave or convex trend of up to ${maxBins} bins`;
    throw scorecardFaults.fault("SCORECARD_PARAMETER_OUT_OF_RANGE", {
      parameter: "binning.maxPreBins",
      found: size,
      expected,
    });
  }
  return {
    size,
    maxBins,
    values: new Float64Array(cells).fill(Number.NEGATIVE_INFINITY),
    cameFrom: new Int16Array(cells),
  };
}

/** Some 320 MB. */
const mostCells = 2 ** 25;

/** Of equal ones the fewest bins, then the leftmost last bin, then the leftmost one before; null when none was reached. */
export function bestPairReached(reached: ReachedPairs, minBins: number): ReachedBest | null {
  const { size } = reached;
  const best = { value: Number.NEGATIVE_INFINITY, bins: 0, first: 0, middle: 0 };
  for (let bins = minBins; bins <= reached.maxBins; bins++) {
    for (let middle = 1; middle < size; middle++) {
      for (let first = 0; first < middle; first++) {
        const value = reached.values[cellOfPair(reached, bins, first, middle, size)] as number;
        if (value > best.value) Object.assign(best, { value, bins, first, middle });
      }
    }
  }
  if (best.bins === 0) return null;
  const boundaries = [best.middle];
  let { first, middle } = best;
  let end = size;
  for (let bins = best.bins; bins > 2; bins--) {
    boundaries.unshift(first);
    const before = reached.cameFrom[cellOfPair(reached, bins, first, middle, end)] as number;
    end = middle;
    middle = first;
    first = before;
  }
  return { value: best.value, boundaries };
}

function areNeighbours(
  { bins, minRateGap, neighbours }: SearchTask,
  first: number,
  middle: number,
  end: number,
) {
  const { parts, rates, size } = bins;
  const before = first * (size + 1) + middle;
  const after = middle * (size + 1) + end;
  if (Number.isNaN(parts[before] as number) || Number.isNaN(parts[after] as number)) return false;
  if (Math.abs((rates[after] as number) - (rates[before] as number)) < minRateGap) return false;
  return neighbours === null || neighbours(first, middle, end, "apart");
}

function join({ isLargestPart }: SearchTask, best: number, part: number): number {
  return isLargestPart ? Math.max(best, part) : best + part;
}

/** The admissible bins that end at a boundary, those first that leave most room for the next step. */
function orderByRate({ bins }: SearchTask, boundary: number, bend: "concave" | "convex"): Int16Array {
  const { parts, rates, size } = bins;
  const starts: number[] = [];
  for (let start = 0; start < boundary; start++) {
    if (!Number.isNaN(parts[start * (size + 1) + boundary] as number)) starts.push(start);
  }
  const rateOf = (start: number): number => rates[start * (size + 1) + boundary] as number;
  const sign = bend === "concave" ? 1 : -1;
  return Int16Array.from(starts.sort((a, b) => sign * (rateOf(a) - rateOf(b)) || a - b));
}

/** For each bin that may come next: how many of the ordered bins before leave its step free. */
function countFreeSteps(
  task: SearchTask,
  start: number,
  end: number,
  order: Int16Array,
  bend: "concave" | "convex",
): Int16Array {
  const { rates, size } = task.bins;
  const stride = size + 1;
  const rate = rates[start * stride + end] as number;
  const free = new Int16Array(stride);
  for (let next = end + 1; next <= size; next++) {
    if (!areNeighbours(task, start, end, next)) continue;
    const step = (rates[end * stride + next] as number) - rate;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const slot = (low + high) >> 1;
      const before = rate - (rates[(order[slot] as number) * stride + start] as number);
      if (bend === "concave" ? step <= before : step >= before) low = slot + 1;
      else high = slot;
    }
    free[next] = low;
  }
  return free;
}

function extendPair(
  task: SearchTask,
  start: number,
  end: number,
  order: Int16Array,
  free: Int16Array,
  reached: ReachedPairs,
  { best, source }: { readonly best: Float64Array; readonly source: Int16Array },
): void {
  const { values, cameFrom, size, maxBins } = reached;
  const layers = maxBins - 1;
  const own = cellOfPair(reached, 2, 0, start, end);
  for (let slot = 0; slot < order.length; slot++) {
    const first = order[slot] as number;
    for (let layer = 0; layer < layers; layer++) {
      const place = slot * layers + layer;
      const value = values[own + first * layers + layer] as number;
      const before = slot === 0 ? Number.NEGATIVE_INFINITY : (best[place - layers] as number);
      best[place] = Math.max(value, before);
      source[place] = value > before ? first : (source[place - layers] ?? 0);
    }
  }
  for (let next = end + 1; next <= size; next++) {
    const slot = (free[next] as number) - 1;
    if (slot < 0) continue;
    const part = task.bins.parts[end * (size + 1) + next] as number;
    const cell = cellOfPair(reached, 3, start, end, next);
    const most = next === size ? layers - 1 : layers - 2;
    for (let layer = 0; layer < most; layer++) {
      const before = best[slot * layers + layer] as number;
      if (before === Number.NEGATIVE_INFINITY) continue;
      values[cell + layer] = join(task, before, part);
      cameFrom[cell + layer] = source[slot * layers + layer] as number;
    }
  }
}

/** Pairs, and triples, of different numbers among bound + 1, and among bound + 2. */
function pairs(bound: number): number {
  return (bound * (bound + 1)) / 2;
}

function triples(bound: number): number {
  return (bound * (bound + 1) * (bound + 2)) / 6;
}
