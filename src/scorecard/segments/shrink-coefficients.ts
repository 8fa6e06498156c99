import type { RegressionParameters } from "../parameters.ts";
import { factorise, invertFactorised } from "../regression/cholesky.ts";
import type { Design } from "../regression/design.ts";
import { likelihoodOf } from "../regression/pick-likelihood.ts";
import type { Likelihood } from "../regression/likelihood.ts";
import { fitLogisticRegression } from "../regression/logistic-regression.ts";
import type { Regression } from "../regression/logistic-regression.ts";
import type { Precision } from "../regression/precision.ts";

/** One segment's coefficients, drawn towards the pooled ones. */
export interface ShrunkFit {
  readonly regression: Regression;
  /** Posterior standard deviations, and the effective number of parameters. */
  readonly precision: Precision;
  /** 0 = the segment's own estimate, 1 = the pooled one; the intercept first. */
  readonly shrinkage: Float64Array;
}

export interface ShrinkageOptions {
  /** Expected standard deviation of the segments around the pool, and how many segments that is worth. */
  readonly expectedSpread: number;
  readonly expectationWeight: number;
  readonly nonNegative: boolean;
}

/**
 * Empirical Bayes: each segment's coefficients come from a normal distribution around the pooled ones, whose variances are
 * estimated from all segments together (by expectation–maximisation over Laplace approximations), so that a segment with
 * few bads stays near the pool and one with many goes its own way.
 * @param designs  one a segment, on the same columns
 * @param pooled  the intercept first
 * @source Gelman et al., Bayesian Data Analysis, 3rd ed., §5 and §13.6
 */
export function shrinkCoefficients(
  designs: readonly Design[],
  pooled: Float64Array,
  parameters: RegressionParameters,
  options: ShrinkageOptions,
): readonly ShrunkFit[] {
  const expected = options.expectedSpread ** 2;
  const problems = designs.map((design): SegmentProblem => ({ design, likelihood: likelihoodOf(design) }));
  let variances = new Float64Array(pooled.length).fill(expected);
  let fits = problems.map((problem) => fitSegment(problem, pooled, variances, parameters, options, pooled));
  for (let round = 0; round < mostRounds; round++) {
    const next = variances.map((_, j) => {
      const spread = fits.reduce((sum, { beta, covariance }) => {
        const distance = (beta[j] as number) - (pooled[j] as number);
        return sum + distance ** 2 + (covariance[j * pooled.length + j] as number);
      }, 0);
      return (spread + options.expectationWeight * expected) / (designs.length + options.expectationWeight);
    });
    const moved = next.reduce(
      (most, value, j) => Math.max(most, Math.abs(Math.log(value / (variances[j] as number)))),
      0,
    );
    variances = next;
    fits = problems.map((problem, index) =>
      fitSegment(problem, pooled, variances, parameters, options, (fits[index] as SegmentFit).beta),
    );
    if (moved < settled) break;
  }
  return fits.map((fit) => describeFit(fit, variances));
}

/** Relative change of a variance at which the estimate has settled. */
const settled = 1e-3;
const mostRounds = 200;

interface SegmentProblem {
  readonly design: Design;
  readonly likelihood: Likelihood;
}

interface SegmentFit {
  readonly regression: Regression;
  readonly beta: Float64Array;
  readonly information: Float64Array;
  /** Inverse of information and prior precision together. */
  readonly covariance: Float64Array;
}

function fitSegment(
  { design, likelihood }: SegmentProblem,
  pooled: Float64Array,
  variances: Float64Array,
  parameters: RegressionParameters,
  { nonNegative }: ShrinkageOptions,
  start: Float64Array,
): SegmentFit {
  const precisions = variances.map((variance) => 1 / variance);
  const regression = fitLogisticRegression(
    design,
    { ...parameters, lassoPenalty: 0, firth: false },
    { likelihood, start, prior: { means: pooled, precisions }, limits: { nonNegative } },
  );
  const beta = Float64Array.of(regression.intercept, ...regression.coefficients);
  const { information } = likelihood.derivativesAt(beta);
  const total = Float64Array.from(information);
  for (let j = 0; j < beta.length; j++) {
    const place = j * beta.length + j;
    total[place] = (total[place] as number) + (precisions[j] as number);
  }
  return {
    regression,
    beta,
    information,
    covariance: invertFactorised(factorise(total, beta.length), beta.length),
  };
}

function describeFit(
  { regression, beta, information, covariance }: SegmentFit,
  variances: Float64Array,
): ShrunkFit {
  const size = beta.length;
  const spread = (j: number): number => covariance[j * size + j] as number;
  let effectiveParameters = 0;
  for (let place = 0; place < size * size; place++) {
    effectiveParameters += (information[place] as number) * (covariance[place] as number);
  }
  return {
    regression,
    precision: { standardErrors: beta.map((_, j) => Math.sqrt(spread(j))), effectiveParameters },
    shrinkage: variances.map((variance, j) => spread(j) / variance),
  };
}
