/** How times are written, and the zone of those that say none. */
export interface TimeFormat {
  readonly format: "text" | "epochMs" | "epochS";
  /** For example `+08:00`. */
  readonly zone: string;
}

/** Before this a clock was never set. */
const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads a time as machines and spreadsheets write it.
 * @returns null where it is none: no thirteenth month, no 30 February, nothing before 2000 or after 2100
 */
export function readTime(text: string, time: TimeFormat): number | null {
  const atMs = time.format === "text" ? readWritten(text, time.zone) : readEpoch(text, time.format);
  return atMs !== null && atMs >= earliestMs && atMs < latestMs ? atMs : null;
}

function readEpoch(text: string, format: "epochMs" | "epochS"): number | null {
  if (!/^\d{1,16}(\.\d{1,9})?$/.test(text)) return null;
  return Math.floor(Number(text) * (format === "epochS" ? 1000 : 1));
}

function readWritten(text: string, zone: string): number | null {
  const match = written.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", ownZone] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const back = new Date(local);
  const isReal =
    back.getUTCMonth() === Number(month) - 1 &&
    back.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  return isReal ? local + Number(fraction.padEnd(3, "0").slice(0, 3)) - zoneMs(ownZone ?? zone) : null;
}

function zoneMs(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.replace(":", "");
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
