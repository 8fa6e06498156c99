import { scorecardFaults } from "../errors.ts";
import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { binCategories } from "./bin-categories.ts";
import { binNumbers } from "./bin-numbers.ts";
import type { BinnedColumn } from "./binned-column.ts";
import type { BinningProblem } from "./optimum/binning-problem.ts";
import type { BinningResult } from "./binning.ts";
import { certify } from "./proof/certificate.ts";
import { checkRules } from "./check-rules.ts";
import type { BinningCertificate } from "./proof/certificate.ts";
import { applyRules } from "./binning-limits.ts";
import { trainOnAllRows } from "./training-rows.ts";
import type { TrainingRows } from "./training-rows.ts";

/**
 * Bins one indicator optimally (largest divergence under the limits) on the given rows, or as its rules lay down. Bins of
 * special, other and missing values are outside limits and trend; they exist even when no row fills them, then with a
 * weight of evidence of 0, so that a value which turns up only later is served without surprise.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE for rules that no bins can follow, such as cuts that do not rise
 * @throws SCORECARD_VINTAGES_ABSENT when the worst vintage is asked of a sample without vintages
 */
export function binIndicator(
  indicator: IndicatorColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows = trainOnAllRows(sample),
  rules: IndicatorRules = {},
): BinningResult {
  return binColumn(indicator, sample, parameters, training, rules).result;
}

/**
 * The problem behind an indicator's bins with the proof of their optimum: `checkCertificate` replays it without searching.
 * Null when nothing was optimised, or there are no bins. The bounds are those of the value bins alone.
 * @throws binIndicator's faults
 */
export function proveIndicator(
  indicator: IndicatorColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows = trainOnAllRows(sample),
  rules: IndicatorRules = {},
): BinningProof | null {
  const { found } = binColumn(indicator, sample, parameters, training, rules);
  return found && { problem: found.problem, certificate: certify(found.problem, found.solution) };
}

/** Plain JSON but for the problem's typed arrays. */
export interface BinningProof {
  readonly problem: BinningProblem;
  readonly certificate: BinningCertificate;
}

function binColumn(
  indicator: IndicatorColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows,
  rules: IndicatorRules,
): BinnedColumn {
  checkRules(indicator, rules);
  const own = applyRules(parameters, rules);
  if (own.over !== "sample" && !sample.vintages) {
    throw scorecardFaults.fault("SCORECARD_VINTAGES_ABSENT", {});
  }
  return indicator.kind === "numeric"
    ? binNumbers(indicator, sample, own, training, rules)
    : binCategories(indicator, sample, own, training, rules);
}

/** The bin of a value: value bins count from 0 in rising order, NaN is the one after them. */
export function binOf(cuts: readonly number[], value: number): number {
  if (Number.isNaN(value)) return cuts.length + 1;
  let bin = 0;
  while (bin < cuts.length && value >= (cuts[bin] as number)) bin++;
  return bin;
}

export { trainOn, trainOnAllRows } from "./training-rows.ts";
export type { TrainingRows } from "./training-rows.ts";
export type { BinningResult } from "./binning.ts";
