import type { BinningParameters, RulesByIndicator } from "../parameters.ts";
import type { Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";
import type { BinnedIndicator } from "./binning.ts";
import { trainOnAllRows } from "./training-rows.ts";

/**
 * Bins every indicator of a sample, each by its own rules, in the sample's order. The same bits as `binInThreads` with any
 * number of workers.
 * @throws checkSample's and the rules' faults
 */
export function binTable(
  sample: Sample,
  parameters: BinningParameters,
  rules: RulesByIndicator = {},
): readonly BinnedIndicator[] {
  const training = trainOnAllRows(sample);
  return sample.indicators.map((column) => ({
    id: column.id,
    result: binIndicator(column, sample, parameters, training, rules[column.id]),
  }));
}
