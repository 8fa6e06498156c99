import type { RegressionParameters } from "../parameters.ts";

/** Independent normal distributions of the coefficients, the intercept first: precision / 2 · (coefficient − mean)². */
export interface CoefficientPrior {
  readonly means: Float64Array;
  /** 1 / variance; 0 = free. */
  readonly precisions: Float64Array;
}

/** What a coefficient may be, by position without the intercept. */
export interface CoefficientLimits {
  /** Not negative: weight of evidence rises with risk, and so must what is added for it. */
  readonly nonNegative?: boolean;
  /** Stay 0. */
  readonly heldAtZero?: readonly number[];
}

/** All that is added to −log-likelihood, and the limits, over all coefficients with the intercept first. */
export interface Penalty extends CoefficientPrior {
  /** λ₁ of every coefficient but the intercept. */
  readonly lasso: number;
  readonly firth: boolean;
  readonly nonNegative: boolean;
  /** 1 = stays 0. */
  readonly held: Uint8Array;
  readonly holdsAny: boolean;
}

export function penaltyOf(
  size: number,
  {
    penalty,
    lassoPenalty = 0,
    firth = false,
  }: Pick<RegressionParameters, "penalty"> & Partial<Pick<RegressionParameters, "lassoPenalty" | "firth">>,
  { prior, limits = {} }: { readonly prior?: CoefficientPrior; readonly limits?: CoefficientLimits },
): Penalty {
  const precisions = new Float64Array(size).fill(penalty);
  precisions[0] = 0;
  const held = new Uint8Array(size);
  for (const position of limits.heldAtZero ?? []) held[position + 1] = 1;
  return {
    means: prior?.means ?? new Float64Array(size),
    precisions: prior?.precisions ?? precisions,
    lasso: lassoPenalty,
    firth,
    nonNegative: limits.nonNegative ?? false,
    held,
    holdsAny: held.includes(1),
  };
}

/** Adds normal prior and L1 penalty at the coefficients to a sum; without Firth's term, which depends on the data. */
export function addPenalty(start: number, { means, precisions, lasso }: Penalty, beta: Float64Array): number {
  let sum = start;
  for (let j = 0; j < beta.length; j++) {
    sum += ((precisions[j] as number) / 2) * ((beta[j] as number) - (means[j] as number)) ** 2;
  }
  if (lasso === 0) return sum;
  for (let j = 1; j < beta.length; j++) sum += lasso * Math.abs(beta[j] as number);
  return sum;
}

/** The same pull on each row when only a share of the rows is fitted; a trace is added so that the part has an answer. */
export function scalePenalty(penalty: Penalty, share: number): Penalty {
  return {
    ...penalty,
    precisions: penalty.precisions.map((precision, j) => precision * share + (j === 0 ? 0 : traceOfPenalty)),
    lasso: penalty.lasso * share,
  };
}

const traceOfPenalty = 1e-3;
