import { readFileSync } from "node:fs";
import { once } from "node:events";
import { connectAsync, type MqttClient } from "mqtt";
import {
  answersFromJson,
  type BatchAnswer,
  batchesToProtobuf,
  batchToJson,
  type SignedBatch,
} from "#telemetry";
import type { DeviceKey } from "../device/device-key.ts";
import { edgeFaults } from "../errors.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import { connectToken } from "./connect-token.ts";
import type { Uplink } from "./uplink.ts";

export interface MqttUplinkOptions {
  readonly collector: string;
  readonly key: DeviceKey;
  readonly clock: EdgeClock;
  readonly format: "jsonLines" | "protobuf";
  readonly timeoutMs: number;
  readonly authorityFile?: string | undefined;
  /** PEM of the client certificate that the platform issued, and its key; null without one. */
  readonly certificate: { readonly certificate: Buffer; readonly key: Buffer } | null;
}

/** Batches by MQTT 3.1.1: published on the collector's own topic, answered on its receipts topic. */
export async function openMqttUplink(server: string, options: MqttUplinkOptions): Promise<Uplink> {
  const { collector, format, timeoutMs } = options;
  const topic = `touchstone/v1/${collector}`;
  const origin = `${new URL(server).protocol}//${new URL(server).host}`;
  const unreachable = (cause: unknown) =>
    edgeFaults.fault("EDGE_SERVER_UNREACHABLE", { server: origin, problem: problemOf(cause) }, cause);
  let client: MqttClient;
  try {
    client = await connectAsync(server, connectOptions(options));
  } catch (cause) {
    throw unreachable(cause);
  }
  const answers = new Map<string, BatchAnswer>();
  let listeners: (() => void)[] = [];
  let lost: unknown = null;
  const wake = (): void => {
    const ready = listeners;
    listeners = [];
    for (const listener of ready) listener();
  };
  client.on("message", (_, payload) => {
    try {
      for (const answer of answersFromJson(payload.toString("utf8"))) {
        answers.set(`${answer.epoch}/${answer.sequence}`, answer);
      }
    } catch {
      // Not an answer of ours; the batch is sent again when none comes.
    }
    wake();
  });
  client.on("error", (cause) => {
    lost = cause;
    wake();
  });
  client.on("close", () => {
    lost ??= new Error("the connection was closed");
    wake();
  });
  try {
    await client.subscribeAsync(`${topic}/receipts`, { qos: 1 });
  } catch (cause) {
    await client.endAsync(true).catch(() => undefined);
    throw unreachable(cause);
  }
  const publish = async (batch: SignedBatch): Promise<void> => {
    const payload = format === "protobuf" ? Buffer.from(batchesToProtobuf([batch])) : batchToJson(batch);
    await client.publishAsync(`${topic}/batches`, payload, { qos: 1 });
  };
  return {
    server: origin,
    progress: () => Promise.resolve(null),
    send: async (batches) => {
      const keys = batches.map(({ head }) => `${head.epoch}/${head.sequence}`);
      for (const key of keys) answers.delete(key);
      const deadline = AbortSignal.timeout(timeoutMs);
      const published = Promise.all(batches.map(publish)).catch((cause: unknown) => {
        lost ??= cause;
        wake();
      });
      for (;;) {
        const isComplete = keys.every((key) => answers.has(key));
        if (isComplete || deadline.aborted || lost !== null) break;
        await Promise.race([
          new Promise<void>((resolve) => listeners.push(resolve)),
          once(deadline, "abort"),
        ]);
      }
      if (lost === null) await Promise.race([published, once(deadline, "abort")]);
      const found = keys.flatMap((key) => answers.get(key) ?? []);
      if (found.length === 0) throw unreachable(lost ?? new Error("no receipt in time"));
      return found;
    },
    close: async () => {
      await client.endAsync(true);
    },
  };
}

function connectOptions({ collector, key, clock, timeoutMs, authorityFile, certificate }: MqttUplinkOptions) {
  return {
    protocolVersion: 4 as const,
    clientId: collector,
    username: collector,
    password: connectToken(collector, key, clock.wall),
    clean: true,
    // The send loop reconnects: it must know, because what is unanswered is sent again.
    reconnectPeriod: 0,
    connectTimeout: timeoutMs,
    keepalive: 30,
    ...(authorityFile === undefined ? {} : { ca: readFileSync(authorityFile) }),
    ...(certificate === null ? {} : { cert: certificate.certificate, key: certificate.key }),
  };
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message || cause.name;
}
