import { dayOf, noDay, parseDayText } from "./parse-day.ts";

const month = /^(\d{4})[-/.年]?(0?[1-9]|1[0-2])(?:月|期|月份)?$/;
const accountingMonth = /^(\d{4})年第?(\d{1,2})期$/;

/**
 * Days since 1970-01-01 of a day, or of the last day of a month (2024-03, 2024年3月, 202403, 2024年3期), a year (2024) or
 * a period (2024-01-01至2024-03-31); `noDay` when it is none of them.
 */
export function parsePeriodEnd(text: string): number {
  const plain = text.normalize("NFKC").replace(/\s+/g, " ").trim();
  const day = parseDayText(plain);
  if (!Number.isNaN(day)) return day;
  const match = accountingMonth.exec(plain) ?? month.exec(plain);
  if (match !== null) return lastDayOfMonth(Number(match[1]), Number(match[2]));
  if (/^\d{4}年?(度)?$/.test(plain)) return dayOf(Number(plain.slice(0, 4)), 12, 31);
  const parts = plain.split(/\s*(?:至|到|~|—|--| - )\s*/);
  const last = parts.at(-1) ?? "";
  return parts.length === 2 && last !== plain ? parsePeriodEnd(last) : noDay;
}

/** First day of a month and of the one after, of the texts that `parsePeriodEnd` takes for a month; null for others. */
export function parseMonth(text: string): { readonly from: number; readonly to: number } | null {
  const plain = text.normalize("NFKC").trim();
  const match = accountingMonth.exec(plain) ?? month.exec(plain);
  if (match === null) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  const from = dayOf(year, number, 1);
  const to = lastDayOfMonth(year, number) + 1;
  return Number.isNaN(from) || Number.isNaN(to) ? null : { from, to };
}

function lastDayOfMonth(year: number, number: number): number {
  return number === 12 ? dayOf(year, 12, 31) : dayOf(year, number + 1, 1) - 1;
}
