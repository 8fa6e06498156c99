import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import sparkplug from "sparkplug-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../opcua/testing/machine-server.ts";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { hasMosquitto, Mosquitto } from "../testing/mosquitto.ts";
import { type SparkplugConfig, sparkplugSchema } from "./sparkplug-config.ts";
import { sparkplugSource } from "./sparkplug-source.ts";

const { signal } = new AbortController();
let folder: string;
let broker: Mosquitto;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sparkplug-"));
  broker = new Mosquitto(join(folder, "broker"), await freePort());
  await broker.start();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await broker.stop();
  rmSync(folder, { recursive: true });
});

function configWith(rest: Record<string, unknown> = {}): SparkplugConfig {
  const place = { group: "plant", node: "edge", device: "press" };
  return sparkplugSchema.parse({
    id: "line",
    kind: "sparkplug",
    broker: { url: broker.url },
    hostId: "touchstone",
    channels: [
      { element: "P-1", channel: "power_w", ...place, metric: "power" },
      { element: "P-1", channel: "state", ...place, metric: "mode", states: { RUN: 2 } },
    ],
    ...rest,
  });
}

const source = () => sparkplugSource({ stateDirectory: folder, configurationDirectory: folder });

function start(config: SparkplugConfig): CollectingSink {
  const sink = new CollectingSink();
  const controller = new AbortController();
  const done = source().open(config, sink, controller.signal);
  ends.push(async () => {
    controller.abort();
    await done;
  });
  return sink;
}

/** A real edge node with one device; it is born when asked to. */
function edgeNode() {
  const client = sparkplug.newClient({
    serverUrl: broker.url,
    username: "",
    password: "",
    groupId: "plant",
    edgeNode: "edge",
    clientId: "edge",
    version: "spBv1.0",
    publishDeath: true,
  });
  const metrics = (power: number, mode: string) => [
    { name: "power", alias: 1, type: "Double" as const, value: power },
    { name: "mode", alias: 2, type: "String" as const, value: mode },
  ];
  const born = Promise.withResolvers<void>();
  const beBorn = (): void => {
    client.publishNodeBirth({
      timestamp: Date.now(),
      metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false }],
    });
    client.publishDeviceBirth("press", { timestamp: Date.now(), metrics: metrics(1, "RUN") });
    born.resolve();
  };
  client.on("birth", beBorn);
  client.on("ncmd", beBorn);
  const stop = (): void => client.stop();
  return {
    born: born.promise,
    tell: (power: number) =>
      client.publishDeviceData("press", {
        timestamp: Date.now(),
        metrics: [{ alias: 1, type: "Double", value: power } as never],
      }),
    stop,
  };
}

describe.skipIf(!hasMosquitto)("a real Sparkplug edge node on a real broker", { timeout: 30_000 }, () => {
  it("is understood from its birth on, by aliases, with texts as codes, and its death is told", async () => {
    const sink = start(configWith());
    await sink.until(({ healths }) => healths.length > 0);
    expect(sink.healths[0]).toMatchObject({ kind: "down", reason: "notBorn", elements: ["P-1"] });
    const edge = edgeNode();
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    await sink.until(({ received }) =>
      received.some(({ channel, value }) => channel === "state" && value === 2),
    );
    edge.tell(42.5);
    await sink.until(({ received }) => received.some(({ value }) => value === 42.5));
    edge.stop();
    await sink.until(({ healths }) => healths.at(-1)?.kind === "down");
  });

  it("is asked to be born again by a collector that comes later", async () => {
    const edge = edgeNode();
    ends.push(async () => edge.stop());
    await edge.born;
    const sink = start(configWith());
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    edge.tell(7);
    await sink.until(({ received }) => received.some(({ value }) => value === 7));
  });

  it("sees whether its primary host is there", async () => {
    const sink = start(configWith());
    await sink.until(({ healths }) => healths.length > 0);
    const client = await connectAsync(broker.url, { protocolVersion: 4 });
    ends.push(() => client.endAsync());
    const states: { online: boolean }[] = [];
    const changed = Promise.withResolvers<void>();
    client.on("message", (_topic, payload) => {
      states.push(JSON.parse(payload.toString()));
      if (states.at(-1)?.online === false) changed.resolve();
    });
    await client.subscribeAsync("spBv1.0/STATE/touchstone");
    await ends.shift()?.();
    await changed.promise;
    expect(states.map(({ online }) => online)).toEqual([true, false]);
  });

  it("is checked: births that do not come, and metrics that they do not name", async () => {
    const missing = await source().check(configWith(), signal);
    expect(missing.map(({ path }) => path)).toEqual([
      ["channels", 0, "device"],
      ["channels", 1, "device"],
    ]);
    const edge = edgeNode();
    ends.push(async () => edge.stop());
    await edge.born;
    const wrong = configWith({
      channels: [
        { element: "P-1", channel: "power_w", group: "plant", node: "edge", device: "press", metric: "powr" },
      ],
    });
    expect(await source().check(wrong, signal)).toEqual([
      {
        path: ["channels", 0, "metric"],
        expected: "metric powr of plant/edge/press",
        found: "only power, mode",
      },
    ]);
    expect(await source().check(configWith(), signal)).toEqual([]);
  });
});
