import type { BinningProblem, BinningSolution } from "./binning-problem.ts";

/**
 * The best binning of a problem, exactly: of all ways to join neighbouring pre-bins within the limits and following one
 * of the trends, the one of the largest divergence. Of equal ones the first trend, the fewest bins, then the leftmost
 * last bin. The same problem gives the same bits.
 */
export function findOptimalBins(problem: BinningProblem): BinningSolution {
  throw new Error(`not yet: ${problem.objective}`);
}
