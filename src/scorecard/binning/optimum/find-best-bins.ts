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
const fewBins = 5;

/** The best binning under given parts of the bins, of equal ones that of the first trend; null when there is none. */
export function findBestBins(problem: BinningProblem, bins: AdmissibleBins): BestBins | null {
  return bestOf(findOfTrends(problem, bins, { isEachNeeded: false }));
}

/** The best binning of each trend that has one, in the order of the problem's trends. */
export function findBestOfEachTrend(problem: BinningProblem, bins: AdmissibleBins): readonly BestBins[] {
  return findOfTrends(problem, bins, { isEachNeeded: true });
}

interface Need {
  /** Else only the best of them all has to be within the limits. */
  readonly isEachNeeded: boolean;
}

function findOfTrends(problem: BinningProblem, bins: AdmissibleBins, need: Need): BestBins[] {
  const { trends, limits } = problem;
  const task = taskOf(problem, bins);
  if (task.maxBins < limits.minBins) return [];
  const straight = trends.filter((trend) => trend !== "concave" && trend !== "convex");
  const found = straight.length === 0 ? [] : findStraightBins(task, straight, limits.minBins, need);
  for (const trend of trends) {
    if (trend !== "concave" && trend !== "convex") continue;
    const bent = bestPairReached(searchCurvature(task, trend), limits.minBins);
    if (bent !== null) found.push({ ...bent, trend });
  }
  return found.sort((a, b) => trends.indexOf(a.trend) - trends.indexOf(b.trend));
}

function bestOf(found: readonly BestBins[]): BestBins | null {
  return found.reduce<BestBins | null>(
    (best, one) => (best === null || one.value > best.value ? one : best),
    null,
  );
}

/** Where many bins are allowed, the best of any number is found first: mostly it has no more than that. */
function findStraightBins(
  task: SearchTask,
  trends: readonly Trend[],
  minBins: number,
  { isEachNeeded }: Need,
): BestBins[] {
  if (!mayLeaveUncounted(task)) return countBins(task, trends, minBins);
  const walk = walkOf(trends);
  const found = readTrends(searchBins({ ...task, isCounted: false }, walk), walk, { from: 1, to: 1 });
  const isWithin = ({ boundaries }: BestBins): boolean =>
    boundaries.length + 1 >= minBins && boundaries.length + 1 <= task.maxBins;
  const best = bestOf(found);
  if (best === null || (!isEachNeeded && isWithin(best))) return found;
  if (!isEachNeeded) return countBins(task, trends, minBins);
  const beyond = found.filter((one) => !isWithin(one)).map(({ trend }) => trend);
  return [...found.filter(isWithin), ...(beyond.length === 0 ? [] : countBins(task, beyond, minBins))];
}

function countBins(task: SearchTask, trends: readonly Trend[], minBins: number): BestBins[] {
  const walk = walkOf(trends);
  return readTrends(searchBins(task, walk), walk, { from: minBins, to: task.maxBins });
}

function readTrends(
  reached: Reached,
  { accepted }: TrendWalk,
  numbers: { readonly from: number; readonly to: number },
): BestBins[] {
  return accepted.flatMap(({ trend, phases }) => {
    const best = bestReached(reached, numbers, phases);
    return best === null ? [] : [{ ...best, trend }];
  });
}

/** Largest parts are equal too often for the fewest bins to be found without counting. */
export function mayLeaveUncounted({ maxBins, isLargestPart }: SearchTask): boolean {
  return maxBins > fewBins && !isLargestPart;
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
