import { createHash } from "node:crypto";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { KnownCollector } from "#registry";
import { type IntakeHouse, openIntakeHouse } from "../../../intake/testing/intake-house.ts";
import { knownOf } from "../../../intake/testing/test-directory.ts";
import { type BrokerAddress, openMqttBroker } from "../open-broker.ts";
import type { MqttLog, MqttService } from "../mqtt-service.ts";

/** A real intake over a real log, with the embedded broker in front of it. */
export interface MqttTestHouse {
  readonly house: IntakeHouse;
  readonly broker: MqttService;
  readonly url: string;
  readonly lines: Parameters<MqttLog>[0][];
  /** A client of mqtt.js that does not come back by itself; rejects when it is not let in. */
  connect(options: IClientOptions): Promise<MqttClient>;
  close(): Promise<void>;
}

export const testHostId = "touchstone-test";

export async function openMqttTestHouse(tls: BrokerAddress["tls"] = null): Promise<MqttTestHouse> {
  const house = await openIntakeHouse();
  const lines: Parameters<MqttLog>[0][] = [];
  const broker = await openMqttBroker(
    { host: "127.0.0.1", port: 0, tls },
    {
      intake: house.intake,
      events: house.intake,
      directory: house.directory,
      clock: () => house.nowMs,
      hostId: testHostId,
      log: (line) => lines.push(line),
    },
  );
  const clients: MqttClient[] = [];
  const url = `mqtt://127.0.0.1:${broker.port}`;
  return {
    house,
    broker,
    url,
    lines,
    async connect(options) {
      const client = mqtt.connect(url, {
        protocolVersion: 4,
        reconnectPeriod: 0,
        connectTimeout: 5_000,
        ...options,
      });
      clients.push(client);
      await new Promise<void>((resolve, reject) => {
        client.once("connect", () => resolve());
        client.once("error", reject);
        client.once("close", () => reject(new Error("closed before it was let in")));
      });
      client.on("error", () => undefined);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
      await broker.close();
      await house.close();
    },
  };
}

/** A gateway that logs in with `token-<id>`. */
export function gatewayOf(id: string, overrides: Partial<KnownCollector> = {}): KnownCollector {
  return knownOf(
    { id },
    {
      kind: "gateway",
      tokenHash: createHash("sha256").update(`token-${id}`).digest("hex"),
      sparkplug: { group: `group-${id}`, node: "edge" },
      ...overrides,
    },
  );
}

/** What a gateway of `gatewayOf` shows when it connects. */
export function tokenOf(id: string): IClientOptions {
  return { username: id, password: `token-${id}` };
}

/** A message of a gateway with one reading. */
export function messageOf(sequence: number, atMs: number, element = "CNC-01"): string {
  const reading = { element, channel: "power_w", at: atMs, value: sequence };
  return JSON.stringify({ epoch: 1, sequence, readings: [reading] });
}
