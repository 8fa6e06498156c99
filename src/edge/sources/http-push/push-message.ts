import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "#seal";
import { sampleValue } from "../../pipeline/sample-value.ts";
import { readTime } from "../../pipeline/written-time.ts";
import type { Sample, SourceEvent } from "../../source.ts";
import type { PushConfig } from "./push-config.ts";

const time = z.union([z.number(), z.string().min(1).max(40)]);

/** What a machine posts: readings, events, or both; `id` makes a repetition harmless. */
const messageSchema = z.strictObject({
  id: z.string().min(1).max(100).optional(),
  readings: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        value: z.union([z.number(), z.string().max(200), z.boolean()]),
        /** ms since 1970 or ISO 8601; left out, now. */
        at: time.optional(),
        /** Beginning, where the value is of an interval that ends `at`. */
        from: time.optional(),
      }),
    )
    .max(20_000)
    .default([]),
  events: z.array(z.record(z.string(), z.unknown())).max(5000).default([]),
});

/** One thing of a message that was not kept, and why. */
export interface RefusedPart {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export interface PushedMessage {
  readonly id: string | null;
  readonly samples: readonly Sample[];
  readonly events: readonly SourceEvent[];
}

/** Reads a message whole, or says what is wrong with it: half a message is never kept. */
export function readPushed(
  config: PushConfig,
  body: unknown,
  nowMs: number,
):
  | { readonly kind: "message"; readonly message: PushedMessage }
  | { readonly kind: "refused"; readonly parts: readonly RefusedPart[] } {
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) {
    const parts = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
      path: path.join("."),
      expected: message,
      found: "something else",
    }));
    return { kind: "refused", parts };
  }
  const parts: RefusedPart[] = [];
  const byName = new Map(config.channels.map((map) => [map.name ?? `${map.element}/${map.channel}`, map]));
  const samples = parsed.data.readings.flatMap((reading, index): Sample[] => {
    const map = byName.get(reading.name);
    const toMs = reading.at === undefined ? nowMs : timeOf(reading.at);
    const fromMs = reading.from === undefined ? toMs : timeOf(reading.from);
    const value = map === undefined ? null : sampleValue(reading.value, map);
    const refuse = (member: string, expected: string, found: unknown): Sample[] => {
      parts.push({ path: `readings.${index}.${member}`, expected, found: String(found).slice(0, 60) });
      return [];
    };
    if (map === undefined) return refuse("name", "a name of the configuration", reading.name);
    if (toMs === null) return refuse("at", "a time", reading.at);
    if (fromMs === null || fromMs > toMs) return refuse("from", "a time not after `at`", reading.from);
    if (value === null)
      return refuse("value", map.states === undefined ? "a number" : "a known state", reading.value);
    return [{ element: map.element, channel: map.channel, fromMs, toMs, value, quality: "good" }];
  });
  const events = parsed.data.events.flatMap((row, index): SourceEvent[] => {
    const atMs = row["atMs"];
    if (isJsonObject(row) && isPlainJson(row) && typeof atMs === "number" && Number.isSafeInteger(atMs)) {
      return [{ atMs, row }];
    }
    parts.push({ path: `events.${index}.atMs`, expected: "ms since 1970", found: String(atMs).slice(0, 60) });
    return [];
  });
  if (parts.length > 0) return { kind: "refused", parts: parts.slice(0, 20) };
  return { kind: "message", message: { id: parsed.data.id ?? null, samples, events } };
}

function timeOf(time: number | string): number | null {
  return readTime(String(time), { format: typeof time === "number" ? "epochMs" : "text", zone: "+08:00" });
}

/** What came through JSON.parse is JSON. */
function isPlainJson(_row: Json | Record<string, unknown>): _row is JsonObject {
  return true;
}
