import type { DayNumber } from "#operations";
import type { CrossCheckParameters } from "./parameters.ts";
import { binomialTail } from "./robust-statistics.ts";

/** Something that happened on a day and either is as it should be or is not. */
export interface DatedCase {
  readonly onDay: DayNumber;
  readonly isOdd: boolean;
}

/** More odd cases in the recent half year than the time before lets expect. */
export interface RecentRise<Case> {
  readonly odd: readonly Case[];
  readonly share: number;
  readonly usual: number;
  readonly chance: number;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
}

const recentDays = 180;
const fewestBefore = 20;

/**
 * Compares the cases of the half year to `lastDay` with those before it: an enterprise whose papers were always so
 * contradicts nothing. Null where the rise is no larger than chance lets expect, or there is too little to compare with.
 * @param tries  comparisons of which this is one; the chance counts them
 */
export function findRecentRise<Case extends DatedCase>(
  cases: readonly Case[],
  {
    lastDay,
    parameters,
    tries = 1,
  }: { readonly lastDay: DayNumber; readonly parameters: CrossCheckParameters; readonly tries?: number },
): RecentRise<Case> | null {
  const recent = cases.filter(({ onDay }) => onDay > lastDay - recentDays);
  const before = cases.filter(({ onDay }) => onDay <= lastDay - recentDays);
  const odd = recent.filter(({ isOdd }) => isOdd);
  const usual = (before.filter(({ isOdd }) => isOdd).length + 1) / (before.length + 2);
  const share = odd.length / Math.max(1, recent.length);
  const chance = Math.min(1, tries * binomialTail(odd.length, recent.length, usual));
  if (before.length < fewestBefore || usual >= 0.5) return null;
  if (share <= 2 * usual + 0.05 || chance > parameters.mostChance) return null;
  return {
    odd,
    share,
    usual,
    chance,
    fromDay: odd[0]?.onDay ?? lastDay,
    toDay: odd.at(-1)?.onDay ?? lastDay,
  };
}
