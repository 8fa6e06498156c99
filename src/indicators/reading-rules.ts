import { type BusinessDay, addDays, startOfDayMs } from "#kernel";

/**
 * How long a reading without an interval of its own stands when the next one does not come: longer silence is
 * unknown, not idle (own choice: twice the usual five-minute step).
 */
export const maximumHoldMs = 600_000;

/** Months that count towards a repeat customer: the month of T and the 59 before it. */
export const repeatMonths = 60;

/** Different months from which a counterparty counts as a repeat one. */
export const fewestRepeatMonths = 3;

/** Quantile of run time per part that stands for the planned run time per item (own choice). */
export const bestItemQuantile = 0.1;

/** The first instant after the business day; an interval must have ended by it to be known on that day. */
export function endOfDayMs(asOf: BusinessDay): number {
  return startOfDayMs(addDays(asOf, 1));
}
