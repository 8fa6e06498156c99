import { sealFaults } from "./errors.ts";

/**
 * Parses a size or an index: decimal digits without leading zeros, below 2^53. The formats allow 64 bits; a log
 * beyond 2^53 entries does not exist, so a hostile size is refused instead of being rounded.
 * @throws SEAL_MALFORMED
 */
export function parseSize(text: string, what: string): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    const found = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    throw sealFaults.fault("SEAL_MALFORMED", { what, expected: "a decimal number below 2^53", found });
  }
  return value;
}
