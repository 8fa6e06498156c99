import { setTimeout as wait } from "node:timers/promises";
import type { IPublishPacket, MqttClient } from "mqtt";
import {
  encodeRebirthCommand,
  formatSparkplugTopic,
  formatState,
  type RebirthRequest,
  stateTopicOf,
} from "#telemetry";
import type { BrowsedNode, Source, SourceFinding, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import {
  answered,
  asStranger,
  type BrokerSession,
  brokerFinding,
  joinBroker,
  subscribeTo,
} from "../broker.ts";
import { aborted, untilAborted } from "../reconnect.ts";
import { createMetricHost, type MetricHost } from "./metric-samples.ts";
import type { SparkplugConfig } from "./sparkplug-config.ts";

/** Edge nodes that speak Sparkplug B, with the collector as their primary or as one more host. */
export function sparkplugSource(place: SourcePlace): Source<SparkplugConfig> {
  return {
    open: (config, sink, signal) =>
      untilAborted(sink, signal, (hasConnected) => listen(config, place, sink, signal, hasConnected)),
    check: (config) => checkNodes(config, place),
    browse: (config) => browseMetrics(config, place),
  };
}

const tickMs = 500;

async function listen(
  config: SparkplugConfig,
  place: SourcePlace,
  sink: SourceSink,
  signal: AbortSignal,
  hasConnected: () => void,
): Promise<void> {
  const bornAtMs = sink.clock();
  const host = createMetricHost(config.channels);
  const tellHealth = healthTeller(host, sink);
  let session: BrokerSession | null = null;
  const take = async ({ topic, payload }: IPublishPacket): Promise<void> => {
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    const { samples, rebirth } = host.take(topic, bytes, sink.clock());
    if (rebirth !== null && session !== null) askForBirth(session.client, rebirth, sink.clock());
    tellHealth();
    if (samples.length > 0) await sink.samples(samples);
  };
  const state = config.hostId === undefined ? null : stateTopicOf(config.hostId);
  const say = (isOnline: boolean): Buffer => Buffer.from(formatState(isOnline, bornAtMs));
  session = await joinBroker(config.broker, place, {
    clientId: `touchstone-${config.id}`,
    isPersistent: false,
    take,
    ...(state === null ? {} : { will: { topic: state, payload: say(false), qos: 1 as const, retain: true } }),
  });
  const { client } = session;
  const publishState = async (topic: string, isOnline: boolean): Promise<void> => {
    if (session === null) return;
    await answered(session, client.publishAsync(topic, say(isOnline), { qos: 1, retain: true }));
  };
  const ticking = setInterval(() => {
    for (const request of host.tick(sink.clock())) askForBirth(client, request, sink.clock());
  }, tickMs);
  try {
    await subscribeTo(session, groupTopics(config));
    if (state !== null) await publishState(state, true);
    // Births came before we did: without them aliases mean nothing, and silent nodes would stay unknown.
    for (const node of nodesOf(config)) askForBirth(client, node, sink.clock());
    hasConnected();
    tellHealth();
    await Promise.race([session.ended, aborted(signal)]);
    if (state !== null && client.connected) await publishState(state, false);
  } finally {
    clearInterval(ticking);
    await session.leave();
  }
}

/** Down with the elements whose nodes or devices are not alive; up when all are. */
function healthTeller(host: MetricHost, sink: SourceSink): () => void {
  let told = "";
  return () => {
    const elements = host.offline();
    const key = elements.join("\n");
    if (key === told && key !== "") return;
    told = key;
    if (elements.length === 0) sink.health({ kind: "up" });
    else
      sink.health({
        kind: "down",
        reason: "notBorn",
        detail: `no birth of ${elements.join(", ")}`,
        elements,
      });
  };
}

type NodePlace = Pick<RebirthRequest, "group" | "node">;

function askForBirth(client: MqttClient, { group, node }: NodePlace, atMs: number): void {
  const topic = formatSparkplugTopic({ group, kind: "NCMD", node, device: null });
  // QoS 0, as the standard has it; a node that does not hear it is asked again by its next data.
  client.publish(topic, Buffer.from(encodeRebirthCommand(atMs)), { qos: 0 });
}

function nodesOf(config: SparkplugConfig): readonly NodePlace[] {
  const nodes = config.channels.map(({ group, node }) => ({ group, node }));
  return [...new Map(nodes.map((place) => [`${place.group}/${place.node}`, place])).values()];
}

function groupTopics(config: SparkplugConfig): readonly string[] {
  return [...new Set(config.channels.map(({ group }) => `spBv1.0/${group}/#`))];
}

/** How long births are waited for after they were asked for. */
const birthWaitMs = 3000;

/** Hears births under a name of its own, so that the collector that runs keeps its connection. */
async function hearBirths(config: SparkplugConfig, place: SourcePlace): Promise<MetricHost> {
  const host = createMetricHost(config.channels);
  const take = async ({ topic, payload }: IPublishPacket): Promise<void> => {
    host.take(topic, typeof payload === "string" ? Buffer.from(payload) : payload, Date.now());
  };
  const broker = asStranger(config.broker);
  const clientId = `touchstone-check-${process.pid}`;
  const session = await joinBroker(broker, place, { clientId, isPersistent: false, take });
  try {
    await subscribeTo(session, groupTopics(config));
    for (const node of nodesOf(config)) askForBirth(session.client, node, Date.now());
    const endMs = Date.now() + birthWaitMs;
    while (Date.now() < endMs && host.offline().length > 0) await wait(50);
    return host;
  } finally {
    await session.leave();
  }
}

async function checkNodes(config: SparkplugConfig, place: SourcePlace): Promise<readonly SourceFinding[]> {
  const host = await hearBirths(config, place).catch((cause: unknown) => brokerFinding(config.broker, cause));
  if ("path" in host) return [host];
  return config.channels.flatMap((channel, index): readonly SourceFinding[] => {
    const names = host.bornMetrics(channel);
    const where = [channel.group, channel.node, channel.device]
      .filter((part) => part !== undefined)
      .join("/");
    if (names === null) {
      const member = channel.device === undefined ? "node" : "device";
      return [
        {
          path: ["channels", index, member],
          expected: `a birth of ${where}`,
          found: `none in ${birthWaitMs} ms`,
        },
      ];
    }
    if (names.includes(channel.metric)) return [];
    const found = `only ${names.join(", ").slice(0, 200)}`;
    return [{ path: ["channels", index, "metric"], expected: `metric ${channel.metric} of ${where}`, found }];
  });
}

async function* browseMetrics(config: SparkplugConfig, place: SourcePlace): AsyncIterable<BrowsedNode> {
  const host = await hearBirths(config, place);
  const seen = new Set<string>();
  for (const { group, node, device } of config.channels) {
    const where = [group, node, device].filter((part) => part !== undefined).join("/");
    if (seen.has(where)) continue;
    seen.add(where);
    for (const name of host.bornMetrics({ group, node, device }) ?? []) {
      yield {
        address: `${where} ${name}`,
        name,
        dataType: null,
        unit: null,
        depth: device === undefined ? 0 : 1,
      };
    }
  }
}
