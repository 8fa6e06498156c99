import { factorise, solveFactorised } from "./cholesky.ts";
import type { Design } from "./design.ts";
import { likelihoodOf } from "./pick-likelihood.ts";
import type { Likelihood } from "./likelihood.ts";
import type { Regression } from "./logistic-regression.ts";

/** Standard errors (intercept first) and effective number of parameters of a fit. */
export interface Precision {
  readonly standardErrors: Float64Array;
  readonly effectiveParameters: number;
}

/**
 * Covariance H⁻¹·I·H⁻¹ with H = I + penalty (the inverse information when there is no penalty), and the
 * trace of I·H⁻¹. Standard errors of a penalised estimate leave out its bias: read them as a lower bound.
 * @param penalty  λ of the quadratic penalty, the intercept free
 * @throws SCORECARD_MATRIX_SINGULAR
 */
export function precisionOf(
  design: Design,
  fit: Regression,
  penalty: number,
  likelihood: Likelihood = likelihoodOf(design),
): Precision {
  const size = likelihood.size;
  const beta = Float64Array.of(fit.intercept, ...fit.coefficients);
  const { information } = likelihood.derivativesAt(beta);
  const penalised = Float64Array.from(information);
  for (let j = 1; j < size; j++) penalised[j * size + j] = (penalised[j * size + j] as number) + penalty;
  const factor = factorise(penalised, size);
  const standardErrors = new Float64Array(size);
  let effectiveParameters = 0;
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    const inverse = solveFactorised(factor, size, unit);
    let variance = 0;
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += (information[a * size + b] as number) * (inverse[b] as number);
      variance += (inverse[a] as number) * sum;
      if (a === j) effectiveParameters += sum;
    }
    standardErrors[j] = Math.sqrt(variance);
  }
  return { standardErrors, effectiveParameters };
}
