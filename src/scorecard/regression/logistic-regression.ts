import type { RegressionParameters } from "../parameters.ts";
import { factorise, invertFactorised, logDeterminant } from "./cholesky.ts";
import type { Design } from "./design.ts";
import { likelihoodOf, nullLogOdds } from "./likelihood.ts";
import type { Likelihood } from "./likelihood.ts";
import { addPenalty, penaltyOf } from "./penalty.ts";
import type { CoefficientLimits, CoefficientPrior, Penalty } from "./penalty.ts";
import { solveStep } from "./solve-step.ts";

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
  let beta = options.start ? Float64Array.from(options.start) : new Float64Array(likelihood.size);
  if (!options.start) beta[0] = nullLogOdds(design);
  let objective = objectiveAt(problem, beta);
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < parameters.maxIterations) {
    iterations++;
    const step = stepAt(problem, beta);
    const moved = moveDownhill(problem, beta, step, objective);
    if (moved === null) break;
    converged = largest(step) * moved.scale < parameters.tolerance;
    beta = moved.beta;
    objective = moved.objective;
  }
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

interface Problem {
  readonly likelihood: Likelihood;
  readonly penalty: Penalty;
}

/** −log-likelihood and all penalties. */
function objectiveAt(problem: Problem, beta: Float64Array): number {
  const loss = problem.likelihood.lossAt(beta);
  return addPenalty(loss, problem.penalty, beta) + biasTermAt(problem, beta);
}

/** −½ ln |information|, the log of Jeffreys' prior; 0 without Firth's penalty. */
function biasTermAt({ likelihood, penalty }: Problem, beta: Float64Array): number {
  if (!penalty.firth) return 0;
  const { information } = likelihood.derivativesAt(beta);
  return -logDeterminant(factorise(information, beta.length), beta.length) / 2;
}

function stepAt({ likelihood, penalty }: Problem, beta: Float64Array): Float64Array {
  const { gradient, information } = likelihood.derivativesAt(beta);
  if (penalty.firth) {
    const covariance = invertFactorised(factorise(information, beta.length), beta.length);
    const bias = likelihood.biasGradientAt(beta, covariance);
    for (let j = 0; j < beta.length; j++) gradient[j] = (gradient[j] as number) + (bias[j] as number);
  }
  return solveStep(beta, { gradient, information }, penalty);
}

/** Halves the Newton step until the objective no longer rises; null when no step helps. */
function moveDownhill(
  problem: Problem,
  beta: Float64Array,
  step: Float64Array,
  objective: number,
): { beta: Float64Array<ArrayBuffer>; objective: number; scale: number } | null {
  const slack = 1e-12 * (1 + Math.abs(objective));
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const candidate = new Float64Array(beta.length);
    for (let j = 0; j < beta.length; j++) {
      candidate[j] = (beta[j] as number) + scale * (step[j] as number);
    }
    const reached = objectiveAt(problem, candidate);
    if (reached <= objective + slack) return { beta: candidate, objective: reached, scale };
  }
  return null;
}

function largest(step: Float64Array): number {
  return step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
