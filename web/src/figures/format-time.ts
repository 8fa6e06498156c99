import { absent } from "./format-money.ts";

const shanghai = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** An instant as `2026-11-22 15:04:05` in Asia/Shanghai. */
export function formatInstant(atMs: number | null | undefined): string {
  return atMs === null || atMs === undefined ? absent : shanghai.format(atMs);
}

/** The business day of an instant, in Asia/Shanghai: `2026-11-22`. */
export function businessDayOf(atMs: number): string {
  return shanghai.format(atMs).slice(0, 10);
}

/** How long something took, in seconds. */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 0)} s`;
}
