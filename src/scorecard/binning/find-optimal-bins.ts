import { enumerateBins } from "./admissible-bins.ts";
import type { BinningProblem, BinningSolution, FoundBins } from "./binning-problem.ts";
import { explainInfeasible } from "./explain-infeasible.ts";
import { findBestBins, findBestOfEachTrend } from "./find-best-bins.ts";
import type { BestBins } from "./find-best-bins.ts";
import { findWorstVintageBins } from "./worst-vintage.ts";

/**
 * The best binning of a problem, exactly: of all ways to join neighbouring pre-bins within the limits and following one
 * of the trends, the one of the largest divergence; of equal ones the first trend and, where few bins are allowed, the
 * fewest bins. Over the worst vintage it is `bounded` when the proof would take too long. The same problem gives the same
 * bits.
 */
export function findOptimalBins(problem: BinningProblem): BinningSolution {
  const best = problem.over === "sample" ? findOverSample(problem) : findWorstVintageBins(problem);
  return best ?? { kind: "infeasible", reason: explainInfeasible(problem) };
}

/** The best binning over the sample of each trend that has one; what an improving search may start from. */
export function findBinsOfEachTrend(problem: BinningProblem): readonly FoundBins[] {
  return findBestOfEachTrend(problem, enumerateBins({ ...problem, over: "sample" })).map(asOptimal);
}

function findOverSample(problem: BinningProblem): FoundBins | null {
  const best = findBestBins(problem, enumerateBins(problem));
  return best && asOptimal(best);
}

function asOptimal(best: BestBins): FoundBins {
  return { kind: "optimal", ...best, lower: best.value, upper: best.value };
}
