import { type IndicatorValue, missing, present } from "./definition.ts";
import type { MissingReason } from "./missing.ts";

const fenPerYuan = 100;

/** Quotient of two exact sums, rounded once; missing with the reason when the denominator is not positive. */
export function ratio(
  numerator: bigint | number,
  denominator: bigint | number,
  whenNotPositive: MissingReason,
): IndicatorValue {
  if (denominator <= 0) return missing(whenNotPositive);
  return present(Number(numerator) / Number(denominator));
}

/** log10 of an amount in yuan; missing with the reason when it is not positive. */
export function log10Yuan(fen: bigint | number, whenNotPositive: MissingReason): IndicatorValue {
  if (fen <= 0) return missing(whenNotPositive);
  return present(Math.log10(Number(fen) / fenPerYuan));
}

/** log10 of a count or a mean count; missing with the reason when it is not positive. */
export function log10Count(count: number, whenNotPositive: MissingReason): IndicatorValue {
  if (count <= 0) return missing(whenNotPositive);
  return present(Math.log10(count));
}
