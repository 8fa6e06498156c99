import { fewestRowsForCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { likelihoodByCells } from "./likelihood-by-cells.ts";
import { likelihoodByRows } from "./likelihood-by-rows.ts";

/** The binomial likelihood of a design, as a function of the coefficients (intercept first). */
export interface Likelihood {
  /** Coefficients, the intercept included. */
  readonly size: number;
  /** −log-likelihood. */
  lossAt(beta: Float64Array): number;
  derivativesAt(beta: Float64Array): Derivatives;
  /**
   * Gradient of ½ ln |information|: Σ h (½ − p) x with the leverages h = curvature · xᵀ · covariance · x.
   * @param covariance  inverse of the information at `beta`, row-major
   * @source D. Firth, Bias reduction of maximum likelihood estimates, Biometrika 80 (1993), §3
   */
  biasGradientAt(beta: Float64Array, covariance: Float64Array): Float64Array;
}

export interface Derivatives {
  /** Of the log-likelihood. */
  readonly gradient: Float64Array;
  /** Expected and observed information (the same for this link), row-major, symmetric. */
  readonly information: Float64Array;
}

/** Both ways compute the same sums in another order: equal to rounding. */
export function likelihoodOf(design: Design): Likelihood {
  const isCoded = design.columns.every((column) => !(column instanceof Float64Array));
  return isCoded && design.rows.length >= fewestRowsForCells
    ? likelihoodByCells(design)
    : likelihoodByRows(design);
}

/** ln(bads / goods) by weight: the intercept when nothing else is known. */
export function nullLogOdds({ bad, weights, rows }: Design): number {
  let bads = 0;
  let goods = 0;
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    if (bad[row] === 1) bads += weight;
    else goods += weight;
  }
  return Math.log(bads / goods);
}
