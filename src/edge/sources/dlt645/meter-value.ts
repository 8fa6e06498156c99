import type { MeterQuantity } from "./data-identifier.ts";

/** A value exactly as the meter shows it: `digits` times 10^-decimals. */
export interface MeterValue {
  readonly digits: bigint;
  readonly decimals: number;
  /** `YYMMDDhhmm` of a demand; null for every other quantity. */
  readonly reachedAt: string | null;
}

/**
 * Reads the binary-coded decimal of a quantity, least significant byte first.
 * @returns null when the field is too short or a half byte is no decimal digit (a meter sends FF for "I have none")
 * @source DL/T 645-2007, 5.2.3 and annex A
 */
export function decodeMeterValue(field: Uint8Array, quantity: MeterQuantity): MeterValue | null {
  if (field.length < quantity.bytes) return null;
  const valueBytes = quantity.hasTime === true ? quantity.bytes - timeBytes : quantity.bytes;
  const bytes = Array.from(field.subarray(0, valueBytes)).reverse();
  const isNegative = quantity.isSigned && ((bytes[0] ?? 0) & signBit) !== 0;
  if (isNegative) bytes[0] = (bytes[0] ?? 0) & ~signBit;
  const digits = decimalDigits(bytes);
  if (digits === null) return null;
  const value = BigInt(digits);
  const reachedAt =
    quantity.hasTime === true
      ? decimalDigits(Array.from(field.subarray(valueBytes, quantity.bytes)).reverse())
      : null;
  return { digits: isNegative ? -value : value, decimals: quantity.decimals, reachedAt };
}

/** The bytes of a quantity as a meter sends them: what `decodeMeterValue` reads. */
export function encodeMeterValue(value: MeterValue, quantity: MeterQuantity): Uint8Array {
  const valueBytes = quantity.hasTime === true ? quantity.bytes - timeBytes : quantity.bytes;
  const isNegative = value.digits < 0n;
  const digits = (isNegative ? -value.digits : value.digits).toString().padStart(2 * valueBytes, "0");
  const bytes = decimalBytes(digits.slice(-2 * valueBytes));
  if (isNegative) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | signBit;
  const time = quantity.hasTime === true ? decimalBytes(value.reachedAt ?? "0000000000") : new Uint8Array(0);
  return Uint8Array.from([...bytes, ...time]);
}

/** Digits as a field: least significant byte first. */
export function decimalBytes(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  ).reverse();
}

const signBit = 0x80;
const timeBytes = 5;

function decimalDigits(bytes: readonly number[]): string | null {
  const text = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return /^\d+$/.test(text) ? text : null;
}
