import type { DataValue, ReadValueIdOptions } from "node-opcua-client";
import { sampleValue } from "../../pipeline/sample-value.ts";
import type { Sample, SampleQuality } from "../../source.ts";
import type { OpcuaChannel, OpcuaConfig } from "./opcua-config.ts";

/** DataType ids of OPC UA part 6, 5.1.2 that the library gives as a pair of 32-bit halves. */
const int64 = 8;
const uint64 = 9;

/** A value of a node as a sample; one that is no number, or has no code, is of bad quality. */
export function sampleOfNode(
  channel: OpcuaChannel,
  value: DataValue,
  time: OpcuaConfig["time"],
  nowMs: number,
): Sample {
  const number = sampleValue(plainValue(value, channel.index), channel);
  const atMs = timeOf(value, time) ?? nowMs;
  return {
    element: channel.element,
    channel: channel.channel,
    fromMs: atMs,
    toMs: atMs,
    value: number ?? 0,
    quality: number === null ? "bad" : qualityOf(value),
  };
}

/** The two top bits of a status code are its severity. @source OPC UA part 4, 7.39.1 */
export function qualityOf(value: DataValue): SampleQuality {
  const severity = value.statusCode.value >>> 30;
  return severity === 0 ? "good" : severity === 1 ? "uncertain" : "bad";
}

/** The value as JavaScript has it; 64-bit integers become bigint. */
export function plainValue(value: DataValue, index: number | undefined): unknown {
  const { dataType, value: held } = value.value;
  const item = index === undefined ? held : isList(held) ? held[index] : undefined;
  if ((dataType !== int64 && dataType !== uint64) || !isList(item)) return item;
  const [high, low] = [item[0], item[1]];
  if (typeof high !== "number" || typeof low !== "number") return undefined;
  const whole = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return dataType === int64 ? BigInt.asIntN(64, whole) : whole;
}

function timeOf(value: DataValue, time: OpcuaConfig["time"]): number | null {
  const [first, second] =
    time === "source"
      ? [value.sourceTimestamp, value.serverTimestamp]
      : [value.serverTimestamp, value.sourceTimestamp];
  const atMs = (first ?? second)?.getTime();
  return atMs === undefined || Number.isNaN(atMs) || atMs <= 0 ? null : atMs;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** What a reading of the values of these channels asks for. */
export function readsOf(channels: readonly OpcuaChannel[]): ReadValueIdOptions[] {
  return channels.map((channel) => ({ nodeId: channel.node, attributeId: 13 }));
}
