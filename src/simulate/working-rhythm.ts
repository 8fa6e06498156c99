import { type BusinessDay, addDays, isWorkingDay, lunarNewYearOffsetOf } from "#kernel";

/** The simulated span as a row of days, with what they share for every enterprise. */
export interface WorkingRhythm {
  readonly days: readonly BusinessDay[];
  /** Index of each day's month, counted from the first simulated one. */
  readonly monthOfDay: Uint16Array;
  /** Calendar month of each simulated month, 0 January. */
  readonly calendarMonths: readonly number[];
  readonly isWorkingDay: Uint8Array;
  /** Days from the nearest lunar new year. */
  readonly newYearOffset: Int16Array;
  /** Day of the month, 1 to 31. */
  readonly dayOfMonth: Uint8Array;
}

/** The days from `firstDay` to `lastDay`, both included. */
export function workingRhythmOf(firstDay: BusinessDay, lastDay: BusinessDay): WorkingRhythm {
  const days: BusinessDay[] = [];
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) days.push(day);
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const monthIndex = new Map(months.map((month, index) => [month, index]));
  return {
    days,
    monthOfDay: Uint16Array.from(days, (day) => monthIndex.get(day.slice(0, 7)) ?? 0),
    calendarMonths: months.map((month) => Number(month.slice(5, 7)) - 1),
    isWorkingDay: Uint8Array.from(days, (day) => Number(isWorkingDay(day))),
    newYearOffset: Int16Array.from(days, lunarNewYearOffsetOf),
    dayOfMonth: Uint8Array.from(days, (day) => Number(day.slice(8, 10))),
  };
}

/**
 * How much of normal work is done at a number of days from the lunar new year: ramp-down over five days, standstill,
 * and a restart that is half done by the eighth day of work and complete about the 25th day of the month.
 * @param stopDays length of the standstill, which begins three days before the new year
 */
export function newYearActivity(offset: number, stopDays: number): number {
  const firstStop = -3;
  if (offset < firstStop - 5 || offset > 40) return 1;
  if (offset < firstStop) return (firstStop - offset) / 6;
  const sinceRestart = offset - (firstStop + stopDays);
  if (sinceRestart < 0) return 0;
  return 1 / (1 + Math.exp(-(sinceRestart - 3) / 2));
}
