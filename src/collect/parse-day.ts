/** Not a day of the calendar. */
export const noDay = Number.NaN;

const digitZero = 0x30;
const separators = new Set([0x2f, 0x2d, 0x2e]);

/**
 * Days since 1970-01-01 of a date written year, month, day with `/`, `-` or `.`, padded or not.
 * @returns an integer, or `noDay` when it is no such date or outside 1900–2299
 */
export function parseDay(bytes: Uint8Array, start: number, end: number): number {
  let part = 0;
  let year = 0;
  let month = 0;
  let day = 0;
  let digits = 0;
  let separator = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    const digit = byte - digitZero;
    if (digit >= 0 && digit <= 9) {
      if (++digits > 4) return noDay;
      if (part === 0) year = year * 10 + digit;
      else if (part === 1) month = month * 10 + digit;
      else day = day * 10 + digit;
    } else {
      if (digits === 0 || part === 2 || !separators.has(byte)) return noDay;
      if (part === 1 && byte !== separator) return noDay;
      if (part === 0 && digits !== 4) return noDay;
      separator = byte;
      part++;
      digits = 0;
    }
  }
  if (part !== 2 || digits === 0 || digits > 2) return noDay;
  return dayOf(year, month, day);
}

const longDate = /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/;
const compactDate = /^(\d{4})(\d{2})(\d{2})$/;
const datedTime = /^(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** The slower reading of a date: 2017年7月18日, 20170718, or with a time of day, which is left out. */
export function parseDayText(text: string): number {
  const plain = text.normalize("NFKC").trim();
  const match = longDate.exec(plain) ?? compactDate.exec(plain) ?? datedTime.exec(plain);
  if (match !== null) return dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  const bytes = Buffer.from(plain, "utf8");
  return parseDay(bytes, 0, bytes.length);
}

/**
 * Days since 1970-01-01 in the Gregorian calendar, or `noDay`.
 * @source H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil
 */
export function dayOf(year: number, month: number, day: number): number {
  if (year < 1900 || year > 2299 || month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) {
    return noDay;
  }
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
