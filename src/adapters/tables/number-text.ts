/** Not a number at all. */
export const notANumber = Symbol("not a number");

/** Powers of ten that a double holds exactly. */
const exactPowers = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);
/** So many digits always fit into the 53 bits of a double. */
const mostExactDigits = 15;

const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const zero = 0x30;

/**
 * The number in `bytes[start, end)`: the double nearest to its decimal digits; zero has no sign, so that it is one value.
 * @returns NaN when the fast way does not apply (then see `numberOfText`)
 * @source Clinger 1990: with at most 15 digits and a power of ten up to 22 one division is rounded correctly
 */
export function numberOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === minus || sign === plus) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let isFraction = false;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (isFraction) decimals++;
    } else if (byte === point && !isFraction) isFraction = true;
    else return Number.NaN;
  }
  if (digits === 0 || digits > mostExactDigits) return Number.NaN;
  const value = decimals === 0 ? mantissa : mantissa / (exactPowers[decimals] as number);
  return sign === minus ? 0 - value : value;
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const groupedNumber = /^([+-]?)[$¥¥€£]?\s*([+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?|[+-]?\d+\.?\d*|\.\d+)\s*(%?)$/;
const infinite = /^[+-]?(inf|infinity|∞)$/i;

/**
 * A number as people and programs write it: with an exponent, separators of thousands, a currency sign or a per cent
 * sign (12 % = 0.12); ±∞ for what says that it is infinite.
 */
export function numberOfText(text: string): number | typeof notANumber {
  if (plainNumber.test(text)) return Number(text);
  if (infinite.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const match = groupedNumber.exec(text);
  if (match === null) return notANumber;
  const [, sign, digits = "", percent] = match;
  const value = Number(digits.replaceAll(",", "")) * (sign === "-" ? -1 : 1);
  return percent === "%" ? value / 100 : value;
}

/**
 * Texts that mean "no value" in every column, upper and lower case told apart: `none` is a category of many data sets.
 * @source pandas 2.2, `read_csv`, na_values; `\N` of ClickHouse and MySQL
 */
export const missingTexts: readonly string[] = [
  ..."#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null".split(
    "|",
  ),
  "\\N",
];

/** Texts that mean "no value" in a column whose other values are numbers. */
export const missingMarks: ReadonlySet<string> = new Set(["?", ".", "-", "--", "*", "/", "—", "缺失", "无"]);

/** A number written as a code, such as a postal code: calculating with it makes no sense. */
export function isCode(text: string): boolean {
  return /^0\d+$/.test(text);
}
