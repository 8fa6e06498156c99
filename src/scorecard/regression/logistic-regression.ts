import type { RegressionParameters } from "../parameters.ts";
import { tryFactorise } from "./cholesky.ts";
import type { Design } from "./design.ts";
import { likelihoodOf, nullLogOdds } from "./pick-likelihood.ts";
import type { Likelihood } from "./likelihood.ts";
import { biasTermAt, descend } from "./newton.ts";
import type { Descent, Problem } from "./newton.ts";
import { addPenalty, penaltyOf, scalePenalty } from "./penalty.ts";
import type { CoefficientLimits, CoefficientPrior } from "./penalty.ts";

export interface Regression {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Of the data, without the penalty. */
  readonly logLikelihood: number;
  /** Of the data with all penalties: what was made as large as possible. */
  readonly penalisedLogLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** What a fit may be given beyond its parameters. */
export interface FitOptions {
  /** A normal prior for each coefficient, in place of `penalty`. */
  readonly prior?: CoefficientPrior;
  readonly limits?: CoefficientLimits;
  /** Coefficients to start from, the intercept first; else 0 and the log odds of the sample. */
  readonly start?: Float64Array;
  /** Information near the answer, to be used with `start` on very many rows. */
  readonly nearby?: Float64Array;
  /** The design's likelihood when it was already built. */
  readonly likelihood?: Likelihood;
}

/** The parameters of a regression; what is left out is not applied. */
export type FitParameters = Pick<RegressionParameters, "penalty" | "maxIterations" | "tolerance"> &
  Partial<Pick<RegressionParameters, "lassoPenalty" | "firth">>;

/**
 * Logistic regression: minimises −log-likelihood + λ/2 · Σ coefficient² + λ₁ · Σ |coefficient| (and − ½ ln |information|
 * with Firth's penalty), the intercept free of both, by Newton's method with step halving (iteratively reweighted least
 * squares); with an L1 penalty or limits each step solves its quadratic model under them (proximal Newton).
 * `converged` is false when the step did not fall below the tolerance, as on separable data without a penalty.
 * @throws SCORECARD_MATRIX_SINGULAR on collinear columns without a penalty
 * @source McCullagh & Nelder, Generalized Linear Models, 2nd ed., §4.4; le Cessie & van Houwelingen 1992;
 *   Firth 1993; Lee, Sun & Saunders, Proximal Newton-type methods, SIAM J. Optim. 24 (2014)
 */
export function fitLogisticRegression(
  design: Design,
  parameters: FitParameters,
  options: FitOptions = {},
): Regression {
  const likelihood = options.likelihood ?? likelihoodOf(design);
  const problem: Problem = { likelihood, penalty: penaltyOf(likelihood.size, parameters, options) };
  const { beta, objective, iterations, converged } = options.start
    ? descend(problem, Float64Array.from(options.start), { ...parameters, ...pickNearby(options) })
    : descendFromPilot(problem, startAt(design, likelihood.size), parameters);
  return {
    intercept: beta[0] as number,
    coefficients: beta.slice(1),
    logLikelihood: addPenalty(0, problem.penalty, beta) + biasTermAt(problem, beta) - objective,
    penalisedLogLikelihood: -objective,
    iterations,
    converged,
  };
}

/** Log-likelihood of the intercept alone: the sample's own bad rate for everyone. */
export function nullLogLikelihood(design: Design): number {
  return -likelihoodOf({ ...design, columns: [] }).lossAt(Float64Array.of(nullLogOdds(design)));
}

function pickNearby({ nearby }: FitOptions) {
  return nearby === undefined ? {} : { nearby: { information: nearby, isRough: false } };
}

function startAt(design: Design, size: number): Float64Array {
  const start = new Float64Array(size);
  start[0] = nullLogOdds(design);
  return start;
}

/** On very many rows, first the fit of a part of them: it gives a start and an information that are nearly right. */
function descendFromPilot(problem: Problem, start: Float64Array, parameters: FitParameters): Descent {
  const pilot = problem.penalty.firth ? null : problem.likelihood.pilot();
  if (pilot === null) return descend(problem, start, parameters);
  const { likelihood, share } = pilot;
  const penalty = scalePenalty(problem.penalty, share);
  const { beta, converged } = descend({ likelihood, penalty }, start, {
    ...parameters,
    tolerance: pilotTolerance,
  });
  if (!converged) return descend(problem, start, parameters);
  const { information } = likelihood.derivativesAt(beta);
  // A bin that the part has no row of can leave a column of the part without any variation.
  if (tryFactorise(information, likelihood.size).kind === "singular")
    return descend(problem, beta, parameters);
  return descend(problem, beta, {
    ...parameters,
    nearby: { information: information.map((value) => value / share), isRough: true },
  });
}

/** The part's own error is a thousand times larger. */
const pilotTolerance = 1e-5;
