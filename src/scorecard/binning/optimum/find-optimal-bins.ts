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
  if (problem.over === "worstVintage" && problem.vintages.length === 0 && problem.preBins.size > 1) {
    return withoutVintages(problem);
  }
  const best = problem.over === "sample" ? findOverSample(problem) : findWorstVintageBins(problem);
  return best ?? { kind: "infeasible", reason: explainInfeasible(problem) };
}

/** No vintage has both outcomes: that is in conflict, with whatever stands in the way over the sample. */
function withoutVintages(problem: BinningProblem): BinningSolution {
  const found = findOptimalBins({ ...problem, over: "sample" });
  const others = found.kind === "infeasible" ? found.reason.conflicts : [];
  return { kind: "infeasible", reason: { conflicts: [...others, "vintageOfOneOutcome" as const].sort() } };
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
