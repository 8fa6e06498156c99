import type { IPublishPacket } from "mqtt";
import type { BrowsedNode, Sample, Source, SourceFinding, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { asStranger, brokerFinding, joinBroker, subscribeTo } from "../broker.ts";
import { aborted, untilAborted } from "../reconnect.ts";
import { watchKept } from "./kept-messages.ts";
import type { MqttConfig } from "./mqtt-config.ts";
import { readMessage } from "./read-message.ts";

/**
 * Messages of machines on a broker. The broker keeps them while the collector is away (QoS 1, a session that stays),
 * and forgets each only when it is on the collector's disk.
 */
export function mqttSource(place: SourcePlace): Source<MqttConfig> {
  return {
    open: (config, sink, signal) => {
      const news = hearNews(config, sink);
      return untilAborted(sink, signal, (hasConnected) =>
        listen(config, place, news, sink, signal, hasConnected),
      );
    },
    check: (config) => checkBroker(config, place),
    browse: (config, below, signal) => browseTopics(config, place, below ?? "#", signal),
  };
}

async function listen(
  config: MqttConfig,
  place: SourcePlace,
  news: News,
  sink: SourceSink,
  signal: AbortSignal,
  hasConnected: () => void,
): Promise<void> {
  const clientId = `touchstone-${config.id}`;
  const session = await joinBroker(config.broker, place, { clientId, isPersistent: true, ...news });
  try {
    const refused = await subscribeTo(session, topicsOf(config));
    if (refused.length > 0) {
      const detail = `the broker refuses ${refused.join(", ")}`;
      sink.health({ kind: "down", reason: "accessDenied", detail });
    } else {
      sink.health({ kind: "up" });
    }
    hasConnected();
    await Promise.race([session.ended, aborted(signal)]);
  } finally {
    await session.leave();
  }
}

/** What goes on over broken connections. */
interface News {
  /** Passes on what was not passed on before; resolves when it is on the disk. */
  take(packet: IPublishPacket): Promise<void>;
  /** @param isResumed  whether the broker says that it kept what came meanwhile */
  joined(isResumed: boolean): void;
}

function hearNews(config: MqttConfig, sink: SourceSink): News {
  const recent = new Set<string>();
  const kept = watchKept(config.broker.keepsMessages, sink);
  let stored: Promise<unknown> = Promise.resolve();
  return {
    take: async ({ topic, payload, retain }) => {
      const message = { topic, payload: bytesOf(payload), isRetained: retain };
      const found = readMessage(config.channels, message, sink.clock());
      const samples = found.filter((sample) => isNew(recent, sample));
      kept.heard(found);
      // A repetition is acknowledged when the first one is on the disk, not before.
      if (samples.length > 0) stored = Promise.all([stored, sink.samples(samples, kept.position)]);
      await stored;
    },
    joined: kept.joined,
  };
}

/** So many samples are remembered: more than a broker has on the way to one client. */
const mostRecent = 10_000;

/** A broker that missed acknowledgements, or was restarted, repeats messages with the same time and value. */
function isNew(recent: Set<string>, sample: Sample): boolean {
  const key = `${sample.element} ${sample.channel} ${sample.toMs} ${sample.value} ${sample.quality}`;
  if (recent.has(key)) return false;
  recent.add(key);
  for (const oldest of recent) {
    if (recent.size <= mostRecent) break;
    recent.delete(oldest);
  }
  return true;
}

function topicsOf(config: MqttConfig): readonly string[] {
  return [...new Set(config.channels.map(({ topic }) => topic))];
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === "string" ? Buffer.from(payload) : payload;
}

async function checkBroker(config: MqttConfig, place: SourcePlace): Promise<readonly SourceFinding[]> {
  const clientId = `touchstone-check-${process.pid}`;
  const take = async (): Promise<void> => undefined;
  const broker = asStranger(config.broker);
  const session = await joinBroker(broker, place, { clientId, isPersistent: false, take }).catch(
    (cause: unknown) => brokerFinding(config.broker, cause),
  );
  if ("path" in session) return [session];
  try {
    const refused = await subscribeTo(session, topicsOf(config));
    return config.channels.flatMap(({ topic }, index) =>
      refused.includes(topic)
        ? [
            {
              path: ["channels", index, "topic"],
              expected: `leave to subscribe to ${topic}`,
              found: "refused",
            },
          ]
        : [],
    );
  } finally {
    await session.leave();
  }
}

/** How long topics are listened for. */
const browseMs = 5000;

async function* browseTopics(
  config: MqttConfig,
  place: SourcePlace,
  filter: string,
  signal: AbortSignal,
): AsyncIterable<BrowsedNode> {
  const found = new Map<string, string>();
  const take = async ({ topic, payload }: IPublishPacket): Promise<void> => {
    if (found.size < 10_000) found.set(topic, new TextDecoder().decode(bytesOf(payload)).slice(0, 80));
  };
  const clientId = `touchstone-browse-${process.pid}`;
  const broker = asStranger(config.broker);
  const session = await joinBroker(broker, place, { clientId, isPersistent: false, take });
  try {
    await subscribeTo(session, [filter]);
    await Promise.race([session.ended, aborted(AbortSignal.any([signal, AbortSignal.timeout(browseMs)]))]);
  } finally {
    await session.leave();
  }
  for (const [topic, sample] of [...found].sort(([left], [right]) => (left < right ? -1 : 1))) {
    yield { address: topic, name: sample, dataType: null, unit: null, depth: topic.split("/").length - 1 };
  }
}
