import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import sparkplug from "sparkplug-client";
import { MeterSimulator } from "../../../src/edge/sources/dlt645/testing/meter-simulator.ts";
import { freePort, MachineServer } from "../../../src/edge/sources/opcua/testing/machine-server.ts";
import { Mosquitto } from "../../../src/edge/sources/testing/mosquitto.ts";

/** What somebody was told is safe, or what stood in a file: by element, the values that must be in the log. */
export type Promised = ReadonlyMap<string, readonly number[]>;

/** What a source that nobody acknowledges could have seen. */
export interface Sampled {
  readonly made: (readonly [value: number, atMs: number])[];
  /** A value that was not taken is a loss where none was taken within this time of it, before or after. */
  readonly withinMs: number;
}

/** A factory of real servers: OPC UA, mosquitto with a Sparkplug edge node, meters, a folder, a pushing machine. */
export interface Factory {
  /** The member `sources` of the collector's configuration. */
  readonly sources: readonly object[];
  readonly elements: readonly string[];
  /** One more value everywhere. */
  work(): Promise<void>;
  readonly promised: Promised;
  /** What was promised so far does not count. */
  forget(): void;
  /** Values and times of sources without acknowledgements, and how far apart they may take them. */
  readonly sampled: ReadonlyMap<string, Sampled>;
  /** The last value that each source without acknowledgements had. */
  readonly latest: ReadonlyMap<string, number>;
  readonly faults: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}

const pushToken = "push-token";
const meterAddress = "000000000161";

export async function buildFactory(folder: string): Promise<Factory> {
  const tables = path.join(folder, "tables");
  mkdirSync(tables, { recursive: true });
  const machine = new MachineServer(folder, await freePort());
  const broker = new Mosquitto(path.join(folder, "broker"), await freePort());
  const meter = { address: meterAddress, values: new Map([["00010000", 0n]]) };
  const meters = new MeterSimulator([meter]);
  const pushPort = await freePort();
  await machine.start();
  await broker.start();
  const meterPort = await meters.listen();
  const edge = startEdgeNode(broker.url);
  const publisher = await startPublisher(broker.url);
  const promised = new Map<string, number[]>([
    ["CSV-1", []],
    ["PUSH-1", []],
    ["MQTT-1", []],
  ]);
  const latest = new Map<string, number>();
  const sampled = new Map<string, Sampled>([
    ["OPC-1", { made: [], withinMs: 500 }],
    ["SPB-1", { made: [], withinMs: 0 }],
    ["METER-1", { made: [], withinMs: 2000 }],
  ]);
  const show = (element: string, value: number, atMs: number): void => {
    latest.set(element, value);
    sampled.get(element)?.made.push([value, atMs]);
  };
  let count = 0;
  let file = 0;
  const keep = (element: string, value: number): void => void promised.get(element)?.push(value);
  const waiting = new Set<Promise<void>>();
  const startFile = (): void => writeFileSync(path.join(tables, "log.csv"), "t,n\n");
  startFile();
  return {
    elements: ["CSV-1", "PUSH-1", "MQTT-1", "OPC-1", "SPB-1", "METER-1"],
    sources: sourcesOf({ tables, machine, broker, meterPort, pushPort }),
    promised,
    latest,
    sampled,
    forget: () => {
      for (const { made } of sampled.values()) made.length = 0;
      for (const values of promised.values()) values.length = 0;
    },
    work: async () => {
      count += 1;
      const value = count;
      const atMs = Date.now();
      appendFileSync(path.join(tables, "log.csv"), `${atMs},${value}\n`);
      keep("CSV-1", value);
      machine.setCounter(value);
      show("OPC-1", value, atMs);
      meter.values.set("00010000", BigInt(value) * 100n);
      show("METER-1", value * 1000, atMs);
      edge.tell(value);
      show("SPB-1", value, atMs);
      const acknowledged = [
        push(pushPort, value, atMs).then(() => keep("PUSH-1", value)),
        publisher
          .publishAsync("floor/count", JSON.stringify({ n: value, t: atMs }), { qos: 1 })
          .then(() => keep("MQTT-1", value)),
      ];
      for (const one of acknowledged) {
        // A value that nobody acknowledged was never promised.
        const settled: Promise<void> = one.catch(() => undefined).finally(() => waiting.delete(settled));
        waiting.add(settled);
      }
      if (waiting.size > 500) await Promise.race(waiting);
    },
    faults: {
      restartMachine: async () => {
        await machine.stop();
        await machine.start();
        machine.setCounter(count);
      },
      restartBroker: async () => {
        await broker.stop();
        await broker.start();
      },
      cutMeters: async () => meters.hangUp(),
      rotateFile: async () => {
        file += 1;
        renameSync(path.join(tables, "log.csv"), path.join(tables, `log-${file}.csv`));
        startFile();
      },
    },
    close: async () => {
      await Promise.race([Promise.all(waiting), new Promise((resolve) => setTimeout(resolve, 5000))]);
      edge.stop();
      await publisher.endAsync(true);
      await meters.close();
      await machine.stop();
      await broker.stop();
    },
  };
}

function sourcesOf(places: {
  readonly tables: string;
  readonly machine: MachineServer;
  readonly broker: Mosquitto;
  readonly meterPort: number;
  readonly pushPort: number;
}): readonly object[] {
  const channel = "item_register_count";
  const broker = { url: places.broker.url };
  return [
    {
      id: "csv",
      kind: "csv",
      folder: places.tables,
      everyMs: 100,
      time: { columns: ["t"], format: "epochMs" },
      channels: [{ element: "CSV-1", channel, column: "n" }],
    },
    {
      id: "push",
      kind: "httpPush",
      port: places.pushPort,
      token: pushToken,
      channels: [{ element: "PUSH-1", channel, name: "count" }],
    },
    {
      id: "mqtt",
      kind: "mqtt",
      broker,
      channels: [{ element: "MQTT-1", channel, topic: "floor/count", value: "/n", time: "/t" }],
    },
    {
      id: "opcua",
      kind: "opcua",
      endpoint: places.machine.endpoint,
      publishingMs: 100,
      readAgainMs: 1000,
      channels: [{ element: "OPC-1", channel, node: "ns=1;s=CNC-01.Parts", samplingMs: 50, queueSize: 1000 }],
    },
    {
      id: "sparkplug",
      kind: "sparkplug",
      broker,
      hostId: "touchstone",
      channels: [
        { element: "SPB-1", channel, group: "plant", node: "edge", device: "press", metric: "count" },
      ],
    },
    {
      id: "meters",
      kind: "dlt645",
      line: { kind: "tcp", host: "127.0.0.1", port: places.meterPort },
      everyMs: 500,
      timeoutMs: 300,
      channels: [
        {
          element: "METER-1",
          channel: "energy_register_wh",
          meter: meterAddress,
          item: "energy.forward.total",
        },
      ],
    },
  ];
}

/** Posts until it is acknowledged, as a machine does: the id makes repetitions harmless. */
async function push(port: number, value: number, at: number): Promise<void> {
  const body = JSON.stringify({ id: `p-${value}`, readings: [{ name: "count", value, at }] });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/readings`, {
      method: "POST",
      headers: { authorization: `Bearer ${pushToken}` },
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("never acknowledged");
}

async function startPublisher(url: string): Promise<MqttClient> {
  const client = await connectAsync(url, { protocolVersion: 4, clientId: "floor", reconnectPeriod: 200 });
  return client.on("error", () => undefined);
}

/** A real edge node with one device, which counts. */
function startEdgeNode(serverUrl: string): { tell(value: number): void; stop(): void } {
  const client = sparkplug.newClient({
    serverUrl,
    username: "",
    password: "",
    groupId: "plant",
    edgeNode: "edge",
    clientId: "edge",
    version: "spBv1.0",
    publishDeath: true,
  });
  let last = 0;
  const metrics = () => [{ name: "count", alias: 1, type: "UInt64" as const, value: last }];
  const beBorn = (): void => {
    client.publishNodeBirth({
      timestamp: Date.now(),
      metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false }],
    });
    client.publishDeviceBirth("press", { timestamp: Date.now(), metrics: metrics() });
  };
  client.on("birth", beBorn);
  client.on("ncmd", beBorn);
  client.on("error", () => undefined);
  return {
    tell: (value) => {
      last = value;
      client.publishDeviceData("press", { timestamp: Date.now(), metrics: metrics() });
    },
    stop: () => client.stop(),
  };
}
