import { bytesField, varintBytes } from "../protobuf-fields.ts";
import { sparkplugTypes } from "./datatype.ts";

/** A metric to be written: a number under one of the number types, a truth, or a text. */
export interface SparkplugMetric {
  readonly name?: string;
  readonly alias?: number;
  readonly atMs?: number;
  readonly datatype: number;
  readonly isHistorical?: boolean;
  /** null writes `is_null`. */
  readonly value: number | boolean | string | null;
}

/** Writes a payload. Integers of signed types go out in two's complement; 64-bit ones within ±(2^53 − 1). */
export function encodeSparkplug(payload: {
  readonly timestampMs: number;
  readonly seq?: number;
  readonly metrics: readonly SparkplugMetric[];
}): Uint8Array {
  const parts: number[] = [0x08, ...varintBytes(payload.timestampMs)];
  for (const metric of payload.metrics) parts.push(...bytesField(2, Uint8Array.from(metricBytes(metric))));
  if (payload.seq !== undefined) parts.push(0x18, ...varintBytes(payload.seq));
  return Uint8Array.from(parts);
}

/** The command that asks an edge node to be born again. @source Sparkplug 3.0.0, 5.8 */
export function encodeRebirthCommand(timestampMs: number): Uint8Array {
  const { boolean } = sparkplugTypes;
  return encodeSparkplug({
    timestampMs,
    metrics: [{ name: rebirthMetric, atMs: timestampMs, datatype: boolean, value: true }],
  });
}

/** Metric by which an edge node is told to be born again. */
export const rebirthMetric = "Node Control/Rebirth";

function metricBytes({ name, alias, atMs, datatype, isHistorical, value }: SparkplugMetric): number[] {
  return [
    ...(name === undefined ? [] : bytesField(1, new TextEncoder().encode(name))),
    ...(alias === undefined ? [] : [0x10, ...varintBytes(alias)]),
    ...(atMs === undefined ? [] : [0x18, ...varintBytes(atMs)]),
    0x20,
    ...varintBytes(datatype),
    ...(isHistorical === true ? [0x28, 1] : []),
    ...valueBytes(datatype, value),
  ];
}

function valueBytes(datatype: number, value: SparkplugMetric["value"]): number[] {
  const { float, double, boolean, int64, uint64, dateTime } = sparkplugTypes;
  if (value === null) return [0x38, 1];
  if (typeof value === "string") return [...bytesField(15, new TextEncoder().encode(value))];
  if (datatype === boolean) return [0x70, Number(value) === 0 ? 0 : 1];
  const number = Number(value);
  if (datatype === float || datatype === double) {
    const view = new DataView(new ArrayBuffer(datatype === float ? 4 : 8));
    if (datatype === float) view.setFloat32(0, number, true);
    else view.setFloat64(0, number, true);
    return [datatype === float ? 0x65 : 0x69, ...new Uint8Array(view.buffer)];
  }
  if (datatype === int64 || datatype === uint64 || datatype === dateTime) {
    return [0x58, ...varint64(BigInt.asUintN(64, BigInt(number)))];
  }
  return [0x50, ...varintBytes(number >>> 0)];
}

function varint64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}
