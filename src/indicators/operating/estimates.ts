import { medianOf, robustSpreadOf } from "#kernel";
import { type IndicatorValue, missing, present } from "../definition.ts";
import type { MissingReason } from "../missing.ts";

/** Of the median against the mean, for normal data: √(π/2). */
const medianScale = 1.2533;
const fewestForError = 3;

/** Share of cases, with the Agresti–Coull standard error, which is not zero when all cases agree. */
export function proportion(cases: number, all: number, whenNone: MissingReason): IndicatorValue {
  if (all <= 0) return missing(whenNone);
  const adjusted = (cases + 2) / (all + 4);
  return present(cases / all, Math.sqrt((adjusted * (1 - adjusted)) / (all + 4)));
}

/** The median with its standard error by the median absolute deviation, from three values on. */
export function medianEstimate(values: readonly number[], whenNone: MissingReason): IndicatorValue {
  if (values.length === 0) return missing(whenNone);
  const middle = medianOf(values);
  if (values.length < fewestForError) return present(middle);
  return present(middle, (medianScale * robustSpreadOf(values, middle)) / Math.sqrt(values.length));
}

/** Coefficient of variation with its standard error for normal data, cv·√(1/2n + cv²/n). */
export function variationEstimate(
  values: readonly number[],
  fewest: number,
  when: { readonly tooFew: MissingReason; readonly notPositive: MissingReason },
): IndicatorValue {
  if (values.length < fewest) return missing(when.tooFew);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (mean <= 0) return missing(when.notPositive);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variation = Math.sqrt(squares / (values.length - 1)) / mean;
  const error = variation * Math.sqrt((1 / 2 + variation ** 2) / values.length);
  return present(variation, error);
}

/** Relative change between two exact sums. */
export function changeOf(
  now: bigint | number,
  before: bigint | number,
  whenNotPositive: MissingReason,
): IndicatorValue {
  if (before <= 0) return missing(whenNotPositive);
  return present((Number(now) - Number(before)) / Number(before));
}
