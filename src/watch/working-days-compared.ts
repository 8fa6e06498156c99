import { isOrdinaryDay } from "#association";
import {
  type BusinessDay,
  dayNumberOf,
  dayOfNumber,
  firstLunarYear,
  lastLunarYear,
  lunarNewYearOf,
  lunarNewYearOffsetOf,
} from "#kernel";
import type { DayStretch } from "./day-sums.ts";

/** The last ordinary days up to a day, and the same number of them up to the same lunar day a year earlier. */
export interface ComparedDays {
  readonly recent: readonly DayStretch[];
  readonly lastYear: readonly DayStretch[];
}

/**
 * Ordinary days are all but statutory holidays and the weeks around the lunar new year. Comparing as many of them
 * at the same distance from the new year keeps the shutdown, which moves by up to four weeks, out of the figures.
 * @returns null where the lunar table does not cover the years
 */
export function comparedDaysOf(asOf: number, ordinaryDays: number): ComparedDays | null {
  const key = `${asOf}/${ordinaryDays}`;
  const known = rememberedPairs.get(key);
  if (known !== undefined) return known;
  const earlier = sameLunarDayLastYear(asOf);
  if (earlier === null) return null;
  const compared = {
    recent: ordinaryStretchBefore(asOf, ordinaryDays),
    lastYear: ordinaryStretchBefore(earlier, ordinaryDays),
  };
  rememberedPairs.set(key, compared);
  return compared;
}

/** The day as far from the nearest lunar new year, one year earlier; null outside the lunar table. */
export function sameLunarDayLastYear(asOf: number): number | null {
  const day = dayOfNumber(asOf);
  const year = Number(day.slice(0, 4));
  if (year - 2 < firstLunarYear || year + 1 > lastLunarYear) return null;
  const offset = lunarNewYearOffsetOf(day);
  const newYear = Number(dayOfNumber(asOf - offset).slice(0, 4));
  return dayNumberOf(lunarNewYearOf(newYear - 1)) + offset;
}

/** Number of ordinary days from the day after `from` up to `to`. */
export function ordinaryDaysBetween(from: number, to: number): number {
  return ordinaryDaysUpTo(to) - ordinaryDaysUpTo(from);
}

/** The day since which so many ordinary days have passed up to a day. */
export function ordinaryDaysBefore(day: number, count: number): number {
  return (ordinaryStretchBefore(day, count)[0]?.from ?? day + 1) - 1;
}

/** The stretch from the first to the last of them, as business days. */
export function spanOf(stretches: readonly DayStretch[]): {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
} {
  return { from: dayOfNumber(stretches[0]?.from ?? 0), to: dayOfNumber(stretches.at(-1)?.to ?? 0) };
}

/** Remembered, because every enterprise of a run asks for the same days. */
const countedFrom = 5000;
const counted: number[] = [0];

/** Ordinary days from a day long ago up to the day, counted once. */
function ordinaryDaysUpTo(day: number): number {
  for (let place = counted.length; place <= day - countedFrom; place++) {
    counted.push((counted[place - 1] ?? 0) + (isOrdinaryDay(countedFrom + place) ? 1 : 0));
  }
  return counted[Math.max(0, day - countedFrom)] ?? 0;
}

const rememberedPairs = new Map<string, ComparedDays>();
const remembered = new Map<string, readonly DayStretch[]>();

/** The last so many ordinary days up to a day, as stretches. */
export function ordinaryStretchBefore(end: number, count: number): readonly DayStretch[] {
  const key = `${end}/${count}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const stretches: DayStretch[] = [];
  let left = count;
  let day = end;
  while (left > 0) {
    if (isOrdinaryDay(day)) {
      const next = stretches.at(-1);
      if (next !== undefined && next.from === day + 1)
        stretches[stretches.length - 1] = { from: day, to: next.to };
      else stretches.push({ from: day, to: day });
      left--;
    }
    day--;
  }
  const ordered = stretches.toReversed();
  remembered.set(key, ordered);
  return ordered;
}
