/** Number formats of a workbook by the number of a cell's style. */
export interface CellStyles {
  /** Whether numbers of a style are dates or times. */
  readonly isDate: readonly boolean[];
  /** Whether days are counted from 1904, as old Macintosh workbooks do. */
  readonly from1904: boolean;
}

const dayMs = 86_400_000;
const epoch1900 = -25_569;
const epoch1904 = -24_107;

/**
 * The text of a number in a cell: at most 15 significant digits, which is all that a spreadsheet shows, never with
 * an exponent. @source Excel specifications and limits, "Number precision: 15 digits"
 */
export function numberText(raw: string): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw.trim();
  const short = String(Number(value.toPrecision(15)));
  if (!short.includes("e")) return short;
  const [digits = "", exponent = "0"] = short.split("e");
  const power = Number(exponent);
  if (Math.abs(power) > 40) return short;
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const sign = short.startsWith("-") ? "-" : "";
  if (power > 0) return `${sign}${whole}${fraction.padEnd(power, "0")}`;
  return `${sign}0.${"0".repeat(-power - 1)}${whole}${fraction}`;
}

/** The text of a date cell: `2024-03-01`, with ` 08:30:00` where it has a time of day, or `08:30:00` alone. */
export function dateText(raw: string, from1904: boolean): string {
  const serial = Number(raw);
  const days = serial + (from1904 ? epoch1904 : epoch1900);
  if (raw.trim() === "" || !Number.isFinite(serial) || serial < 0 || serial > 2_958_466)
    return numberText(raw);
  // Whole seconds: a time of day is a binary fraction and never exact.
  const ms = Math.round((days * dayMs) / 1000) * 1000;
  const text = new Date(ms).toISOString();
  const clock = text.slice(11, 19);
  if (serial < 1) return clock;
  return clock === "00:00:00" ? text.slice(0, 10) : `${text.slice(0, 10)} ${clock}`;
}

/** Formats that every workbook has. @source ECMA-376 part 1, 18.8.30, with the East Asian ones */
export function isBuiltInDateFormat(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Whether a format shows a date or a time: a letter of one outside of quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const plain = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(plain.replace(/general/gi, ""));
}
