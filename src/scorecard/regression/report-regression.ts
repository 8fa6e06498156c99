import { chiSquaredUpper } from "../distributions/chi-squared.ts";
import { normalQuantile, normalTwoSided } from "../distributions/normal.ts";
import type { RegressionParameters } from "../parameters.ts";
import { fewestRowsForCells } from "./cells.ts";
import { factorise, invertFactorised } from "./cholesky.ts";
import { correlationsOf } from "./correlation.ts";
import { totalWeight } from "./design.ts";
import type { Design } from "./design.ts";
import { likelihoodOf } from "./pick-likelihood.ts";
import type { Likelihood } from "./likelihood.ts";
import { fitLogisticRegression, nullLogLikelihood } from "./logistic-regression.ts";
import type { Regression } from "./logistic-regression.ts";
import { precisionOf } from "./precision.ts";
import type { ChiSquaredTest, CoefficientReport, PseudoR2, RegressionReport } from "./regression-report.ts";
import { inflationsOf } from "./variance-inflation.ts";

/** A fit with the names of its columns; a fitted card is one. */
export interface NamedFit {
  /** In the order of the design's columns. */
  readonly members: readonly { readonly id: string }[];
  readonly design: Design;
  readonly regression: Regression;
}

/**
 * Standard errors, tests, intervals, collinearity and criteria of a fit. Each likelihood-ratio test fits once more.
 * @param parameters  those of the fit
 * @param confidence  of the intervals, in (0, 1)
 * @throws SCORECARD_MATRIX_SINGULAR
 */
export function reportRegression(
  { members, design, regression }: NamedFit,
  parameters: RegressionParameters,
  confidence = 0.95,
): RegressionReport {
  const likelihood = likelihoodOf(design);
  const { standardErrors, effectiveParameters } = precisionOf(
    design,
    regression,
    parameters.penalty,
    likelihood,
  );
  const correlations = correlationsOf(design.columns, design.rows, design.weights);
  const inflations = inflationsOf([...members.keys()], correlations);
  const beta = Float64Array.of(regression.intercept, ...regression.coefficients);
  const { information } = likelihood.derivativesAt(beta);
  const covariance = invertPenalised(information, parameters.penalty, beta.length);
  const problem: FittedProblem = { design, regression, likelihood, parameters, information, covariance };
  const describe = describer(standardErrors, confidence);
  const { logLikelihood, iterations, converged } = regression;
  const none = nullLogLikelihood(design);
  return {
    rows: design.rows.length,
    bads: design.rows.reduce((sum, row) => sum + (design.bad[row] as number), 0),
    coefficients: [
      { ...describe("intercept", 0, regression.intercept), likelihoodRatio: null, vif: null },
      ...members.map(({ id }, j) => ({
        ...describe(id, j + 1, regression.coefficients[j] as number),
        likelihoodRatio: testCoefficient(j, problem),
        vif: inflations.get(j) as number,
      })),
    ],
    logLikelihood,
    nullLogLikelihood: none,
    effectiveParameters,
    aic: -2 * logLikelihood + 2 * effectiveParameters,
    bic: -2 * logLikelihood + Math.log(totalWeight(design)) * effectiveParameters,
    pseudoR2: pseudoR2Of(logLikelihood, none, totalWeight(design)),
    likelihoodRatio: testRatio(2 * (logLikelihood - none), members.length),
    iterations,
    converged,
  };
}

function describer(standardErrors: Float64Array, confidence: number) {
  const reach = normalQuantile((1 + confidence) / 2);
  return (
    id: string,
    place: number,
    coefficient: number,
  ): Omit<CoefficientReport, "likelihoodRatio" | "vif"> => {
    const standardError = standardErrors[place] as number;
    const wald = coefficient / standardError;
    return {
      id,
      coefficient,
      standardError,
      wald,
      pValue: normalTwoSided(wald),
      low: coefficient - reach * standardError,
      high: coefficient + reach * standardError,
    };
  };
}

interface FittedProblem {
  readonly design: Design;
  readonly regression: Regression;
  readonly likelihood: Likelihood;
  readonly parameters: RegressionParameters;
  /** At the fit, and the inverse of it with the quadratic penalty. */
  readonly information: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * The fit against the same fit with one coefficient held at 0, which starts where the quadratic model of the fit has its
 * answer.
 */
function testCoefficient(
  position: number,
  { design, regression, likelihood, parameters, information, covariance }: FittedProblem,
): ChiSquaredTest {
  const { size } = likelihood;
  const place = position + 1;
  const found = Float64Array.of(regression.intercept, ...regression.coefficients);
  const pull = (found[place] as number) / (covariance[place * size + place] as number);
  const start = found.map((value, j) =>
    j === place ? 0 : value - pull * (covariance[j * size + place] as number),
  );
  const limits = { heldAtZero: [position] };
  const isLarge = design.rows.length >= fewestRowsForCells;
  const tolerance = isLarge ? Math.max(looseTolerance, parameters.tolerance) : parameters.tolerance;
  const without = fitLogisticRegression(
    design,
    { ...parameters, tolerance },
    { likelihood, start, limits, ...(isLarge ? { nearby: information } : {}) },
  );
  return testRatio(2 * (regression.penalisedLogLikelihood - without.penalisedLogLikelihood), 1);
}

/** The likelihood is flat at its top: its error is the square of that of the coefficients. */
const looseTolerance = 1e-6;

function invertPenalised(information: Float64Array, penalty: number, size: number): Float64Array {
  const penalised = Float64Array.from(information);
  for (let j = 1; j < size; j++) penalised[j * size + j] = (penalised[j * size + j] as number) + penalty;
  return invertFactorised(factorise(penalised, size), size);
}

/** A statistic below 0 can only be rounding. */
function testRatio(found: number, degrees: number): ChiSquaredTest {
  const statistic = Math.max(0, found);
  return { statistic, degrees, pValue: degrees === 0 ? 1 : chiSquaredUpper(statistic, degrees) };
}

function pseudoR2Of(logLikelihood: number, none: number, rows: number): PseudoR2 {
  const coxSnell = -Math.expm1((2 * (none - logLikelihood)) / rows);
  return {
    mcFadden: 1 - logLikelihood / none,
    coxSnell,
    nagelkerke: coxSnell / -Math.expm1((2 * none) / rows),
  };
}
