import {
  createSparkplugDecoder,
  createSparkplugHost,
  nameOf,
  numberOf,
  parseSparkplugTopic,
  type RebirthRequest,
  type SparkplugBirth,
  type SparkplugColumns,
  type SparkplugTopic,
  type StalePlace,
  textOf,
} from "#telemetry";
import { sampleValue } from "../../pipeline/sample-value.ts";
import type { Sample } from "../../source.ts";
import { inflatePayload } from "./inflate-payload.ts";
import type { SparkplugChannel } from "./sparkplug-config.ts";

/** What one message of an edge node gave. */
export interface TakenMessage {
  readonly samples: readonly Sample[];
  readonly rebirth: RebirthRequest | null;
}

/** A host application for the channels of a configuration: follows births, aliases, sequence numbers and deaths. */
export interface MetricHost {
  take(topic: string, payload: Uint8Array, nowMs: number): TakenMessage;
  tick(nowMs: number): readonly RebirthRequest[];
  /** Elements whose node or device is not alive. */
  offline(): readonly string[];
  /** Names of the metrics in the last birth of a place; null before one. */
  bornMetrics(channel: Pick<SparkplugChannel, "group" | "node" | "device">): readonly string[] | null;
}

export function createMetricHost(channels: readonly SparkplugChannel[]): MetricHost {
  const host = createSparkplugHost();
  const decoder = createSparkplugDecoder(inflatePayload);
  const byMetric = new Map(channels.map((channel) => [`${placeOf(channel)} ${channel.metric}`, channel]));
  const births = new Map<string, SparkplugBirth>();
  const forget = (stale: readonly StalePlace[]): void => {
    for (const place of stale) births.delete(placeOf(place));
  };
  return {
    take(text, payload, nowMs) {
      const topic = parseSparkplugTopic(text);
      if (topic === null || topic.kind === "NCMD" || topic.kind === "DCMD")
        return { samples: [], rebirth: null };
      const columns = decode(decoder, payload);
      if (columns === null) return { samples: [], rebirth: null };
      const verdict = host.take(topic, columns, nowMs);
      forget(verdict.stale);
      const { birth, rebirth } = verdict;
      if (birth === null) return { samples: [], rebirth };
      if (topic.kind.endsWith("BIRTH")) births.set(placeOf(topic), birth);
      const explains = (name: string): SparkplugChannel | undefined =>
        byMetric.get(`${placeOf(topic)} ${name}`);
      return { samples: samplesOf(topic, columns, birth, explains, nowMs), rebirth };
    },
    tick: (nowMs) => host.tick(nowMs),
    offline: () => [
      ...new Set(
        channels
          .filter(
            ({ group, node, device }) =>
              !host.isOnline(group, node, ...(device === undefined ? [] : [device])),
          )
          .map(({ element }) => element),
      ),
    ],
    bornMetrics: (channel) => births.get(placeOf(channel))?.metrics.map(({ name }) => name) ?? null,
  };
}

function placeOf(place: {
  readonly group: string;
  readonly node: string;
  readonly device?: string | null | undefined;
}): string {
  return `${place.group}/${place.node}/${place.device ?? ""}`;
}

/** Bytes that are no payload are passed over: whoever sent them will be missed by its sequence number. */
function decode(
  decoder: ReturnType<typeof createSparkplugDecoder>,
  payload: Uint8Array,
): SparkplugColumns | null {
  try {
    return decoder.decode(payload);
  } catch {
    return null;
  }
}

function samplesOf(
  topic: SparkplugTopic,
  columns: SparkplugColumns,
  birth: SparkplugBirth,
  explains: (name: string) => SparkplugChannel | undefined,
  nowMs: number,
): Sample[] {
  const samples: Sample[] = [];
  for (let at = 0; at < columns.count; at += 1) {
    const alias = columns.alias[at] ?? -1;
    const born =
      birth.metrics[alias >= 0 ? birth.indexOfAlias(alias) : birth.indexOfName(nameOf(columns, at) ?? "")];
    const channel = born === undefined ? undefined : explains(born.name);
    if (born === undefined || channel === undefined) continue;
    const own = columns.datatype[at] ?? -1;
    const read = textOf(columns, at) ?? numberOf(columns, at, own > 0 ? own : born.datatype);
    const value = sampleValue(read, channel);
    const told = columns.atMs[at] ?? Number.NaN;
    const atMs = Number.isNaN(told)
      ? Number.isNaN(columns.timestampMs)
        ? nowMs
        : columns.timestampMs
      : told;
    samples.push({
      element: channel.element,
      channel: channel.channel,
      fromMs: atMs,
      toMs: atMs,
      value: value ?? 0,
      // A null metric says that its sensor has no value; a birth repeats the last one, which still holds.
      quality: value === null ? "bad" : "good",
    });
  }
  return topic.kind.endsWith("DEATH") ? [] : samples;
}
