import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import mqtt, { type MqttClient } from "mqtt";
import { newClient } from "sparkplug-client";
import { openLedger } from "#adapters/files";
import { gatewayHeaderOf, readMessages } from "#intake";
import { createRandom } from "#kernel";
import { answersFromJson, batchToJson } from "#telemetry";
import { signedPassword } from "../src/adapters/mqtt/testing/connect-password.ts";
import { type Mosquitto, startMosquitto } from "../src/adapters/mqtt/testing/mosquitto.ts";
import { messageOf, tokenOf } from "../src/adapters/mqtt/testing/mqtt-house.ts";
import { createTestCollector } from "../src/telemetry/testing/test-collector.ts";

/** What was acknowledged, what the log holds of it, and how often somebody was killed. */
export interface FaultsReport {
  readonly seed: string;
  readonly faults: Readonly<Record<string, number>>;
  /** Numbers that a sender was told are safe, by sender. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Of those, how many the log does not hold. */
  readonly lost: Readonly<Record<string, number>>;
  /** Numbers that count more than once. */
  readonly twice: Readonly<Record<string, number>>;
  readonly sparkplugMessages: number;
}

/**
 * Real devices against a real server and a real mosquitto, which are killed, restarted and cut off at random.
 * @param seconds  how long; then everybody may finish, and the log is read from the disk
 */
export async function runMqttFaults(seconds: number, seed: string): Promise<FaultsReport> {
  const random = createRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-mqtt-faults-"));
  const mosquitto = await startMosquitto();
  const server = await openServer(folder, mosquitto);
  const url = `mqtt://127.0.0.1:${server.port}`;
  const senders = {
    direct: startGateway(url, "direct", tokenOf("direct")),
    outside: startDoubter(mosquitto.url, "outside"),
    device: startDevice(url),
  };
  const edge = startEdge(url);
  const faults: Record<string, number> = {
    serverKilled: 0,
    mosquittoRestarted: 0,
    mosquittoKilled: 0,
    cut: 0,
    sequenceGap: 0,
  };
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    await pause(500 + random.next() * 1500);
    const kind = Math.floor(random.next() * 5);
    if (kind === 0) {
      await server.kill();
      faults["serverKilled"] = (faults["serverKilled"] ?? 0) + 1;
    } else if (kind === 1) {
      await mosquitto.stop("SIGTERM");
      await mosquitto.start();
      faults["mosquittoRestarted"] = (faults["mosquittoRestarted"] ?? 0) + 1;
    } else if (kind === 2) {
      // It forgets what it had not yet written, and what it had acknowledged of that: the mend is to ask us, not it.
      await mosquitto.stop("SIGKILL");
      await mosquitto.start();
      faults["mosquittoKilled"] = (faults["mosquittoKilled"] ?? 0) + 1;
    } else if (kind === 3) {
      for (const sender of Object.values(senders)) sender.cut();
      faults["cut"] = (faults["cut"] ?? 0) + 1;
    } else {
      edge.skip();
      faults["sequenceGap"] = (faults["sequenceGap"] ?? 0) + 1;
    }
  }
  await Promise.all(Object.values(senders).map(async (sender) => await sender.stop()));
  edge.stop();
  // What mosquitto has acknowledged is still on its way to us.
  await pause(3000);
  await server.stop();
  await mosquitto.stop("SIGTERM");
  mosquitto.clean();
  const found = await readLog(folder);
  rmSync(folder, { recursive: true, force: true });
  const names = Object.keys(senders) as (keyof typeof senders)[];
  const of = (count: (name: keyof typeof senders) => number) =>
    Object.fromEntries(names.map((name) => [name, count(name)]));
  return {
    seed,
    faults,
    acknowledged: of((name) => senders[name].acknowledged.size),
    lost: of(
      (name) => [...senders[name].acknowledged].filter((number) => !found.numbers[name]?.has(number)).length,
    ),
    twice: of((name) => [...(found.numbers[name]?.values() ?? [])].filter((count) => count > 1).length),
    sparkplugMessages: found.sparkplugMessages,
  };
}

interface Sender {
  /** Numbers that it was told are safe. */
  readonly acknowledged: Set<number>;
  cut(): void;
  /** Sends nothing new, and waits until everything is answered. */
  stop(): Promise<void>;
}

function startGateway(url: string, id: string, credentials: object): Sender {
  const client = reconnecting(url, id, credentials);
  const acknowledged = new Set<number>();
  const open = new Set<number>();
  let next = 0;
  const timer = setInterval(() => {
    if (open.size > 200) return;
    for (let i = 0; i < 5; i++) {
      const number = next++;
      open.add(number);
      client.publish(`touchstone/v1/${id}/messages`, messageOf(number, Date.now()), { qos: 1 }, (cause) => {
        open.delete(number);
        if (!cause) acknowledged.add(number);
      });
    }
  }, 20);
  return {
    acknowledged,
    cut: () => void client.stream.destroy(),
    async stop() {
      clearInterval(timer);
      while (open.size > 0) await pause(20);
      await client.endAsync(true);
    },
  };
}

/**
 * Behind a broker of somebody else's, whose word is not ours: what no receipt names is sent again, whatever the
 * broker acknowledged. That is how nothing is lost with a broker that is killed and forgets.
 */
function startDoubter(url: string, id: string): Sender {
  const client = reconnecting(url, id, {});
  const acknowledged = new Set<number>();
  const open = new Map<number, number>();
  let next = 0;
  const send = (number: number): void => {
    open.set(number, Date.now());
    if (client.connected) {
      client.publish(`touchstone/v1/${id}/messages`, messageOf(number, startedAtMs), { qos: 1 });
    }
  };
  const startedAtMs = Date.now();
  client.on("connect", () => void client.subscribe(`touchstone/v1/${id}/receipts`));
  client.on("message", (_, payload) => {
    const { runs = [] } = JSON.parse(payload.toString()) as {
      runs?: { count: number; sequence: number | null }[];
    };
    for (const { count, sequence } of runs) {
      for (let i = 0; i < count && sequence !== null; i++) {
        acknowledged.add(sequence + i);
        open.delete(sequence + i);
      }
    }
  });
  const sending = setInterval(() => {
    for (let i = 0; i < 5 && open.size < 200; i++) send(next++);
  }, 20);
  const again = setInterval(() => {
    const beforeMs = Date.now() - 2000;
    for (const [number, sentAtMs] of open) if (sentAtMs < beforeMs) send(number);
  }, 500);
  return {
    acknowledged,
    cut: () => void client.stream.destroy(),
    async stop() {
      clearInterval(sending);
      while (open.size > 0) await pause(20);
      clearInterval(again);
      await client.endAsync(true);
    },
  };
}

/** Sends a batch until it is answered, then the next, as a collector does; the answer counts, not PUBACK. */
function startDevice(url: string): Sender {
  const collector = createTestCollector("faults");
  const client = reconnecting(url, collector.id, {
    username: collector.id,
    password: signedPassword(collector, Date.now()),
  });
  // A password is good for five minutes; mqtt.js takes the newest at each reconnect.
  client.on("close", () => (client.options.password = signedPassword(collector, Date.now())));
  const acknowledged = new Set<number>();
  let isStopping = false;
  let wake = (): void => undefined;
  client.on("connect", () => void client.subscribe(`touchstone/v1/${collector.id}/receipts`));
  client.on("message", (_, payload) => {
    for (const answer of answersFromJson(payload.toString())) {
      if (answer.kind !== "refused") acknowledged.add(answer.sequence);
    }
    wake();
  });
  const running = (async () => {
    while (!isStopping) {
      const [batch] = collector.run(1, 20, Date.now() - 1000);
      if (batch === undefined) return;
      while (!acknowledged.has(batch.head.sequence)) {
        if (client.connected) {
          client.publish(`touchstone/v1/${collector.id}/batches`, batchToJson(batch), { qos: 0 });
        }
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), pause(300)]);
      }
    }
  })();
  return {
    acknowledged,
    cut: () => void client.stream.destroy(),
    async stop() {
      isStopping = true;
      await running;
      await client.endAsync(true);
    },
  };
}

function startEdge(url: string) {
  const edge = newClient({
    serverUrl: url,
    groupId: "group-edge",
    edgeNode: "edge",
    clientId: "edge",
    version: "spBv1.0",
    ...tokenOf("edge"),
    mqttOptions: { protocolVersion: 4, reconnectPeriod: 200 },
  } as never);
  const power = (value: number) => ({ name: "power_w", alias: 7, type: "Double" as const, value });
  const birth = (): void => {
    edge.publishNodeBirth({ timestamp: Date.now(), metrics: [] });
    edge.publishDeviceBirth("CNC-01", { timestamp: Date.now(), metrics: [power(0)] });
  };
  edge.on("error", () => undefined);
  edge.on("birth", birth);
  edge.on("ncmd", birth);
  const inside = edge as unknown as { seq: number; connected: boolean };
  let value = 0;
  const timer = setInterval(() => {
    if (inside.connected)
      edge.publishDeviceData("CNC-01", { timestamp: Date.now(), metrics: [power(value++)] });
  }, 20);
  return {
    skip: () => void (inside.seq = (inside.seq + 3) % 256),
    stop() {
      clearInterval(timer);
      edge.stop();
    },
  };
}

function reconnecting(url: string, clientId: string, credentials: object): MqttClient {
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    clientId,
    clean: false,
    reconnectPeriod: 100,
    ...credentials,
  });
  client.on("error", () => undefined);
  return client;
}

async function openServer(folder: string, mosquitto: Mosquitto) {
  const file = path.join(import.meta.dirname, "mqtt-faults-server.ts");
  let port = 0;
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [file, folder, String(port), mosquitto.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    const [line] = (await once(started.stdout, "data")) as [Buffer];
    port = Number(line.toString());
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    port,
    async kill() {
      await end("SIGKILL");
      await start();
    },
    stop: async () => await end("SIGTERM"),
  };
}

/** How often each number counts in the log: messages and batches in quarantine do not. */
async function readLog(folder: string) {
  const numbers: Record<string, Map<number, number>> = {
    direct: new Map(),
    outside: new Map(),
    device: new Map(),
  };
  let sparkplugMessages = 0;
  const note = (name: string, number: number): void => {
    const known = numbers[name];
    known?.set(number, (known.get(number) ?? 0) + 1);
  };
  const ledger = await openLedger({ directory: folder, clock: Date.now });
  try {
    await ledger.anchor();
    for await (const entry of ledger.readEntries(0)) {
      const head = entry.header["batch"] as { readonly sequence?: number } | undefined;
      if (head?.sequence !== undefined) note("device", head.sequence);
      if (gatewayHeaderOf(entry.header) === null) continue;
      for (const { source, payload } of readMessages(entry)) {
        if (source.topic.startsWith("spBv1.0/")) sparkplugMessages += 1;
        else if (source.quarantine === undefined) {
          note(
            source.collector,
            (JSON.parse(Buffer.from(payload).toString()) as { sequence: number }).sequence,
          );
        }
      }
    }
  } finally {
    await ledger.close();
  }
  return { numbers, sparkplugMessages };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const report = await runMqttFaults(Number(process.argv[2] ?? 600), process.argv[3] ?? String(Date.now()));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exit(Object.values({ ...report.lost, ...report.twice }).some((count) => count > 0) ? 1 : 0);
}
