import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import { countBins, measureShift } from "../monitoring/measure-shift.ts";
import type { StabilityIndex } from "../monitoring/stability.ts";
import type { Vintages } from "../sample.ts";

/**
 * Population stability index of the bins' shares between the first and the last vintage that have rows, with the limit
 * that chance alone sets. Null when only one vintage has rows.
 */
export function shiftOfVintages(
  codes: Uint8Array,
  bins: number,
  { codes: vintages, labels }: Vintages,
  included: Uint8Array,
): Pick<StabilityIndex, "index" | "limit"> | null {
  const counts = labels
    .map((_, vintage) =>
      countBins(codes, bins, undefined, (row) => included[row] === 1 && vintages[row] === vintage),
    )
    .filter(({ effectiveRows }) => effectiveRows > 0);
  const [first] = counts;
  const last = counts.at(-1);
  if (first === undefined || last === undefined || counts.length < 2) return null;
  const names = Array.from({ length: bins }, (_, bin) => String(bin));
  return measureShift(first, last, names, defaultEvaluationParameters);
}
