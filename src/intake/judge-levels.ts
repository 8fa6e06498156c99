import { type BatchChannel, findChannel } from "#telemetry";
import type { ChannelSpan } from "./judge-rows.ts";
import { intakeParameters } from "./parameters.ts";

/** Since when a channel has had its value. */
export interface LevelState {
  readonly value: number;
  readonly sinceMs: number;
  readonly lastAtMs: number;
}

/**
 * Finds measured channels that have not changed for longer than is likely (a stuck sensor, a value held by a gateway
 * whose machine is gone) and remembers where each stands. Zero is a machine that rests.
 * @returns indexes of the channels, ascending
 */
export function judgeLevels(
  levels: Map<string, LevelState>,
  channels: readonly BatchChannel[],
  spans: readonly ChannelSpan[],
): readonly number[] {
  const flat: number[] = [];
  for (const span of spans) {
    const channel = channels[span.channel];
    if (channel === undefined || findChannel(channel.channel)?.sort !== "level") continue;
    const key = `${channel.element}/${channel.channel}`;
    const scale = 10 ** channel.scale;
    const before = levels.get(key);
    // What arrives out of order says nothing about how long the newest value has stood.
    if (before !== undefined && span.firstAtMs < before.lastAtMs) continue;
    const isUnchanged =
      before !== undefined &&
      before.value === span.firstValue * scale &&
      span.sinceMs <= span.firstAtMs &&
      span.firstValue === span.lastValue;
    const sinceMs = isUnchanged ? before.sinceMs : span.sinceMs;
    levels.set(key, { value: span.lastValue * scale, sinceMs, lastAtMs: span.lastAtMs });
    if (span.lastValue !== 0 && span.lastAtMs - sinceMs > intakeParameters.flatLineMs.value) {
      flat.push(span.channel);
    }
  }
  return flat.toSorted((a, b) => a - b);
}
