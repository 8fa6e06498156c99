import { trainOnAllRows } from "./binning/bin-indicator.ts";
import { fitCard } from "./screening/fit-card.ts";
import type { FittedCard } from "./screening/fit-card.ts";
import { checkParameters } from "./parameters.ts";
import type { RulesByIndicator, ScorecardParameters } from "./parameters.ts";
import { nullLogLikelihood } from "./regression/logistic-regression.ts";
import { normalTwoSided } from "./distributions/normal.ts";
import { precisionOf } from "./regression/precision.ts";
import type { Precision } from "./regression/precision.ts";
import { checkSample } from "./sample.ts";
import type { Sample, SampleCounts } from "./sample.ts";
import { assignPoints } from "./scaling/assign-points.ts";
import type { AssignedIndicator } from "./scaling/assign-points.ts";
import type { CardBin, CardIndicator, Scorecard } from "./scorecard.ts";
import { prepareSample } from "./screening/prepare-sample.ts";

/**
 * Develops a card: optimal bins → weight of evidence → screening → penalised logistic regression → points.
 * When no indicator survives, the card has none and gives everyone the sample's bad rate; `screened` says why.
 * @throws checkSample's and checkParameters' faults; SCORECARD_MATRIX_SINGULAR without a penalty
 */
export function developScorecard(
  sample: Sample,
  parameters: ScorecardParameters,
  rules: RulesByIndicator = {},
): Scorecard {
  checkParameters(parameters);
  const counts = checkSample(sample);
  return finishCard(
    fitCard(prepareSample(sample), trainOnAllRows(sample), parameters, { rules }),
    counts,
    parameters,
  );
}

/**
 * A fitted card in points.
 * @param counts  of the rows that the fit saw
 * @param precision  of the coefficients, when it is not that of the parameters' penalty
 */
export function finishCard(
  fitted: FittedCard,
  counts: SampleCounts,
  parameters: ScorecardParameters,
  precision: Precision = precisionOf(fitted.design, fitted.regression, parameters.regression.penalty),
): Scorecard {
  const { regression, design } = fitted;
  const assigned = assignPoints(
    regression.intercept,
    fitted.members.map(({ binning }, index) => ({
      coefficient: regression.coefficients[index] as number,
      woes: binning.bins.map(({ woe }) => woe),
    })),
    parameters.scaling,
    design,
  );
  return {
    version: "scorecard@2",
    parameters,
    sample: counts,
    scaling: assigned.scaling,
    fit: {
      intercept: regression.intercept,
      interceptStandardError: precision.standardErrors[0] as number,
      logLikelihood: regression.logLikelihood,
      nullLogLikelihood: nullLogLikelihood(design),
      effectiveParameters: precision.effectiveParameters,
      iterations: regression.iterations,
      converged: regression.converged,
    },
    indicators: describeMembers(fitted, precision.standardErrors, assigned.indicators),
    screened: fitted.screened,
  };
}

/** Strongest first. */
function describeMembers(
  { members, regression }: FittedCard,
  standardErrors: Float64Array,
  assigned: readonly AssignedIndicator[],
): CardIndicator[] {
  return members.map((member, j) => {
    const coefficient = regression.coefficients[j] as number;
    const standardError = standardErrors[j + 1] as number;
    const { points, bestPoints, neutralPoints } = assigned[j] as AssignedIndicator;
    return {
      id: member.id,
      valueKind: member.binning.valueKind,
      trend: member.binning.trend,
      iv: member.binning.iv,
      coefficient,
      standardError,
      wald: coefficient / standardError,
      pValue: normalTwoSided(coefficient / standardError),
      cuts: member.binning.cuts,
      bins: member.binning.bins.map((bin, index): CardBin => ({ ...bin, points: points[index] as number })),
      bestPoints,
      neutralPoints,
    };
  });
}
