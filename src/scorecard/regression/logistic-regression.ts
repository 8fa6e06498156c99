import type { RegressionParameters } from "../parameters.ts";
import { factorise, solveFactorised } from "./cholesky.ts";

/** Columns over all rows of a sample, and the rows to fit on; an intercept is added. */
export interface Design {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly weights?: Float64Array | undefined;
  readonly rows: Int32Array;
}

export interface Regression {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Of the data, without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Logistic regression with an L2 penalty: minimises −log-likelihood + penalty/2 · Σ coefficient² by Newton's
 * method with step halving (iteratively reweighted least squares). The intercept is not penalised.
 * `converged` is false when the step did not fall below the tolerance, as on separable data without a penalty.
 * @throws SCORECARD_MATRIX_SINGULAR on collinear columns without a penalty
 * @source McCullagh & Nelder, Generalized Linear Models, 2nd ed., §4.4; le Cessie & van Houwelingen 1992
 */
export function fitLogisticRegression(
  design: Design,
  { penalty, maxIterations, tolerance }: RegressionParameters,
): Regression {
  const size = design.columns.length + 1;
  let beta = new Float64Array(size);
  beta[0] = nullLogOdds(design);
  let objective = objectiveAt(design, beta, penalty);
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIterations) {
    iterations++;
    const { gradient, information } = derivativesAt(design, beta);
    for (let j = 1; j < size; j++) {
      gradient[j] = (gradient[j] as number) - penalty * (beta[j] as number);
      information[j * size + j] = (information[j * size + j] as number) + penalty;
    }
    const step = solveFactorised(factorise(information, size), size, gradient);
    const moved = moveDownhill(design, beta, step, objective, penalty);
    if (moved === null) break;
    converged = largest(step) * moved.scale < tolerance;
    beta = moved.beta;
    objective = moved.objective;
  }
  const shrinkage = (penalty / 2) * beta.subarray(1).reduce((sum, value) => sum + value * value, 0);
  return {
    intercept: beta[0] as number,
    coefficients: beta.slice(1),
    logLikelihood: shrinkage - objective,
    iterations,
    converged,
  };
}

/** Log-likelihood of the intercept alone: the sample's own bad rate for everyone. */
export function nullLogLikelihood(design: Design): number {
  return -objectiveAt({ ...design, columns: [] }, Float64Array.of(nullLogOdds(design)), 0);
}

/** Standard errors (intercept first) and effective number of parameters of a fit. */
export interface Precision {
  readonly standardErrors: Float64Array;
  readonly effectiveParameters: number;
}

/**
 * Covariance H⁻¹·I·H⁻¹ with H = I + penalty (the inverse information when there is no penalty), and the
 * trace of I·H⁻¹. Standard errors of a penalised estimate leave out its bias: read them as a lower bound.
 */
export function precisionOf(design: Design, fit: Regression, penalty: number): Precision {
  const size = design.columns.length + 1;
  const beta = Float64Array.of(fit.intercept, ...fit.coefficients);
  const { information } = derivativesAt(design, beta);
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

function nullLogOdds({ bad, weights, rows }: Design): number {
  let bads = 0;
  let goods = 0;
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    if (bad[row] === 1) bads += weight;
    else goods += weight;
  }
  return Math.log(bads / goods);
}

function logOddsAt(columns: readonly Float64Array[], beta: Float64Array, row: number): number {
  let sum = beta[0] as number;
  for (let j = 0; j < columns.length; j++) {
    sum += (beta[j + 1] as number) * ((columns[j] as Float64Array)[row] as number);
  }
  return sum;
}

/** −log-likelihood + penalty, by ln(1 + e^x) in a form that cannot overflow. */
function objectiveAt(design: Design, beta: Float64Array, penalty: number): number {
  const { columns, bad, weights, rows } = design;
  let sum = 0;
  for (const row of rows) {
    const logOdds = logOddsAt(columns, beta, row);
    const loss =
      Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - (bad[row] as number) * logOdds;
    sum += weights ? (weights[row] as number) * loss : loss;
  }
  for (let j = 1; j < beta.length; j++) sum += (penalty / 2) * (beta[j] as number) ** 2;
  return sum;
}

/** Gradient of the log-likelihood and the information matrix (lower triangle mirrored to the upper). */
function derivativesAt({ columns, bad, weights, rows }: Design, beta: Float64Array) {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const values = new Float64Array(size);
  values[0] = 1;
  for (const row of rows) {
    for (let j = 1; j < size; j++) values[j] = (columns[j - 1] as Float64Array)[row] as number;
    const probability = 1 / (1 + Math.exp(-logOddsAt(columns, beta, row)));
    const weight = weights ? (weights[row] as number) : 1;
    const residual = weight * ((bad[row] as number) - probability);
    const curvature = weight * probability * (1 - probability);
    for (let a = 0; a < size; a++) {
      const value = values[a] as number;
      gradient[a] = (gradient[a] as number) + residual * value;
      const scaled = curvature * value;
      for (let b = 0; b <= a; b++) {
        const cell = a * size + b;
        information[cell] = (information[cell] as number) + scaled * (values[b] as number);
      }
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b] as number;
  }
  return { gradient, information };
}

/** Halves the Newton step until the objective no longer rises; null when no step helps. */
function moveDownhill(
  design: Design,
  beta: Float64Array,
  step: Float64Array,
  objective: number,
  penalty: number,
): { beta: Float64Array<ArrayBuffer>; objective: number; scale: number } | null {
  const slack = 1e-12 * (1 + Math.abs(objective));
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const candidate = new Float64Array(beta.length);
    for (let j = 0; j < beta.length; j++) {
      candidate[j] = (beta[j] as number) + scale * (step[j] as number);
    }
    const reached = objectiveAt(design, candidate, penalty);
    if (reached <= objective + slack) return { beta: candidate, objective: reached, scale };
  }
  return null;
}

function largest(step: Float64Array): number {
  return step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
