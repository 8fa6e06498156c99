import { type DaySums, firstDayOfSums, numberSumOf } from "./day-sums.ts";
import type { RunRate } from "./run-rate.ts";
import { eventRunRate, type MeasuredRunRate } from "./run-rate.ts";

/** How a series of events has fallen, and whether that may be chance. */
export interface EventDecline {
  readonly rate: RunRate;
  /** The smaller fall of two: against the same lunar days last year, and against the year before the window. */
  readonly ratio: number;
  readonly recentCount: number;
  readonly expectedCount: number;
  /** Standard deviations (Poisson) by which the count is below what the year before made likely. */
  readonly deviations: number;
}

export type MeasuredDecline =
  | { readonly kind: "measured"; readonly decline: EventDecline }
  | Extract<MeasuredRunRate, { kind: "notComputable" }>;

/**
 * Events of the last ordinary days against two yardsticks: the same lunar days last year keep the season out, the
 * four quarters up to the window keep the chance of a single quarter out.
 */
export function eventDecline(
  { fen, count }: { readonly fen: DaySums; readonly count: DaySums },
  { asOf, days, fewest }: { readonly asOf: number; readonly days: number; readonly fewest: number },
): MeasuredDecline {
  const measured = eventRunRate(fen, { asOf, days });
  if (measured.kind === "notComputable") return measured;
  const { rate } = measured;
  const to = (rate.recent[0]?.from ?? asOf) - 1;
  const yearBefore = { from: to - 364, to };
  if ((firstDayOfSums(fen) ?? asOf) > yearBefore.from)
    return { kind: "notComputable", reason: "historyTooShort" };
  const recentCount = numberSumOf(count, rate.recent);
  const before = numberSumOf(count, [yearBefore]);
  const share = days / ordinaryDaysAYear;
  const expectedCount = before * share;
  if (expectedCount < fewest) return { kind: "notComputable", reason: "tooFewEvents" };
  const againstYear = numberSumOf(fen, rate.recent) / Math.max(1, numberSumOf(fen, [yearBefore]) * share);
  const spread = Math.sqrt(expectedCount * (1 + share));
  return {
    kind: "measured",
    decline: {
      rate,
      ratio: Math.max(0, rate.ratio, againstYear),
      recentCount,
      expectedCount,
      deviations: (expectedCount - recentCount) / spread,
    },
  };
}

/** Days of a year that are neither statutory holidays nor around the new year: about as many every year. */
const ordinaryDaysAYear = 297;
