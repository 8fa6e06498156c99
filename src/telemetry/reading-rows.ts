import type { BatchRows } from "./crypto.ts";
import { malformed } from "./malformed.ts";

/** Readings as columns; element i of each belongs to row i. Times in ms since 1970, `toMs` ≥ `fromMs`. */
export interface ReadingColumns {
  readonly count: number;
  /** Index into the channels of the head. */
  readonly channel: Uint16Array;
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
  /** Whole numbers within ±(2^53 − 1), times 10^scale of the channel in its base unit. */
  readonly value: Float64Array;
}

const comma = 0x2c;
const lineFeed = 0x0a;
const minus = 0x2d;
const zero = 0x30;

/**
 * Writes the rows `<channel>,<from ms>,<to ms>,<integer>` with a line feed each.
 * @throws TELEMETRY_MALFORMED when a number is no whole number within 2^53 − 1
 */
export function encodeReadings(readings: ReadingColumns): BatchRows {
  const lines: string[] = [];
  const ends = new Uint32Array(readings.count);
  let end = 0;
  for (let i = 0; i < readings.count; i++) {
    const numbers = [readings.channel[i], readings.fromMs[i], readings.toMs[i], readings.value[i]];
    // Minus zero would be written as 0 and read back as another value.
    if (!numbers.every((number) => Number.isSafeInteger(number))) {
      throw malformed(`reading ${i}`, "whole numbers within 2^53 - 1", numbers);
    }
    const line = `${numbers.join(",")}\n`;
    lines.push(line);
    end += line.length;
    ends[i] = end;
  }
  return { bytes: new TextEncoder().encode(lines.join("")), ends };
}

/**
 * Reads the rows of a batch of readings; one text per row: no leading zeros, no plus sign, no minus zero.
 * @param channelCount how many channels the head has
 * @throws TELEMETRY_MALFORMED naming the row
 */
export function decodeReadings(rows: BatchRows, channelCount: number): ReadingColumns {
  const { bytes, ends } = rows;
  const count = ends.length;
  const readings: ReadingColumns = {
    count,
    channel: new Uint16Array(count),
    fromMs: new Float64Array(count),
    toMs: new Float64Array(count),
    value: new Float64Array(count),
  };
  const cursor = { at: 0 };
  for (let i = 0; i < count; i++) {
    const channel = readNumber(bytes, cursor, comma);
    const fromMs = readNumber(bytes, cursor, comma);
    const toMs = readNumber(bytes, cursor, comma);
    const value = readNumber(bytes, cursor, lineFeed);
    const isWhole = channel >= 0 && channel < channelCount && fromMs >= 0 && toMs >= fromMs;
    if (!isWhole || Number.isNaN(value) || cursor.at !== ends[i]) throw badRow(rows, i);
    readings.channel[i] = channel;
    readings.fromMs[i] = fromMs;
    readings.toMs[i] = toMs;
    readings.value[i] = value;
  }
  if (cursor.at !== bytes.length)
    throw malformed("rows", "nothing after the last row", bytes.length - cursor.at);
  return readings;
}

/** Ends of the lines of `bytes`; what follows the last line feed counts as a row too, which no codec accepts. */
export function endsOfLines(bytes: Uint8Array, maxRows: number): Uint32Array {
  const ends: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const next = bytes.indexOf(lineFeed, at);
    at = next === -1 ? bytes.length : next + 1;
    ends.push(at);
    if (ends.length > maxRows) throw malformed("rows", `at most ${maxRows} rows`, "more");
  }
  return Uint32Array.from(ends);
}

/** A whole number up to `stop`, which is skipped; NaN for anything else. */
function readNumber(bytes: Uint8Array, cursor: { at: number }, stop: number): number {
  let at = cursor.at;
  const isNegative = bytes[at] === minus;
  if (isNegative) at += 1;
  const first = at;
  let value = 0;
  let byte = bytes[at] ?? -1;
  while (byte >= zero && byte <= zero + 9) {
    value = value * 10 + (byte - zero);
    at += 1;
    byte = bytes[at] ?? -1;
  }
  cursor.at = at + 1;
  const digits = at - first;
  if (byte !== stop || digits === 0 || digits > 16 || value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  const hasLeadingZero = bytes[first] === zero && (digits > 1 || isNegative);
  if (hasLeadingZero) return Number.NaN;
  return isNegative ? -value : value;
}

function badRow({ bytes, ends }: BatchRows, i: number) {
  const start = i === 0 ? 0 : (ends[i - 1] ?? 0);
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(ends[i] ?? start, start + 80)));
  return malformed(`row ${i}`, "<channel>,<from ms>,<to ms>,<integer> and a line feed", text);
}
