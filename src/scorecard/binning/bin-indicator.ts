import { scorecardFaults } from "../errors.ts";
import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { binCategories } from "./bin-categories.ts";
import { binNumbers } from "./bin-numbers.ts";
import type { BinningResult } from "./binning.ts";
import { applyRules } from "./binning-limits.ts";
import { trainOnAllRows } from "./training-rows.ts";
import type { TrainingRows } from "./training-rows.ts";

/**
 * Bins one indicator optimally (largest divergence under the limits) on the given rows, or as its rules lay down. Bins of
 * special, other and missing values are outside limits and trend; they exist even when no row fills them, then with a
 * weight of evidence of 0, so that a value which turns up only later is served without surprise.
 * @throws SCORECARD_VINTAGES_ABSENT when the worst vintage is asked of a sample without vintages
 */
export function binIndicator(
  indicator: IndicatorColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows = trainOnAllRows(sample),
  rules: IndicatorRules = {},
): BinningResult {
  const own = applyRules(parameters, rules);
  if (own.over === "worstVintage" && !sample.vintages) {
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
export type { Binning, BinningResult } from "./binning.ts";
