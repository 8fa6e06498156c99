import { sampleValue } from "../../pipeline/sample-value.ts";
import { readTime } from "../../pipeline/written-time.ts";
import type { Sample } from "../../source.ts";
import { atPointer } from "../json-pointer.ts";
import type { MqttChannel } from "./mqtt-config.ts";

/** A publication as far as it matters here. */
export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Kept by the broker from an earlier time: without a time of its own nobody knows of when. */
  readonly isRetained: boolean;
}

/** The samples of a publication; a value or a time that cannot be read is of bad quality. */
export function readMessage(
  channels: readonly MqttChannel[],
  message: Publication,
  nowMs: number,
): readonly Sample[] {
  const fitting = channels.filter(({ topic }) => topicFits(topic, message.topic));
  if (fitting.length === 0) return [];
  const content = parse(message.payload);
  return fitting.flatMap((channel) => {
    if (message.isRetained && channel.time === undefined) return [];
    const found = atPointer(content, channel.value);
    // Messages of several forms may share a topic: what is not there is not wrong.
    if (found === undefined) return [];
    const value = sampleValue(found, channel);
    const atMs = channel.time === undefined ? nowMs : timeOf(channel, atPointer(content, channel.time));
    const isGood = value !== null && atMs !== null;
    const at = atMs ?? nowMs;
    return [
      {
        element: channel.element,
        channel: channel.channel,
        fromMs: at,
        toMs: at,
        value: value ?? 0,
        quality: isGood ? ("good" as const) : ("bad" as const),
      },
    ];
  });
}

/** Whether a topic is in what a filter asks for. @source MQTT 3.1.1, 4.7 */
export function topicFits(filter: string, topic: string): boolean {
  const asked = filter.split("/");
  const levels = topic.split("/");
  for (const [index, level] of asked.entries()) {
    if (level === "#") return true;
    if (levels[index] === undefined || (level !== "+" && level !== levels[index])) return false;
  }
  return asked.length === levels.length;
}

function timeOf(channel: MqttChannel, found: unknown): number | null {
  const text = typeof found === "number" || typeof found === "string" ? String(found) : "";
  return readTime(text, { format: channel.timeFormat, zone: channel.zone });
}

/** JSON where it is some, else text: many machines publish bare numbers. */
function parse(payload: Uint8Array): unknown {
  const text = new TextDecoder().decode(payload);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
