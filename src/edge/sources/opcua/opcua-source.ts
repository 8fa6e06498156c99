import type {
  ClientMonitoredItemGroup,
  ClientSession,
  ClientSubscription,
  DataValue,
} from "node-opcua-client";
import type { Sample, Source, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { aborted, untilAborted } from "../reconnect.ts";
import { browseVariables } from "./browse-nodes.ts";
import { checkServer } from "./check-server.ts";
import { readsOf, sampleOfNode } from "./node-value.ts";
import { connectSession, shownCertificates, trustStoreOf } from "./opcua-client.ts";
import type { OpcuaChannel, OpcuaConfig } from "./opcua-config.ts";

/**
 * A server that tells changes by itself. The library repairs a broken connection (secure channel, session, and the
 * subscription with what the server kept in its queues); when it cannot, the connection is made anew.
 */
export function opcuaSource(place: SourcePlace): Source<OpcuaConfig> {
  return {
    open: (config, sink, signal) =>
      untilAborted(sink, signal, (hasConnected) => follow(config, place, sink, signal, hasConnected)),
    check: (config) => checkServer(config, place),
    trust: async (config) => {
      const store = await trustStoreOf(place);
      return (await shownCertificates(config, place)).map((certificate) => store.trust(certificate));
    },
    browse: async function* (config, below, signal) {
      const { client, session } = await connectSession(config, place);
      try {
        yield* browseVariables(session, below ?? "ns=0;i=85", signal);
      } finally {
        await session.close().catch(() => undefined);
        await client.disconnect().catch(() => undefined);
      }
    },
  };
}

/** One connection, until it is beyond repair or the signal is aborted. */
async function follow(
  config: OpcuaConfig,
  place: SourcePlace,
  sink: SourceSink,
  signal: AbortSignal,
  hasConnected: () => void,
): Promise<void> {
  const beyondRepair = Promise.withResolvers<void>();
  const { client, session } = await connectSession(config, place, (made) => {
    made.on("connection_lost", () => {
      const detail = `${config.endpoint} closed the connection; it is being repaired`;
      sink.health({ kind: "down", reason: "connectionLost", detail });
    });
    made.on("close", () => beyondRepair.resolve());
  });
  let readAgain: NodeJS.Timeout | undefined;
  try {
    const passOn = passNewOnly(config, sink);
    const subscription = await subscribe(config, session, passOn);
    session.on("session_restored", () => sink.health({ kind: "up" }));
    session.on("session_closed", () => beyondRepair.resolve());
    subscription.on("terminated", () => beyondRepair.resolve());
    subscription.on("error", (problem: Error) => beyondRepair.reject(problem));
    hasConnected();
    sink.health({ kind: "up" });
    if (config.readAgainMs > 0) {
      readAgain = setInterval(() => void readUnchanged(config, session, sink), config.readAgainMs);
    }
    await Promise.race([beyondRepair.promise, aborted(signal)]);
  } finally {
    clearInterval(readAgain);
    await session.close(true).catch(() => undefined);
    await client.disconnect().catch(() => undefined);
  }
}

type PassOn = (channel: number, value: DataValue) => void;

/** A repaired subscription may tell again what it told before: the same value of the same time is passed on once. */
function passNewOnly(config: OpcuaConfig, sink: SourceSink): PassOn {
  const last = new Map<number, Sample>();
  let gathered: Sample[] = [];
  return (index, value) => {
    const channel = config.channels[index];
    if (channel === undefined) return;
    const sample = sampleOfNode(channel, value, config.time, sink.clock());
    const before = last.get(index);
    if (before?.toMs === sample.toMs && before.value === sample.value && before.quality === sample.quality)
      return;
    last.set(index, sample);
    // Values of one notification go to the disk together.
    if (gathered.length === 0) {
      queueMicrotask(() => {
        const samples = gathered;
        gathered = [];
        void sink.samples(samples);
      });
    }
    gathered.push(sample);
  };
}

const longestDisconnectMs = 3_600_000;
const keepAliveMs = 10_000;

async function subscribe(
  config: OpcuaConfig,
  session: ClientSession,
  passOn: PassOn,
): Promise<ClientSubscription> {
  const { ClientSubscription } = await import("node-opcua-client");
  const keepAliveCount = Math.max(3, Math.ceil(keepAliveMs / config.publishingMs));
  const subscription = ClientSubscription.create(session, {
    requestedPublishingInterval: config.publishingMs,
    requestedMaxKeepAliveCount: keepAliveCount,
    requestedLifetimeCount: Math.max(
      3 * keepAliveCount,
      Math.ceil(longestDisconnectMs / config.publishingMs),
    ),
    maxNotificationsPerPublish: 10_000,
    publishingEnabled: true,
    priority: 10,
  });
  await new Promise<void>((resolve, reject) => {
    subscription.once("started", () => resolve());
    subscription.once("internal_error", reject);
    subscription.once("error", reject);
    subscription.once("terminated", () => reject(new Error("the server ended the subscription")));
  });
  for (const members of alike(config.channels)) {
    const group = await monitor(
      subscription,
      members.map(({ channel }) => channel),
    );
    group.on("changed", (_item, value, at) => {
      const member = members[at];
      if (member !== undefined) passOn(member.index, value);
    });
    // A node that the server does not know tells so once; the other nodes of the group go on.
    group.on("err", () => undefined);
  }
  return subscription;
}

interface Member {
  readonly index: number;
  readonly channel: OpcuaChannel;
}

/** Channels that are asked for with the same parameters. */
function alike(channels: readonly OpcuaChannel[]): readonly Member[][] {
  const groups = new Map<string, Member[]>();
  for (const [index, channel] of channels.entries()) {
    const key = JSON.stringify([channel.samplingMs, channel.queueSize, channel.serverDeadBand ?? null]);
    const members = groups.get(key) ?? [];
    members.push({ index, channel });
    groups.set(key, members);
  }
  return [...groups.values()];
}

async function monitor(
  subscription: ClientSubscription,
  channels: readonly OpcuaChannel[],
): Promise<ClientMonitoredItemGroup> {
  const { AttributeIds, DataChangeFilter, DataChangeTrigger, DeadbandType, TimestampsToReturn } =
    await import("node-opcua-client");
  const [first] = channels;
  const band = first?.serverDeadBand;
  const filter =
    band === undefined
      ? null
      : new DataChangeFilter({
          trigger: DataChangeTrigger.StatusValue,
          deadbandType: band.kind === "absolute" ? DeadbandType.Absolute : DeadbandType.Percent,
          deadbandValue: band.threshold,
        });
  return subscription.monitorItems(
    channels.map((channel) => ({ nodeId: channel.node, attributeId: AttributeIds.Value })),
    {
      samplingInterval: first?.samplingMs ?? 1000,
      queueSize: first?.queueSize ?? 100,
      discardOldest: true,
      ...(filter === null ? {} : { filter }),
    },
    TimestampsToReturn.Both,
  );
}

/** Values that hold are samples too: true at the moment at which the server is asked. */
async function readUnchanged(config: OpcuaConfig, session: ClientSession, sink: SourceSink): Promise<void> {
  if (session.isReconnecting) return;
  const values = await session.read(readsOf(config.channels), 0).catch(() => []);
  const samples = values.flatMap((value, index) => {
    const channel = config.channels[index];
    return channel === undefined ? [] : [sampleOfNode(channel, value, "server", sink.clock())];
  });
  if (samples.length > 0) await sink.samples(samples);
}
