import type { AdmissibleBins } from "./admissible-bins.ts";
import type { BinningProblem } from "./binning-problem.ts";
import { isLargestPart } from "./divergence.ts";
import { neighbourTestOf } from "./neighbour-test.ts";
import { searchBins } from "./search-bins.ts";
import type { SearchTask } from "./search-bins.ts";
import { bestPairReached, searchCurvature } from "./search-curvature.ts";
import { bestReached } from "./search-tables.ts";
import type { Reached, ReachedBest } from "./search-tables.ts";
import type { Trend } from "./trend.ts";
import { walkOf } from "./trend-steps.ts";
import type { TrendWalk } from "./trend-steps.ts";

export type BestBins = ReachedBest & { readonly trend: Trend };

/** With up to so many bins allowed they are counted from the start: it costs little then. */
const fewBins = 8;

/** The best binning under given parts of the bins; null when there is none. */
export function findBestBins(problem: BinningProblem, bins: AdmissibleBins): BestBins | null {
  const { trends, limits } = problem;
  const task = taskOf(problem, bins);
  if (task.maxBins < limits.minBins) return null;
  const straight = trends.filter((trend) => trend !== "concave" && trend !== "convex");
  let best = straight.length === 0 ? null : findStraightBins(task, straight, limits.minBins);
  for (const trend of trends) {
    if (trend !== "concave" && trend !== "convex") continue;
    const bent = bestPairReached(searchCurvature(task, trend), limits.minBins);
    if (bent === null) continue;
    const isEarlier = best !== null && trends.indexOf(trend) < trends.indexOf(best.trend);
    if (best === null || bent.value > best.value || (isEarlier && bent.value === best.value)) {
      best = { ...bent, trend };
    }
  }
  return best;
}

/** Where many bins are allowed, the best of any number is found first: mostly it has no more than that. */
function findStraightBins(task: SearchTask, trends: readonly Trend[], minBins: number): BestBins | null {
  const walk = walkOf(trends);
  if (mayLeaveUncounted(task)) {
    const reached = searchBins({ ...task, isCounted: false }, walk);
    const best = bestOfTrends(reached, walk, { from: 1, to: 1 });
    if (best === null) return null;
    const count = best.boundaries.length + 1;
    if (count >= minBins && count <= task.maxBins) return best;
  }
  return bestOfTrends(searchBins(task, walk), walk, { from: minBins, to: task.maxBins });
}

/** Largest parts are equal too often for the fewest bins to be found without counting. */
export function mayLeaveUncounted({ maxBins, isLargestPart }: SearchTask): boolean {
  return maxBins > fewBins && !isLargestPart;
}

function bestOfTrends(
  reached: Reached,
  { accepted }: TrendWalk,
  numbers: { readonly from: number; readonly to: number },
): BestBins | null {
  let best: BestBins | null = null;
  for (const { trend, phases } of accepted) {
    const one = bestReached(reached, numbers, phases);
    if (one && (best === null || one.value > best.value)) best = { ...one, trend };
  }
  return best;
}

export function taskOf(problem: BinningProblem, bins: AdmissibleBins): SearchTask {
  return {
    bins,
    maxBins: Math.min(problem.limits.maxBins, bins.size),
    minRateGap: problem.limits.minRateGap,
    neighbours: neighbourTestOf(problem),
    isCounted: true,
    isLargestPart: isLargestPart(problem.objective),
  };
}
