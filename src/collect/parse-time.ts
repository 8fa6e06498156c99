import { dayOf } from "./parse-day.ts";

/** Turns the text of a stamp into UTC milliseconds; NaN when it does not have the format. */
export type TimeParser = (text: string) => number;

const tokenPatterns: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{1,2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{1,2})",
  D: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{1,2})",
  H: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})(?:\\.(?<fraction>\\d{1,9}))?",
  Z: "(?<offset>Z|[+-]\\d{2}:?\\d{2})",
};

const tokens = /YYYY|MM?|DD?|HH?|mm|ss|Z|[^YMDHmsZ]+/g;

/** Whether a format can be compiled: every letter part of a token, each token once, and a whole day among them. */
export function isTimeFormat(format: string): boolean {
  const found = format.match(tokens) ?? [];
  const groups = found.map((token) => tokenPatterns[token]).filter((pattern) => pattern !== undefined);
  return (
    found.join("") === format &&
    new Set(groups).size === groups.length &&
    ["year", "month", "day"].every((name) => groups.some((pattern) => pattern.startsWith(`(?<${name}>`)))
  );
}

/** Whether a zone is `UTC`, an offset, or a name that this program knows. */
export function isZone(zone: string): boolean {
  try {
    compileZone(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Compiles a time format of a mapping.
 * @param format  tokens YYYY MM DD HH mm ss Z and separators; seconds may have a fraction
 * @param zone  an IANA name, `UTC` or an offset such as `+08:00`; unused where the format has `Z`
 */
export function compileTime(format: string, zone: string): TimeParser {
  const source = format.replace(tokens, (token) => {
    return tokenPatterns[token] ?? token.replace(/[/\-.]/g, "\\$&").replaceAll(" ", "[ T]");
  });
  const pattern = new RegExp(`^${source}$`);
  const toUtc = compileZone(zone);
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return Number.NaN;
    const local = localMsOf(groups);
    const offset = groups["offset"];
    return offset === undefined ? toUtc(local) : local - offsetMsOf(offset);
  };
}

/** The wall clock's reading as if it were UTC; NaN for an impossible one. 24:00 is the end of the day. */
function localMsOf(groups: Readonly<Record<string, string | undefined>>): number {
  const { year, month, day, hour = "0", minute = "0", second = "0", fraction = "0" } = groups;
  const days = dayOf(Number(year), Number(month), Number(day));
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (Number(minute) > 59 || Number(second) > 59 || seconds > 86_400) return Number.NaN;
  return days * 86_400_000 + seconds * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

/** A function from local milliseconds to UTC milliseconds. */
export function compileZone(zone: string): (localMs: number) => number {
  if (zone === "UTC" || /^[+-]\d{2}:?\d{2}$/.test(zone)) {
    const offset = zone === "UTC" ? 0 : offsetMsOf(zone);
    return (local) => local - offset;
  }
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const offsetAt = (utcMs: number): number => {
    const parts = new Map(format.formatToParts(utcMs).map((part) => [part.type, Number(part.value)]));
    const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
    const days = dayOf(get("year"), get("month"), get("day"));
    const local = days * 86_400_000 + get("hour") * 3_600_000 + get("minute") * 60_000;
    return local - Math.floor(utcMs / 60_000) * 60_000;
  };
  const offsetOf = (local: number): number => offsetAt(local - offsetAt(local));
  const onDay = keep((day) => {
    // A zone that changes does so for longer than a day: with one offset at both ends and in the middle, the day has it.
    const offset = offsetOf(day * dayMs);
    const isSame = offsetOf((day + 0.5) * dayMs) === offset && offsetOf((day + 1) * dayMs) === offset;
    return isSame ? offset : Number.NaN;
  });
  // Offsets change at most every quarter of an hour, so one look-up serves all stamps of it.
  const inQuarter = keep((quarter) => offsetOf(quarter * quarterMs));
  return (local) => {
    if (Number.isNaN(local)) return local;
    const offset = onDay(Math.floor(local / dayMs));
    return local - (Number.isNaN(offset) ? inQuarter(Math.floor(local / quarterMs)) : offset);
  };
}

const dayMs = 86_400_000;
const quarterMs = 900_000;
const mostKept = 100_000;

/** A function whose answers are kept, so many at a time. */
function keep(find: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= mostKept) known.clear();
    const value = find(key);
    known.set(key, value);
    return value;
  };
}

function offsetMsOf(text: string): number {
  if (text === "Z") return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000;
}
