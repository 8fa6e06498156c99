import { divideRounded, type Fen, type RoundingMode } from "./money.ts";
import type { RatePpm } from "./rate.ts";

/**
 * Money that bore interest, times the days on which it did (积数): the form in which a changing balance is summed
 * without rounding. One fen-day is one fen for one day.
 */
export type FenDays = bigint;

/** What a year of interest is divided by: 360 for actual/360; twelve times the month's days for monthly interest. */
export type DayBase = number;

/**
 * Interest on summed fen-days, rounded once.
 * @param annualRatePpm  per year
 * @param factorPpm  multiplies the rate, 1,500,000 for a penalty of one half above it; 1,000,000 when left out
 */
export function interestOn(
  fenDays: FenDays,
  terms: { readonly annualRatePpm: RatePpm; readonly dayBase: DayBase; readonly factorPpm?: RatePpm },
  mode: RoundingMode = "halfUp",
): Fen {
  const factor = BigInt(terms.factorPpm ?? 1_000_000);
  const numerator = fenDays * BigInt(terms.annualRatePpm) * factor;
  return divideRounded(numerator, BigInt(terms.dayBase) * 1_000_000_000_000n, mode);
}

/**
 * The level payment (等额本息) that repays a principal in equal monthly payments, rounded half up; exact up to that
 * one rounding, because the power is computed in integers.
 * @param months  number of payments, at least one
 * @returns P·i·(1+i)^n / ((1+i)^n − 1) with i = annual rate / 12; P / n when the rate is zero
 */
export function levelPaymentOf(principalFen: Fen, annualRatePpm: RatePpm, months: number): Fen {
  const count = BigInt(months);
  const rate = BigInt(annualRatePpm);
  if (rate === 0n) return divideRounded(principalFen, count, "halfUp");
  const year = 12_000_000n;
  const grown = (year + rate) ** count;
  const still = year ** count;
  return divideRounded(principalFen * rate * grown, year * (grown - still), "halfUp");
}
