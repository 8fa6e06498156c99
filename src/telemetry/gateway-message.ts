import type { EpochMs } from "#kernel";
import { isJsonObject, type Json } from "#seal";
import { isElementCode } from "./head-shape.ts";
import { malformed } from "./malformed.ts";

/** Most readings in one message of a gateway. */
const maxReadings = 10_000;

/** One reading of a gateway, which signs nothing itself. */
export interface GatewayReading {
  readonly element: string;
  readonly channel: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** In the channel's base unit; fractions are allowed. */
  readonly value: number;
}

/** A message of a gateway: what its payload says. */
export interface GatewayReadings {
  /** With `sequence` the number by which a copy is known; null where the gateway does not count. */
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly readings: readonly GatewayReading[];
}

/**
 * Reads `{"epoch":…,"sequence":…,"readings":[{"element","channel","at","value"}…]}`; times are ms since 1970, a
 * reading over an interval has `from` beside `at`, which is then its end. Epoch and sequence come both or not at all.
 * @throws TELEMETRY_MALFORMED
 */
export function readGatewayMessage(text: string): GatewayReadings {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw malformed("message", "JSON", text);
  }
  if (!isJsonObject(value)) throw malformed("message", "an object", value);
  const { epoch, sequence, readings } = value;
  if ((epoch === undefined) !== (sequence === undefined)) {
    throw malformed("message", "both epoch and sequence, or neither", "one of them");
  }
  if (!Array.isArray(readings) || readings.length === 0 || readings.length > maxReadings) {
    throw malformed(
      "readings",
      `a list of 1 to ${maxReadings}`,
      Array.isArray(readings) ? readings.length : readings,
    );
  }
  return {
    epoch: epoch === undefined ? null : readCount("epoch", epoch),
    sequence: sequence === undefined ? null : readCount("sequence", sequence),
    readings: readings.map(readReading),
  };
}

/**
 * A value as the nearest integer times 10^scale; null where it is beyond 2^53 − 1 then.
 * @param scale −3…3
 */
export function toScaledInteger(value: number, scale: number): number | null {
  const integer = Math.round(scale <= 0 ? value * 10 ** -scale : value / 10 ** scale);
  return Number.isSafeInteger(integer) ? integer + 0 : null;
}

function readReading(value: Json): GatewayReading {
  if (!isJsonObject(value)) throw malformed("reading", "an object", value);
  const { element, channel, at, from, value: measured } = value;
  if (typeof element !== "string" || !isElementCode(element)) throw malformed("element", "a code", element);
  if (typeof channel !== "string" || channel.length === 0 || channel.length > 64) {
    throw malformed("channel", "the id of a channel", channel);
  }
  // JSON.parse makes 1e999 infinite.
  if (typeof measured !== "number" || !Number.isFinite(measured))
    throw malformed("value", "a number", measured);
  const toMs = readCount("at", at);
  const fromMs = from === undefined ? toMs : readCount("from", from);
  if (fromMs > toMs) throw malformed("from", "a time not after at", fromMs);
  return { element, channel, fromMs, toMs, value: measured };
}

function readCount(what: string, value: Json | undefined): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw malformed(what, "a whole number from 0 to 2^53 - 1", value);
  }
  return value;
}
