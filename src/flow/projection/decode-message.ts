import { type GatewaySource, inflateSparkplug, type MessagePlace, type StoredMessage } from "#intake";
import { Fault } from "#kernel";
import type { StoredEntry } from "#ledger";
import {
  createSparkplugDecoder,
  createSparkplugReader,
  type GatewayReading,
  parseSparkplugTopic,
  readGatewayMessage,
  readSparkplugBirth,
  type SparkplugBirth,
  type SparkplugTopic,
} from "#telemetry";

/** Gives the payload of a message in the log. */
export type RowAt = (origin: string, index: number, ordinal: number) => Promise<Uint8Array>;

/** Readings of messages by their places, since Sparkplug data says what it means only with its birth certificate. */
export interface MessageDecoder {
  /** Null where the message cannot be read; `unexplained` counts values that no birth certificate names. */
  decode(
    message: StoredMessage,
  ): Promise<{ readonly readings: readonly GatewayReading[]; readonly unexplained: number } | null>;
}

/** Makes a decoder for the messages of an entry. */
export function createMessageDecoder(entry: StoredEntry, rowAt: RowAt): MessageDecoder {
  const births = new Map<string, SparkplugBirth | null>();
  const birthOf = async (topic: SparkplugTopic, source: GatewaySource): Promise<SparkplugBirth | null> => {
    const place = topic.device === null ? source.births?.[0] : source.births?.at(-1);
    if (place === undefined) return null;
    const key = JSON.stringify([place, topic.node, topic.device]);
    let birth = births.get(key);
    if (birth === undefined) {
      birth = readBirth(await payloadAt(entry, place, rowAt), topic);
      births.set(key, birth);
    }
    return birth;
  };
  return {
    decode: async ({ source, payload }) => {
      const topic = parseSparkplugTopic(source.topic);
      try {
        if (topic === null) {
          return { readings: readGatewayMessage(new TextDecoder().decode(payload)).readings, unexplained: 0 };
        }
        if (topic.kind.endsWith("DEATH") || topic.kind.endsWith("CMD"))
          return { readings: [], unexplained: 0 };
        const birth = topic.kind.endsWith("BIRTH") ? readBirth(payload, topic) : await birthOf(topic, source);
        return readSparkplug(payload, topic, birth, Number(entry.header["receivedAtMs"]));
      } catch (cause) {
        if (cause instanceof Fault) return null;
        throw cause;
      }
    },
  };
}

async function payloadAt(
  entry: StoredEntry,
  { origin, index, ordinal }: MessagePlace,
  rowAt: RowAt,
): Promise<Uint8Array> {
  return await rowAt(origin ?? entry.origin, index ?? entry.index, ordinal);
}

function readBirth(payload: Uint8Array, { node, device }: SparkplugTopic): SparkplugBirth {
  return readSparkplugBirth(createSparkplugDecoder(inflateSparkplug).decode(payload), { node, device });
}

function readSparkplug(
  payload: Uint8Array,
  { node, device }: SparkplugTopic,
  birth: SparkplugBirth | null,
  receivedAtMs: number,
) {
  const columns = createSparkplugDecoder(inflateSparkplug).decode(payload);
  const found = createSparkplugReader().read(columns, birth, { node, device }, receivedAtMs);
  const readings: GatewayReading[] = [];
  for (let i = 0; i < found.count; i++) {
    const target = found.metrics[i]?.target ?? null;
    if (target === null) continue;
    const at = Math.round(found.atMs[i] as number);
    readings.push({ ...target, fromMs: at, toMs: at, value: found.value[i] as number });
  }
  return { readings, unexplained: found.unexplained + found.unreadable };
}
