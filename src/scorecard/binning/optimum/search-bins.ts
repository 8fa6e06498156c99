import type { AdmissibleBins } from "./admissible-bins.ts";
import type { NeighbourTest } from "./neighbour-test.ts";
import { orderBinsEndingAt, startOrder } from "./order-by-rate.ts";
import type { OrderedBins } from "./order-by-rate.ts";
import { cellOf, firstCellOf, prepareTables } from "./search-tables.ts";
import type { Reached } from "./search-tables.ts";
import type { Course, TrendWalk } from "./trend-steps.ts";
import { firstNeighbour, rankByValue } from "./try-neighbours.ts";
import type { Candidates } from "./try-neighbours.ts";

/** What a search needs to know beyond the trend. */
export interface SearchTask {
  readonly bins: AdmissibleBins;
  /** At most `bins.size`. */
  readonly maxBins: number;
  readonly minRateGap: number;
  readonly neighbours: NeighbourTest | null;
  /** Whether the number of bins is kept apart; else all numbers share the cells of one bin, and the limit is not looked at. */
  readonly isCounted: boolean;
  /** Whether a binning is worth its largest part instead of the sum. */
  readonly isLargestPart: boolean;
}

/**
 * The dynamic programme. Visits the boundaries from the left: all ways that reach a boundary are known when it is visited,
 * so each of them is extended there once. For each boundary the bins that end there are ordered by rate, and prefix
 * maxima answer "best bin before, of a rate that allows the next one" for every number of bins: O(n²(log n + K)) but for
 * the ordering. A test of neighbours (p-value, every vintage) is answered by trying the bins before from the best down.
 * `maxBins` bins are only reached at the last pre-bin, as no bin may follow them.
 */
export function searchBins(task: SearchTask, walk: TrendWalk): Reached {
  const { bins } = task;
  const stride = bins.size + 1;
  const maxBins = task.isCounted ? task.maxBins : 1;
  const reached = prepareTables(bins.size, walk.phases, maxBins);
  for (const phase of walk.starts) {
    for (let end = 1; end <= bins.size; end++) {
      const part = bins.parts[end] as number;
      if (!Number.isNaN(part)) reached.values[cellOf(reached, 1, phase, 0, end)] = part;
    }
  }
  const orders = new Map<Float64Array, OrderedBins>();
  const steps: Step[] = [];
  for (const { course, from, to } of walk.steps) {
    for (const keys of directionsOf(course, task)) {
      const order = orders.get(keys) ?? startOrder(keys, stride);
      orders.set(keys, order);
      steps.push({ course, from, to, order });
    }
  }
  const room: Candidates = {
    best: new Float64Array(stride * maxBins),
    source: new Int16Array(stride * maxBins),
    slots: new Int16Array(stride),
  };
  for (let boundary = 1; boundary < bins.size; boundary++) {
    for (const order of orders.values()) orderBinsEndingAt(boundary, task, order);
    for (const step of steps) {
      if (step.order.count === 0) continue;
      if (task.neighbours) extendByTrying(boundary, step, task, task.neighbours, reached, room);
      else extendByRate(boundary, step, task, reached, room);
    }
  }
  return reached;
}

interface Step {
  readonly course: Course;
  readonly from: readonly number[];
  readonly to: number;
  readonly order: OrderedBins;
}

/** By which keys a course goes up: bins apart rise or fall, and without a gap lie as they like. */
function directionsOf(course: Course, { bins, minRateGap }: SearchTask): readonly Float64Array[] {
  if (course === "rise") return [bins.riseKeys];
  if (course === "fall") return [bins.fallKeys];
  if (minRateGap === 0) return [new Float64Array(bins.rates.length)];
  return [bins.rates, bins.rates.map((rate) => -rate)];
}

function extendByRate(
  boundary: number,
  { from, to, order }: Step,
  { bins, isLargestPart, isCounted }: SearchTask,
  reached: Reached,
  room: Candidates,
): void {
  const { values, cameFrom, phases, maxBins } = reached;
  const longest = isCounted ? Math.min(maxBins - 1, boundary) : 1;
  fillPrefixMaxima(boundary, longest, from, order, reached, room);
  for (let end = boundary + 1; end <= bins.size; end++) {
    const most = isCounted && end < bins.size ? Math.min(maxBins - 2, longest) : longest;
    const slot = (order.allowed[end] as number) - 1;
    if (slot < 0) continue;
    const part = bins.parts[boundary * (bins.size + 1) + end] as number;
    let cell = firstCellOf(reached, boundary, end) + (isCounted ? phases : 0) + to;
    for (let before = slot * maxBins; before < slot * maxBins + most; before++, cell += phases) {
      const best = room.best[before] as number;
      if (best === Number.NEGATIVE_INFINITY) continue;
      const value = isLargestPart ? Math.max(part, best) : part + best;
      if (value > (values[cell] as number)) {
        values[cell] = value;
        cameFrom[cell] = room.source[before] as number;
      }
    }
  }
}

/** For each number of bins: the best value, and where it comes from, over the first 1, 2 … of the ordered bins. */
function fillPrefixMaxima(
  boundary: number,
  layers: number,
  from: readonly number[],
  { starts, count }: OrderedBins,
  reached: Reached,
  { best, source }: Candidates,
): void {
  const { values, phases, maxBins } = reached;
  for (let slot = 0; slot < count; slot++) {
    const start = starts[slot] as number;
    const own = firstCellOf(reached, start, boundary);
    const place = slot * maxBins;
    for (let layer = 0; layer < layers; layer++) {
      let most = slot === 0 ? Number.NEGATIVE_INFINITY : (best[place - maxBins + layer] as number);
      let came = slot === 0 ? 0 : (source[place - maxBins + layer] as number);
      for (let choice = 0; choice < from.length; choice++) {
        const phase = from[choice] as number;
        const value = values[own + layer * phases + phase] as number;
        if (value > most) {
          most = value;
          came = start * phases + phase;
        }
      }
      best[place + layer] = most;
      source[place + layer] = came;
    }
  }
}

function extendByTrying(
  boundary: number,
  { course, from, to, order }: Step,
  { bins, isLargestPart, isCounted }: SearchTask,
  neighbours: NeighbourTest,
  reached: Reached,
  room: Candidates,
): void {
  const { values, cameFrom, maxBins } = reached;
  const longest = isCounted ? Math.min(maxBins - 1, boundary) : 1;
  for (let before = 1; before <= longest; before++) {
    const ranked = rankByValue(boundary, before, from, order, reached, room);
    if (ranked === 0) continue;
    const isLast = isCounted && before + 1 === maxBins;
    for (let end = isLast ? bins.size : boundary + 1; end <= bins.size; end++) {
      if (order.allowed[end] === 0) continue;
      const rank = firstNeighbour(ranked, boundary, end, course, order, neighbours, room);
      if (rank < 0) continue;
      const best = room.best[rank] as number;
      const part = bins.parts[boundary * (bins.size + 1) + end] as number;
      const value = isLargestPart ? Math.max(part, best) : part + best;
      const cell = cellOf(reached, isCounted ? before + 1 : 1, to, boundary, end);
      if (value > (values[cell] as number)) {
        values[cell] = value;
        cameFrom[cell] = room.source[rank] as number;
      }
    }
  }
}
