import { businessDayOf } from "../../figures/format-time.ts";

/** Today in Asia/Shanghai. */
export function today(): string {
  return businessDayOf(Date.now());
}

/** The day before the same day of next year. */
export function inOneYear(): string {
  const day = new Date(`${today()}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
