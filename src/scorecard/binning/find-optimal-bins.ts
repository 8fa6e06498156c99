import { enumerateBins } from "./admissible-bins.ts";
import type { BinningProblem, BinningSolution } from "./binning-problem.ts";
import { explainConflicts } from "./explain-conflicts.ts";
import { findBestBins } from "./find-best-bins.ts";

/**
 * The best binning of a problem, exactly: of all ways to join neighbouring pre-bins within the limits and following one
 * of the trends, the one of the largest divergence. Of equal ones the first trend, the fewest bins, then the leftmost
 * last bin. The same problem gives the same bits.
 */
export function findOptimalBins(problem: BinningProblem): BinningSolution {
  const best = findBestBins(problem, enumerateBins(problem));
  if (best === null) return { kind: "infeasible", reason: explainConflicts(problem) };
  return { kind: "optimal", ...best, lower: best.value, upper: best.value };
}
