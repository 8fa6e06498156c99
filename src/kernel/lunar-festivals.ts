import { addDays, daysBetween } from "./calendar.ts";
import { kernelFaults } from "./errors.ts";
import type { BusinessDay } from "./time.ts";

/** Festivals of one lunar year, which begins at its own new year; all are days of the Gregorian calendar. */
export interface LunarFestivals {
  /** 春节, 正月初一. */
  readonly newYear: BusinessDay;
  /** 元宵节, 正月十五. */
  readonly lantern: BusinessDay;
  /** 端午节, 五月初五. */
  readonly dragonBoat: BusinessDay;
  /** 中秋节, 八月十五. */
  readonly midAutumn: BusinessDay;
  /** 重阳节, 九月初九. */
  readonly doubleNinth: BusinessDay;
  /** 清明, the solar term, which is a public holiday of the same year. */
  readonly qingming: BusinessDay;
}

/**
 * Month and day of: new year, dragon boat, mid-autumn, double ninth, qingming. A table, because the Chinese
 * calendar of ICU (Node's Intl) gives a wrong new year for 2027 and 2030.
 * @source GB/T 33661-2017 农历的编算和颁行, as published by the Purple Mountain and Hong Kong observatories
 */
const table: Readonly<Record<number, string>> = {
  2016: "02-08 06-09 09-15 10-09 04-04",
  2017: "01-28 05-30 10-04 10-28 04-04",
  2018: "02-16 06-18 09-24 10-17 04-05",
  2019: "02-05 06-07 09-13 10-07 04-05",
  2020: "01-25 06-25 10-01 10-25 04-04",
  2021: "02-12 06-14 09-21 10-14 04-04",
  2022: "02-01 06-03 09-10 10-04 04-05",
  2023: "01-22 06-22 09-29 10-23 04-05",
  2024: "02-10 06-10 09-17 10-11 04-04",
  2025: "01-29 05-31 10-06 10-29 04-04",
  2026: "02-17 06-19 09-25 10-18 04-05",
  2027: "02-06 06-09 09-15 10-08 04-05",
  2028: "01-26 05-28 10-03 10-26 04-04",
  2029: "02-13 06-16 09-22 10-16 04-04",
  2030: "02-03 06-05 09-12 10-05 04-05",
  2031: "01-23 06-24 10-01 10-24 04-05",
  2032: "02-11 06-12 09-19 10-12 04-04",
  2033: "01-31 06-01 09-08 10-01 04-04",
  2034: "02-19 06-20 09-27 10-20 04-05",
  2035: "02-08 06-10 09-16 10-09 04-05",
};

export const firstLunarYear = 2016;
export const lastLunarYear = 2035;

/** @throws KERNEL_LUNAR_YEAR_UNKNOWN outside 2016–2035 */
export function lunarFestivalsOf(year: number): LunarFestivals {
  const row = table[year];
  if (row === undefined) {
    throw kernelFaults.fault("KERNEL_LUNAR_YEAR_UNKNOWN", {
      first: firstLunarYear,
      last: lastLunarYear,
      found: year,
    });
  }
  const [newYear, dragonBoat, midAutumn, doubleNinth, qingming] = row
    .split(" ")
    .map((monthDay) => `${year}-${monthDay}`) as [string, string, string, string, string];
  return { newYear, lantern: addDays(newYear, 14), dragonBoat, midAutumn, doubleNinth, qingming };
}

/** 春节 of a Gregorian year. @throws KERNEL_LUNAR_YEAR_UNKNOWN */
export function lunarNewYearOf(year: number): BusinessDay {
  return lunarFestivalsOf(year).newYear;
}

/**
 * Days from the new year nearest to the day: −3 is three days before, 0 the first day of the first month. Series
 * are compared at the same offset, so that a holiday's shutdown is not read as decline. Only new years of the
 * table count: the second half of 2035 is measured from that year's own.
 * @throws KERNEL_LUNAR_YEAR_UNKNOWN outside 2016–2035
 */
export function lunarNewYearOffsetOf(day: BusinessDay): number {
  const year = Number(day.slice(0, 4));
  const offsets = [year - 1, year, year + 1]
    .filter((candidate) => candidate === year || candidate in table)
    .map((candidate) => daysBetween(lunarNewYearOf(candidate), day));
  return offsets.reduce((nearest, offset) => (Math.abs(offset) < Math.abs(nearest) ? offset : nearest));
}
