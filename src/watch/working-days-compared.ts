import {
  type BusinessDay,
  dayNumberOf,
  dayOfNumber,
  firstLunarYear,
  lastLunarYear,
  lunarNewYearOf,
  lunarNewYearOffsetOf,
  workingDayStatusOf,
} from "#kernel";
import type { DayStretch } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";

/** Around the lunar new year factories stop and restart for weeks; those days say nothing about how one runs. */
export const newYearParameters = {
  daysBefore: designChoice("new-year.days-before", 12, "d", {
    zh: "春节前这么多天起不计入开工比较（停工前的收尾）",
    en: "Days before the lunar new year from which on run rates are not compared (ramp-down)",
  }),
  daysAfter: designChoice("new-year.days-after", 38, "d", {
    zh: "春节后到这么多天为止不计入开工比较（微型企业停工最长 28 天，复工再需约十天）",
    en: "Days after the lunar new year up to which run rates are not compared (micro firms stop up to 28 days and need ten to restart)",
  }),
};

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
    recent: lastOrdinaryDays(asOf, ordinaryDays),
    lastYear: lastOrdinaryDays(earlier, ordinaryDays),
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

/** Whether the day lies in the weeks around a lunar new year. */
export function isAroundNewYear(day: number): boolean {
  const year = Number(dayOfNumber(day).slice(0, 4));
  if (year < firstLunarYear || year > lastLunarYear) return false;
  const since = day - dayNumberOf(lunarNewYearOf(year));
  return since >= -newYearParameters.daysBefore.value && since <= newYearParameters.daysAfter.value;
}

/** Whether the day is neither a statutory holiday nor around the new year. */
export function isOrdinaryDay(day: number): boolean {
  const known = ordinary.get(day);
  if (known !== undefined) return known;
  const is = !isAroundNewYear(day) && workingDayStatusOf(dayOfNumber(day)).reason !== "holiday";
  ordinary.set(day, is);
  return is;
}

/** Number of ordinary days from the day after `from` up to `to`. */
export function ordinaryDaysBetween(from: number, to: number): number {
  return ordinaryDaysUpTo(to) - ordinaryDaysUpTo(from);
}

/** The stretch from the first to the last of them, as business days. */
export function spanOf(stretches: readonly DayStretch[]): {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
} {
  return { from: dayOfNumber(stretches[0]?.from ?? 0), to: dayOfNumber(stretches.at(-1)?.to ?? 0) };
}

/** Remembered, because every enterprise of a run asks for the same days. */
const ordinary = new Map<number, boolean>();
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

function lastOrdinaryDays(end: number, count: number): readonly DayStretch[] {
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
