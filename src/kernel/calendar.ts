import { kernelFaults } from "./errors.ts";
import type { BusinessDay, EpochMs } from "./time.ts";

/** A calendar month `YYYY-MM` in Asia/Shanghai. */
export type BusinessMonth = string;

export const dayMs = 86_400_000;

/** Asia/Shanghai is UTC+8 without daylight saving since 1992; earlier instants may be off by an hour. */
const shanghaiOffsetMs = 8 * 3_600_000;

/** The business day in Asia/Shanghai that contains the instant. */
export function businessDayOf(instantMs: EpochMs): BusinessDay {
  return new Date(instantMs + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** The instant at which the business day begins in Asia/Shanghai. @throws KERNEL_DAY_MALFORMED */
export function startOfDayMs(day: BusinessDay): EpochMs {
  return dayNumberOf(day) * dayMs - shanghaiOffsetMs;
}

/** The wall clock in Asia/Shanghai, `YYYY-MM-DD HH:mm:ss`, for people and for exports. */
export function shanghaiTimeOf(instantMs: EpochMs): string {
  return new Date(instantMs + shanghaiOffsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** Whether the text is an existing day written `YYYY-MM-DD`. */
export function isBusinessDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const utcMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(utcMs) && new Date(utcMs).toISOString().startsWith(text);
}

/** Days since 1970-01-01; the form in which days are stored and subtracted. @throws KERNEL_DAY_MALFORMED */
export function dayNumberOf(day: BusinessDay): number {
  const known = rememberedNumbers.get(day);
  if (known !== undefined) return known;
  if (!isBusinessDay(day)) throw kernelFaults.fault("KERNEL_DAY_MALFORMED", { found: day.slice(0, 40) });
  const dayNumber = Date.parse(`${day}T00:00:00Z`) / dayMs;
  if (isRemembered(dayNumber)) rememberedNumbers.set(day, dayNumber);
  return dayNumber;
}

/** The inverse of `dayNumberOf`. */
export function dayOfNumber(dayNumber: number): BusinessDay {
  const known = rememberedDays.get(dayNumber);
  if (known !== undefined) return known;
  const day = new Date(dayNumber * dayMs).toISOString().slice(0, 10);
  if (isRemembered(dayNumber)) rememberedDays.set(dayNumber, day);
  return day;
}

/** Days from 1970 to 2149: every row of a region asks for the same few thousand again and again. */
const rememberedNumbers = new Map<BusinessDay, number>();
const rememberedDays = new Map<number, BusinessDay>();

function isRemembered(dayNumber: number): boolean {
  return Number.isInteger(dayNumber) && dayNumber >= 0 && dayNumber < 65_536;
}

export function addDays(day: BusinessDay, days: number): BusinessDay {
  return dayOfNumber(dayNumberOf(day) + days);
}

/** Days from `from` to `to`; zero for the same day, negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(day: BusinessDay): number {
  return ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1;
}

export function monthOf(day: BusinessDay): BusinessMonth {
  return day.slice(0, 7);
}

/** Months since year 0, the form in which months are subtracted. */
export function monthNumberOf(month: BusinessMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The inverse of `monthNumberOf`. */
export function monthOfNumber(monthNumber: number): BusinessMonth {
  const year = Math.floor(monthNumber / 12);
  return `${String(year).padStart(4, "0")}-${String(monthNumber - year * 12 + 1).padStart(2, "0")}`;
}

export function addMonths(month: BusinessMonth, months: number): BusinessMonth {
  return monthOfNumber(monthNumberOf(month) + months);
}

/** Months from `from` to `to`; negative when `to` is earlier. */
export function monthsBetween(from: BusinessMonth, to: BusinessMonth): number {
  return monthNumberOf(to) - monthNumberOf(from);
}

export function firstDayOf(month: BusinessMonth): BusinessDay {
  return `${month}-01`;
}

export function lastDayOf(month: BusinessMonth): BusinessDay {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}
