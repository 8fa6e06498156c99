import type { AdmissibleBins } from "./admissible-bins.ts";
import type { BinningProblem } from "./binning-problem.ts";
import { isLargestPart } from "./divergence.ts";
import { neighbourTestOf } from "./neighbour-test.ts";
import { searchBins } from "./search-bins.ts";
import type { SearchTask } from "./search-bins.ts";
import { bestPairReached, searchCurvature } from "./search-curvature.ts";
import { bestReached } from "./search-tables.ts";
import type { ReachedBest } from "./search-tables.ts";
import type { Trend } from "./trend.ts";
import { walkOf } from "./trend-steps.ts";

export type BestBins = ReachedBest & { readonly trend: Trend };

/** The best binning under given parts of the bins; null when there is none. */
export function findBestBins(problem: BinningProblem, bins: AdmissibleBins): BestBins | null {
  const { trends, limits } = problem;
  const task = taskOf(problem, bins);
  const straight = trends.filter((trend) => trend !== "concave" && trend !== "convex");
  const found = new Map<Trend, ReachedBest | null>();
  if (task.maxBins < limits.minBins) return null;
  if (straight.length > 0) {
    const walk = walkOf(straight);
    const reached = searchBins(task, walk);
    for (const { trend, phases } of walk.accepted) {
      found.set(trend, bestReached(reached, limits.minBins, phases));
    }
  }
  let best: BestBins | null = null;
  for (const trend of trends) {
    const one =
      trend === "concave" || trend === "convex"
        ? bestPairReached(searchCurvature(task, trend), limits.minBins)
        : found.get(trend);
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
    isLargestPart: isLargestPart(problem.objective),
  };
}
