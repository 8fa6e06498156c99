/**
 * A decimal number without rounding: `digits` times 10^exponent. Machines send binary floating point; its shortest
 * decimal text is what the maker meant (0.1, not 0.1000000000000000055), and every step after it is exact.
 */
export interface ExactDecimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const zero: ExactDecimal = { digits: 0n, exponent: 0 };

/** Smaller values than this are 0: no channel has a scale below a thousandth. */
const smallestExponent = -40;
const largestExponent = 40;

/** The decimal of a number; null where it is not finite or too large for any channel. */
export function decimalOf(value: number): ExactDecimal | null {
  return Number.isFinite(value) ? parseDecimal(String(value)) : null;
}

/**
 * Reads a decimal such as `-12.50`, `1e3` or `.5`.
 * @returns null for anything else: no thousands separators, no words, nothing empty
 */
export function parseDecimal(text: string): ExactDecimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i.exec(text);
  const [, sign = "", whole = "", fraction = "", power = "0"] = match ?? [];
  if (match === null || whole.length + fraction.length === 0 || whole.length + fraction.length > 60)
    return null;
  const digits = BigInt(`${whole}${fraction}`);
  const exponent = Number(power) - fraction.length;
  if (digits === 0n || exponent + whole.length + fraction.length < smallestExponent) return zero;
  if (exponent > largestExponent) return null;
  return { digits: sign === "-" ? -digits : digits, exponent };
}

export function decimalText(value: ExactDecimal): string {
  return `${value.digits}e${value.exponent}`;
}

export function add(left: ExactDecimal, right: ExactDecimal): ExactDecimal {
  const exponent = Math.min(left.exponent, right.exponent);
  return { digits: digitsAt(left, exponent) + digitsAt(right, exponent), exponent };
}

export function negate(value: ExactDecimal): ExactDecimal {
  return { digits: -value.digits, exponent: value.exponent };
}

export function multiply(left: ExactDecimal, right: ExactDecimal): ExactDecimal {
  return { digits: left.digits * right.digits, exponent: left.exponent + right.exponent };
}

/** Negative, zero or positive, as `left` is smaller, equal or greater. */
export function compare(left: ExactDecimal, right: ExactDecimal): number {
  const { digits } = add(left, negate(right));
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

export function absolute(value: ExactDecimal): ExactDecimal {
  return value.digits < 0n ? negate(value) : value;
}

/**
 * The integer that stands for `value × numerator ÷ denominator` at a scale, halves rounded away from zero: the one
 * place of the whole pipeline that rounds.
 * @param scale  the integer counts units of 10^scale
 * @returns null when it is beyond ±(2^53 − 1)
 */
export function roundHalfAwayFromZero(
  value: ExactDecimal,
  scale: number,
  ratio: { readonly numerator: bigint; readonly denominator: bigint },
): number | null {
  const shift = value.exponent - scale;
  const top = value.digits * ratio.numerator * 10n ** BigInt(Math.max(shift, 0));
  const bottom = ratio.denominator * 10n ** BigInt(Math.max(-shift, 0));
  const size = top < 0n ? -top : top;
  const rounded = (2n * size + bottom) / (2n * bottom);
  const integer = Number(top < 0n ? -rounded : rounded);
  return Number.isSafeInteger(integer) ? integer : null;
}

function digitsAt(value: ExactDecimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}
