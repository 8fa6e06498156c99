import { factorise, invertFactorised, logDeterminant } from "./cholesky.ts";
import type { Likelihood } from "./likelihood.ts";
import { addPenalty } from "./penalty.ts";
import type { Penalty } from "./penalty.ts";
import { solveStep } from "./solve-step.ts";

/** What is made as small as possible: −log-likelihood with all penalties. */
export interface Problem {
  readonly likelihood: Likelihood;
  readonly penalty: Penalty;
}

export interface Descent {
  readonly beta: Float64Array;
  readonly objective: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface DescentOptions {
  readonly maxIterations: number;
  /** Stops when no coefficient moves by more. */
  readonly tolerance: number;
  readonly nearby?: NearbyInformation;
}

/**
 * Information close to that at the answer: steps go by it as long as they shrink fast, because taking it anew costs several
 * times what a gradient does. Rough information is good for the first step only; then it is taken anew and kept.
 */
export interface NearbyInformation {
  readonly information: Float64Array;
  readonly isRough: boolean;
}

/** Newton's method with step halving. */
export function descend(problem: Problem, start: Float64Array, options: DescentOptions): Descent {
  let beta = start;
  let objective = objectiveAt(problem, beta);
  const { nearby } = options;
  let kept = nearby?.information ?? null;
  let previous = Number.POSITIVE_INFINITY;
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < options.maxIterations) {
    iterations++;
    const isAnew = kept === null || (iterations === 2 && nearby?.isRough === true);
    const { step, information } = stepAt(problem, beta, isAnew ? null : kept);
    const moved = moveDownhill(problem, beta, step, objective);
    if (moved === null && isAnew) break;
    const length = largest(step);
    const isSlow = moved === null || moved.scale < 1 || length > previous / leastContraction;
    kept = nearby === undefined || (isSlow && !isAnew) ? null : information;
    previous = length;
    if (moved === null) continue;
    converged = length * moved.scale < options.tolerance;
    beta = moved.beta;
    objective = moved.objective;
  }
  return { beta, objective, iterations, converged };
}

/** A step by information that was kept must be so many times shorter than the one before. */
const leastContraction = 5;

/** −log-likelihood and all penalties. */
function objectiveAt(problem: Problem, beta: Float64Array): number {
  const loss = problem.likelihood.lossAt(beta);
  return addPenalty(loss, problem.penalty, beta) + biasTermAt(problem, beta);
}

/** −½ ln |information|, the log of Jeffreys' prior; 0 without Firth's penalty. */
export function biasTermAt({ likelihood, penalty }: Problem, beta: Float64Array): number {
  if (!penalty.firth) return 0;
  const { information } = likelihood.derivativesAt(beta);
  return -logDeterminant(factorise(information, beta.length), beta.length) / 2;
}

function stepAt({ likelihood, penalty }: Problem, beta: Float64Array, kept: Float64Array | null) {
  if (kept !== null) {
    const gradient = likelihood.gradientAt(beta);
    return { step: solveStep(beta, { gradient, information: kept }, penalty), information: kept };
  }
  const { gradient, information } = likelihood.derivativesAt(beta);
  if (penalty.firth) {
    const covariance = invertFactorised(factorise(information, beta.length), beta.length);
    const bias = likelihood.biasGradientAt(beta, covariance);
    for (let j = 0; j < beta.length; j++) gradient[j] = (gradient[j] as number) + (bias[j] as number);
  }
  return { step: solveStep(beta, { gradient, information }, penalty), information };
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
