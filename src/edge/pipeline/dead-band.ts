import type { EpochMs } from "#kernel";
import { absolute, add, compare, type ExactDecimal, multiply, negate } from "./exact-decimal.ts";

/** Which changes are worth sending. */
export interface DeadBand {
  readonly kind: "absolute" | "percent" | "percentOfSpan";
  readonly threshold: ExactDecimal;
  /** Greatest minus smallest value that the sensor gives; for `percentOfSpan`. */
  readonly span: ExactDecimal;
  /** Longest silence: a value that came so long after the last one sent is sent however near it is. */
  readonly heartbeatMs: number;
}

export interface SentValue {
  readonly value: ExactDecimal;
  readonly atMs: EpochMs;
}

/** Whether a value is to be sent after the last one that was; the first always is. */
export function passesDeadBand(band: DeadBand, last: SentValue | null, present: SentValue): boolean {
  if (last === null) return true;
  if (present.atMs - last.atMs >= band.heartbeatMs) return true;
  const change = absolute(add(present.value, negate(last.value)));
  if (change.digits === 0n) return false;
  return compare(change, thresholdOf(band, last.value)) >= 0;
}

const hundredth: ExactDecimal = { digits: 1n, exponent: -2 };

function thresholdOf(band: DeadBand, last: ExactDecimal): ExactDecimal {
  switch (band.kind) {
    case "absolute":
      return band.threshold;
    case "percent":
      return multiply(multiply(absolute(last), band.threshold), hundredth);
    case "percentOfSpan":
      return multiply(multiply(band.span, band.threshold), hundredth);
  }
}
