import { factorise, solveFactorised } from "./cholesky.ts";
import type { Derivatives } from "./likelihood.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The step to the least of the quadratic model of −log-likelihood at `beta`, with penalties and limits. Without an L1
 * penalty and limits that is one linear system; else cyclic coordinate descent on the (small) model until nothing moves.
 * @source Friedman, Hastie & Tibshirani, Regularization paths by coordinate descent, J. Stat. Softw. 33 (2010), §2
 */
export function solveStep(
  beta: Float64Array,
  { gradient, information }: Derivatives,
  penalty: Penalty,
): Float64Array {
  const size = beta.length;
  const slope = Float64Array.from(gradient);
  const curvature = Float64Array.from(information);
  for (let j = 0; j < size; j++) {
    const precision = penalty.precisions[j] as number;
    const distance = (beta[j] as number) - (penalty.means[j] as number);
    slope[j] = (slope[j] as number) - precision * distance;
    curvature[j * size + j] = (curvature[j * size + j] as number) + precision;
  }
  if (penalty.lasso === 0 && !penalty.nonNegative && !penalty.holdsAny) {
    return solveFactorised(factorise(curvature, size), size, slope);
  }
  const model: QuadraticModel = { size, curvature, right: multiplyAdd(curvature, beta, slope), penalty };
  const target = descend(model, beta);
  return target.map((value, j) => value - (beta[j] as number));
}

/** ½ bᵀ·curvature·b − rightᵀ·b, plus L1 penalty, within limits. */
interface QuadraticModel {
  readonly size: number;
  readonly curvature: Float64Array;
  readonly right: Float64Array;
  readonly penalty: Penalty;
}

const mostSweeps = 10_000;

function descend(model: QuadraticModel, start: Float64Array): Float64Array {
  const { size, curvature, right, penalty } = model;
  const target = Float64Array.from(start);
  for (let j = 0; j < size; j++) if (penalty.held[j] === 1) target[j] = 0;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const polished = polish(model, target);
    if (polished !== null) return polished;
    let moved = 0;
    for (let j = 0; j < size; j++) {
      if (penalty.held[j] === 1) continue;
      let pull = right[j] as number;
      for (let k = 0; k < size; k++) {
        if (k !== j) pull -= (curvature[j * size + k] as number) * (target[k] as number);
      }
      const value = shrink(pull, j === 0 ? 0 : penalty.lasso, j > 0 && penalty.nonNegative);
      const next = value / (curvature[j * size + j] as number);
      moved = Math.max(moved, Math.abs(next - (target[j] as number)));
      target[j] = next;
    }
    if (moved === 0) break;
  }
  return target;
}

/** Soft threshold, and 0 for what may not be negative. */
function shrink(pull: number, lasso: number, nonNegative: boolean): number {
  if (nonNegative && pull <= lasso) return 0;
  return Math.abs(pull) <= lasso ? 0 : pull - Math.sign(pull) * lasso;
}

/**
 * The exact answer when the coefficients that are 0 stay 0 and the others keep their signs, from one linear system; null
 * when it is not the least after all, because a sign turned or a coefficient at 0 wants to leave it.
 */
function polish(model: QuadraticModel, target: Float64Array): Float64Array | null {
  const { size, curvature, right, penalty } = model;
  const isSigned = penalty.lasso > 0 || penalty.nonNegative;
  const active = [...target.keys()].filter(
    (j) => j === 0 || (isSigned ? target[j] !== 0 : penalty.held[j] === 0),
  );
  const matrix = new Float64Array(active.length ** 2);
  const vector = new Float64Array(active.length);
  for (const [row, j] of active.entries()) {
    vector[row] = (right[j] as number) - (j === 0 ? 0 : penalty.lasso * Math.sign(target[j] as number));
    for (const [column, k] of active.entries()) {
      matrix[row * active.length + column] = curvature[j * size + k] as number;
    }
  }
  const values = solveFactorised(factorise(matrix, active.length), active.length, vector);
  const answer = new Float64Array(size);
  for (const [row, j] of active.entries()) {
    const value = values[row] as number;
    if (j > 0 && isSigned && Math.sign(value) !== Math.sign(target[j] as number)) return null;
    answer[j] = value;
  }
  const pulls = multiplyAdd(
    curvature,
    answer.map((value) => -value),
    right,
  );
  for (let j = 1; j < size; j++) {
    if (answer[j] !== 0 || penalty.held[j] === 1) continue;
    const pull = pulls[j] as number;
    const slack = 1e-12 * (1 + Math.abs(right[j] as number));
    if (pull > penalty.lasso + slack || (!penalty.nonNegative && -pull > penalty.lasso + slack)) return null;
  }
  return answer;
}

/** matrix · vector + added. */
function multiplyAdd(matrix: Float64Array, vector: Float64Array, added: Float64Array): Float64Array {
  const size = vector.length;
  return added.map((value, row) => {
    let sum = value;
    for (let k = 0; k < size; k++) sum += (matrix[row * size + k] as number) * (vector[k] as number);
    return sum;
  });
}
