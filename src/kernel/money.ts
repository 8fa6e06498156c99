import { kernelFaults } from "./errors.ts";
import type { RatePpm } from "./rate.ts";

/** Money in fen (分, one hundredth of a yuan); JSON carries it as a decimal string. */
export type Fen = bigint;

/**
 * How a quotient becomes whole fen. `halfUp` rounds halves away from zero (四舍五入), `halfEven` to the even
 * neighbour; `floor` and `ceiling` are towards minus and plus infinity, `truncate` towards zero.
 */
export type RoundingMode = "halfUp" | "halfEven" | "floor" | "ceiling" | "truncate";

const yuanPattern = /^([+-]?)(\d+)(?:\.(\d{0,2})0*)?$/;

/**
 * Reads yuan text such as `1234.5` or `-943.40` exactly; surrounding spaces are allowed, separators are not.
 * @returns fen, or null when the text is not yuan with at most two significant decimals
 */
export function tryParseYuan(text: string): Fen | null {
  const match = yuanPattern.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = "", decimals = ""] = match;
  const magnitude = BigInt(whole + decimals.padEnd(2, "0"));
  return sign === "-" ? -magnitude : magnitude;
}

/** As `tryParseYuan`, for text that must be money. @throws KERNEL_MONEY_MALFORMED */
export function parseYuan(text: string): Fen {
  const fen = tryParseYuan(text);
  if (fen === null) throw kernelFaults.fault("KERNEL_MONEY_MALFORMED", { found: text.slice(0, 40) });
  return fen;
}

/** Reads the decimal string of fen that JSON carries. @throws KERNEL_FEN_MALFORMED */
export function parseFen(text: string): Fen {
  if (!/^-?\d{1,30}$/.test(text)) {
    throw kernelFaults.fault("KERNEL_FEN_MALFORMED", { found: text.slice(0, 40) });
  }
  return BigInt(text);
}

/** Yuan with exactly two decimals, `-943.40`; the inverse of `parseYuan`. */
export function formatYuan(fen: Fen): string {
  const digits = absolute(fen).toString().padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan to the fen with separators, as a sentence or a table for people shows it: `1,000,000.00`. */
export function formatGroupedYuan(fen: Fen): string {
  return formatYuan(fen).replace(/\B(?=(\d{3})+\.)/g, ",");
}

/** 万元 (ten thousand yuan) with two decimals for overviews, rounded half up: 1,234,567.89 yuan is `123.46`. */
export function formatWan(fen: Fen): string {
  return formatYuan(divideRounded(fen, 10_000n, "halfUp"));
}

/**
 * The only place where money meets a rate.
 * @param ratePpm parts per million, any sign
 * @throws KERNEL_RATE_NOT_INTEGER when the rate is not a safe integer
 */
export function multiplyByRate(fen: Fen, ratePpm: RatePpm, mode: RoundingMode): Fen {
  if (!Number.isSafeInteger(ratePpm)) {
    throw kernelFaults.fault("KERNEL_RATE_NOT_INTEGER", { found: ratePpm });
  }
  return divideRounded(fen * BigInt(ratePpm), 1_000_000n, mode);
}

/**
 * Splits money by largest remainder (最大余数法): the parts sum to the total exactly, and each differs from its
 * exact share by less than one fen. Ties go to the earlier part; a negative total is the mirror of its positive.
 * @param weights not negative; a weight of zero gets nothing
 * @throws KERNEL_WEIGHT_NEGATIVE, KERNEL_ALLOCATION_WITHOUT_WEIGHT (no weight above zero, total not zero)
 */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  const negative = weights.findIndex((weight) => weight < 0n);
  if (negative >= 0) {
    throw kernelFaults.fault("KERNEL_WEIGHT_NEGATIVE", {
      position: negative + 1,
      found: weights[negative] ?? 0n,
    });
  }
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (total === 0n) return weights.map(() => 0n);
  if (sum === 0n) {
    throw kernelFaults.fault("KERNEL_ALLOCATION_WITHOUT_WEIGHT", { total, weights: weights.length });
  }
  const sign = total < 0n ? -1n : 1n;
  const magnitude = absolute(total);
  const shares = weights.map((weight) => (magnitude * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }));
  remainders.sort((left, right) =>
    left.remainder === right.remainder ? left.index - right.index : left.remainder > right.remainder ? -1 : 1,
  );
  const missing = Number(magnitude - shares.reduce((left, right) => left + right, 0n));
  for (const { index } of remainders.slice(0, missing)) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares.map((share) => share * sign);
}

function absolute(fen: Fen): Fen {
  return fen < 0n ? -fen : fen;
}

/** The quotient of two integers in whole units by the named rounding; the denominator is above zero. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const away = numerator < 0n ? -1n : 1n;
  const twice = absolute(remainder) * 2n;
  switch (mode) {
    case "truncate":
      return quotient;
    case "floor":
      return away < 0n ? quotient - 1n : quotient;
    case "ceiling":
      return away < 0n ? quotient : quotient + 1n;
    case "halfUp":
      return twice >= denominator ? quotient + away : quotient;
    case "halfEven":
      if (twice === denominator) return quotient % 2n === 0n ? quotient : quotient + away;
      return twice > denominator ? quotient + away : quotient;
  }
}
