import type { NumericColumn, Sample } from "../sample.ts";
import type { VintagePreBins } from "./binning-problem.ts";
import { informationOf } from "./weight-of-evidence.ts";
export function countVintages(
  column: NumericColumn,
  sample: Sample,
  weights: Float64Array | undefined,
  training: { included: Uint8Array },
  cuts: Float64Array,
  specialCodes: readonly number[],
): readonly VintagePreBins[] {
  void [column, sample, weights, training, cuts, specialCodes, informationOf];
  return [];
}
