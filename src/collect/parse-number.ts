const zero = 0x30;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;

/** Not an amount. */
export const malformed = Number.NaN;
/** An amount with a part below one fen. */
export const belowFen = Number.POSITIVE_INFINITY;
/** More digits than a stored integer has room for. */
export const tooLarge = Number.NEGATIVE_INFINITY;

/**
 * Whole fen of an amount in yuan, from its digits: no floating-point arithmetic on a fraction takes place.
 * @returns an integer below 2^53 in size, or `malformed`, `belowFen`, `tooLarge`
 */
export function parseFen(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start];
  let i = sign === minus || sign === plus ? start + 1 : start;
  let value = 0;
  let digits = 0;
  for (; i < end; i++) {
    const digit = (bytes[i] as number) - zero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    digits++;
  }
  let fraction = 0;
  let isBelowFen = false;
  if (i < end) {
    if (bytes[i] !== point) return malformed;
    for (i++; i < end; i++) {
      const digit = (bytes[i] as number) - zero;
      if (digit < 0 || digit > 9) return malformed;
      if (fraction < 2) value = value * 10 + digit;
      else if (digit !== 0) isBelowFen = true;
      fraction++;
    }
  }
  if (digits === 0 && fraction === 0) return malformed;
  if (isBelowFen) return belowFen;
  if (fraction === 0) value *= 100;
  else if (fraction === 1) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return tooLarge;
  return sign === minus ? 0 - value : value;
}

const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A decimal number times a scale, rounded half away from zero to an integer, computed on its digits.
 * @param scale  a positive number; its own decimal digits are taken
 * @returns an integer below 2^53 in size, `malformed` or `tooLarge`
 */
export function parseScaled(text: string, scale: number): number {
  const whole = wholePattern.exec(text);
  if (whole !== null && Number.isInteger(scale)) {
    const value = Number(whole[1]) * scale;
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value === 0 ? 0 : value;
  }
  const number = fractionOf(text);
  const factor = fractionOf(String(scale));
  if (number === null || factor === null) return malformed;
  const shift = number.decimals + factor.decimals;
  if (shift > 400 || shift < -20) return tooLarge;
  const product = number.digits * factor.digits;
  const scaled = shift <= 0 ? product * 10n ** BigInt(-shift) : divideRounded(product, 10n ** BigInt(shift));
  const value = Number(scaled);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : tooLarge;
}

const wholePattern = /^([+-]?\d{1,15})(?:\.0*)?$/;

function fractionOf(text: string): { readonly digits: bigint; readonly decimals: number } | null {
  if (text.length > 60) return null;
  const match = decimalPattern.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, decimals: fraction.length - Number(exponent) };
}

function divideRounded(value: bigint, by: bigint): bigint {
  const half = value < 0n ? -by / 2n : by / 2n;
  return (value + half) / by;
}

/**
 * A field as a person may have typed it, in plain ASCII: full-width digits and signs narrowed, all kinds of
 * spaces trimmed, thousands separators and a yuan sign removed.
 */
export function plainNumber(text: string): string {
  const narrow = text
    .normalize("NFKC")
    .trim()
    .replace(/^[¥¥]\s*/, "");
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(narrow) ? narrow.replaceAll(",", "") : narrow;
}
