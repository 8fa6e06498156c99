import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import { z } from "zod";
import type { SourceFinding } from "../source.ts";
import type { SourcePlace } from "../source-kind.ts";
import { acknowledgeLater } from "./acknowledge-later.ts";
import { requireListener } from "./reach.ts";
import { reasonOf, sayCause } from "./reconnect.ts";
import { readSecret, secretSchema } from "./secret.ts";

/** How to get into an MQTT broker. */
export const brokerSchema = z.strictObject({
  url: z.string().regex(/^(mqtts?|wss?):\/\/[^/]+/, "expected mqtt://host:port or mqtts://host:port"),
  /** Kept over restarts, so that the broker keeps what comes meanwhile; two clients must not share one. */
  clientId: z.string().min(1).max(64).optional(),
  user: z.strictObject({ name: z.string().min(1), password: secretSchema }).optional(),
  /** PEM of the authority that signed the broker's certificate; left out, the system's. */
  authorityFile: z.string().min(1).optional(),
  /** PEM of an own certificate and its key, where the broker asks for one. */
  certificateFile: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
});

export type BrokerConfig = z.output<typeof brokerSchema>;

export interface BrokerSession {
  readonly client: MqttClient;
  /** Resolves when the connection is gone. */
  readonly ended: Promise<void>;
  /** Leaves in order: what was read is acknowledged first, where the disk lets it. */
  leave(): Promise<void>;
}

const connectTimeoutMs = 10_000;
const keepAliveS = 20;
/** How long leaving waits for the disk, and then for the broker. */
const leavePatienceMs = 2000;

/**
 * Connects once, without reconnecting. A message is acknowledged to the broker after `take` resolved: what is not
 * on the disk by then comes again.
 * @throws the system's or the broker's word: connection refused, not authorised …
 */
export async function joinBroker(
  config: BrokerConfig,
  place: SourcePlace,
  options: {
    readonly clientId: string;
    /** Kept by the broker while this client is away. */
    readonly isPersistent: boolean;
    readonly will?: IClientOptions["will"];
    /** Told before any message whether the broker still knew this client, and kept what came for it. */
    readonly joined?: (isResumed: boolean) => void;
    readonly take: (packet: IPublishPacket) => Promise<void>;
  },
): Promise<BrokerSession> {
  const { protocol, hostname, port } = new URL(config.url);
  await requireListener(hostname, port === "" ? (protocol === "mqtts:" ? 8883 : 1883) : Number(port));
  const { connect } = await import("mqtt");
  const fileOf = (path: string | undefined): Buffer | undefined =>
    path === undefined ? undefined : readFileSync(resolve(place.configurationDirectory, path));
  const client = connect(config.url, {
    protocolVersion: 4,
    clientId: config.clientId ?? options.clientId,
    clean: !options.isPersistent,
    reconnectPeriod: 0,
    connectTimeout: connectTimeoutMs,
    keepalive: keepAliveS,
    resubscribe: false,
    ...(config.user === undefined
      ? {}
      : {
          username: config.user.name,
          password: readSecret(config.user.password, place.configurationDirectory),
        }),
    ...(options.will === undefined ? {} : { will: options.will }),
    ...defined({
      ca: fileOf(config.authorityFile),
      cert: fileOf(config.certificateFile),
      key: fileOf(config.keyFile),
    }),
  });
  const acknowledging = acknowledgeLater(client, options.take, () => client.end(true));
  const ended = new Promise<void>((end) => client.once("close", () => end()));
  client.on("packetreceive", (packet) => {
    if (packet.cmd === "connack" && packet.returnCode === 0) options.joined?.(packet.sessionPresent);
  });
  await new Promise<void>((connected, refuse) => {
    client.once("connect", () => connected());
    client.once("error", refuse);
    client.once("close", () => refuse(new Error("the broker closed the connection")));
  }).catch(async (cause: unknown) => {
    client.on("error", () => undefined);
    await client.endAsync(true);
    throw cause;
  });
  client.on("error", () => undefined);
  const leave = async (): Promise<void> => {
    await Promise.race([acknowledging.stop(), wait(leavePatienceMs)]);
    if (!client.connected) return void client.end(true);
    // The library waits without end for answers that it still expects; the broker need not give them.
    client.end();
    await Promise.race([ended, wait(leavePatienceMs)]);
    client.stream.destroy();
  };
  return { client, ended, leave };
}

/** What a broker answers, or an error when the connection goes first: the library would wait for ever. */
export async function answered<T>({ ended }: BrokerSession, answer: Promise<T>): Promise<T> {
  return Promise.race([
    answer,
    ended.then((): never => {
      throw new Error("the broker closed the connection");
    }),
  ]);
}

/** Subscribes; @returns topics that the broker refuses */
export async function subscribeTo(
  session: BrokerSession,
  topics: readonly string[],
): Promise<readonly string[]> {
  const wanted = Object.fromEntries(topics.map((topic) => [topic, { qos: 1 as const }]));
  const granted = await answered(session, session.client.subscribeAsync(wanted));
  return granted.flatMap(({ topic, qos }) => (qos === 128 ? [topic] : []));
}

/** The same broker under a name of its own: a check must not take the session of the collector that runs. */
export function asStranger(config: BrokerConfig): BrokerConfig {
  const broker = { ...config };
  delete broker.clientId;
  return broker;
}

/** What is wrong with the way into a broker. */
export function brokerFinding(config: BrokerConfig, cause: unknown): SourceFinding {
  const found = sayCause(cause);
  if (/not authori[sz]ed|bad user/i.test(found)) {
    return { path: ["broker", "user"], expected: "a user that the broker lets in", found };
  }
  if (/certificate|self.signed|TLS|SSL/i.test(found)) {
    return {
      path: ["broker", "authorityFile"],
      expected: "the authority of the broker's certificate",
      found,
    };
  }
  const word = reasonOf(cause);
  return { path: ["broker", "url"], expected: `an MQTT broker at ${config.url}`, found: `${word}: ${found}` };
}

function defined<T extends object>(members: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
