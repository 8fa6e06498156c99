import type { BinningProblem } from "../binning/optimum/binning-problem.ts";
import type { Trend } from "../binning/optimum/trend.ts";

/** z² of the two-sided test at these p-values: chi-squared quantiles of one degree of freedom, R 4.2 `qchisq`. */
export const chiSquaredOf: Readonly<Record<number, number>> = {
  0.05: 3.841458820694124,
  0.2: 1.642374415149816,
  0.5: 0.454936423119572,
  1: 0,
};

export interface TriedBest {
  readonly value: number;
  readonly boundaries: readonly number[];
  readonly trend: Trend;
}

/**
 * The best binning by trying every combination of boundaries, written apart from the room's code: its own formulas, its
 * own reading of each limit. For at most some fifteen pre-bins.
 */
export function tryAllBinnings(problem: BinningProblem): TriedBest | null {
  const { size } = problem.preBins;
  let best: TriedBest | null = null;
  for (let mask = 1; mask < 2 ** (size - 1); mask++) {
    const boundaries: number[] = [];
    for (let bit = 0; bit < size - 1; bit++) if ((mask >> bit) & 1) boundaries.push(bit + 1);
    for (const trend of problem.trends) {
      const value = valueOfBinning(problem, boundaries, trend);
      if (value !== null && (best === null || value > best.value)) best = { value, boundaries, trend };
    }
  }
  return best;
}

/** What one binning is worth, or null when a limit or the trend forbids it. */
export function valueOfBinning(
  problem: BinningProblem,
  boundaries: readonly number[],
  trend: Trend,
): number | null {
  const { limits, preBins, vintages } = problem;
  if (boundaries.length + 1 < limits.minBins || boundaries.length + 1 > limits.maxBins) return null;
  if (limits.fixedBoundaries.some((boundary) => !boundaries.includes(boundary))) return null;
  if (limits.forbiddenBoundaries.some((boundary) => boundaries.includes(boundary))) return null;
  const counts = spans(preBins.rows, boundaries);
  const badCounts = spans(preBins.badRows, boundaries);
  for (const [bin, count] of counts.entries()) {
    const badCount = badCounts[bin] as number;
    if (count < limits.minRows || count > limits.maxRows) return null;
    if (badCount < limits.minBadRows || count - badCount < limits.minGoodRows) return null;
  }
  const bads = spans(preBins.bads, boundaries);
  const goods = spans(preBins.goods, boundaries);
  if (!followsTrend(problem, boundaries, bads, goods, trend)) return null;
  if (limits.maxPValue < 1 && !differ(counts, badCounts, chiSquaredOf[limits.maxPValue] as number))
    return null;
  if (problem.over === "sample") return divergence(problem, bads, goods, problem.totals);
  let worst: number | null = null;
  for (const vintage of vintages) {
    const inBins = divergence(
      problem,
      spans(vintage.bads, boundaries),
      spans(vintage.goods, boundaries),
      vintage.totals,
    );
    if (inBins === null) return null;
    const { otherBins } = vintage;
    const value = problem.objective === "ks" ? Math.max(inBins, otherBins) : inBins + otherBins;
    if (worst === null || value < worst) worst = value;
  }
  return worst;
}

function spans(prefix: ArrayLike<number>, boundaries: readonly number[]): number[] {
  const edges = [0, ...boundaries, prefix.length - 1];
  return edges
    .slice(1)
    .map((edge, bin) => (prefix[edge] as number) - (prefix[edges[bin] as number] as number));
}

/** Every way in which neighbours may rise (+1) or fall (−1) under a trend; 0 = either. */
function coursesOf(trend: Trend, steps: number): number[][] {
  const turned = (first: number): number[][] =>
    Array.from({ length: steps + 1 }, (_, turn) =>
      Array.from({ length: steps }, (_, step) => (step < turn ? first : -first)),
    );
  switch (trend) {
    case "ascending":
      return [Array.from({ length: steps }, () => 1)];
    case "descending":
      return [Array.from({ length: steps }, () => -1)];
    case "peak":
      return turned(1);
    case "valley":
      return turned(-1);
    default:
      return [Array.from({ length: steps }, () => 0)];
  }
}

function followsTrend(
  problem: BinningProblem,
  boundaries: readonly number[],
  bads: readonly number[],
  goods: readonly number[],
  trend: Trend,
): boolean {
  const { minRateGap, trendInEveryVintage } = problem.limits;
  const steps = differences(bads.map((bad, bin) => bad / (bad + (goods[bin] as number))));
  const goodSteps = differences(goods.map((good, bin) => good / (good + (bads[bin] as number))));
  if (trend === "concave" && !steps.every((step, bin) => bin === 0 || step <= (steps[bin - 1] as number)))
    return false;
  if (trend === "convex" && !steps.every((step, bin) => bin === 0 || step >= (steps[bin - 1] as number)))
    return false;
  const vintageTurns = trendInEveryVintage
    ? problem.vintages.map((vintage) => {
        const vintageBads = spans(vintage.bads, boundaries);
        const vintageGoods = spans(vintage.goods, boundaries);
        return steps.map(
          (_, bin) =>
            (vintageBads[bin + 1] as number) * (vintageGoods[bin] as number) -
            (vintageBads[bin] as number) * (vintageGoods[bin + 1] as number),
        );
      })
    : [];
  return coursesOf(trend, steps.length).some((courses) =>
    courses.every((course, bin) => {
      if (course === 0) return Math.abs(steps[bin] as number) >= minRateGap;
      const size = course > 0 ? (steps[bin] as number) : (goodSteps[bin] as number);
      return size >= minRateGap && vintageTurns.every((turns) => (turns[bin] as number) * course >= 0);
    }),
  );
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] as number));
}

function differ(counts: readonly number[], badCounts: readonly number[], least: number): boolean {
  for (let bin = 1; bin < counts.length; bin++) {
    const left = counts[bin - 1] as number;
    const right = counts[bin] as number;
    const leftRate = (badCounts[bin - 1] as number) / left;
    const rightRate = (badCounts[bin] as number) / right;
    const pooled = ((badCounts[bin - 1] as number) + (badCounts[bin] as number)) / (left + right);
    const variance = pooled * (1 - pooled) * (1 / left + 1 / right);
    if (!(variance > 0) || (leftRate - rightRate) ** 2 / variance < least) return false;
  }
  return true;
}

/** Null when it is infinite. */
function divergence(
  { objective, smoothingRows }: BinningProblem,
  bads: readonly number[],
  goods: readonly number[],
  totals: { readonly bads: number; readonly goods: number },
): number | null {
  const rate = totals.bads / (totals.bads + totals.goods);
  let sum = 0;
  let largest = 0;
  let badsBelow = 0;
  let goodsBelow = 0;
  for (const [bin, bad] of bads.entries()) {
    const good = goods[bin] as number;
    const p = bad / totals.bads;
    const q = good / totals.goods;
    if (bin > 0) largest = Math.max(largest, Math.abs(badsBelow / totals.bads - goodsBelow / totals.goods));
    badsBelow += bad;
    goodsBelow += good;
    if (objective === "iv") {
      const smoothP = (bad + smoothingRows * rate) / totals.bads;
      const smoothQ = (good + smoothingRows * (1 - rate)) / totals.goods;
      if (bad + good > 0 && (smoothP === 0 || smoothQ === 0)) return null;
      if (p !== q) sum += (p - q) * (Math.log(smoothP) - Math.log(smoothQ));
    } else if (objective === "js") {
      sum +=
        (p === 0 ? 0 : (p * Math.log((2 * p) / (p + q))) / 2) +
        (q === 0 ? 0 : (q * Math.log((2 * q) / (p + q))) / 2);
    } else {
      sum += (p + q) / 2 - Math.sqrt(p * q);
    }
  }
  return objective === "ks" ? largest : sum;
}
