import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#seal";
import type { Sample } from "../../source.ts";
import { freePort } from "../opcua/testing/machine-server.ts";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { hasMosquitto, Mosquitto } from "../testing/mosquitto.ts";
import { type MqttConfig, mqttSchema } from "./mqtt-config.ts";
import { mqttSource } from "./mqtt-source.ts";
import { topicFits } from "./read-message.ts";

const { signal } = new AbortController();
let folder: string;
let broker: Mosquitto;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mqtt-"));
  broker = new Mosquitto(join(folder, "broker"), await freePort());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await broker.stop();
  rmSync(folder, { recursive: true });
});

function configWith(rest: Record<string, unknown> = {}): MqttConfig {
  return mqttSchema.parse({
    id: "floor",
    kind: "mqtt",
    broker: { url: broker.url },
    channels: [
      { element: "P-1", channel: "power_w", topic: "floor/+/data", value: "/m/power", time: "/ts" },
      { element: "P-1", channel: "item_count", topic: "floor/press/count" },
    ],
    ...rest,
  });
}

function source() {
  return mqttSource({ stateDirectory: folder, configurationDirectory: folder });
}

function start(
  config: MqttConfig,
  sink = new CollectingSink(),
): { sink: CollectingSink; stop: () => Promise<void> } {
  const controller = new AbortController();
  const done = source().open(config, sink, controller.signal);
  const stop = async (): Promise<void> => {
    controller.abort();
    await done;
  };
  ends.push(stop);
  return { sink, stop };
}

async function machine(): Promise<MqttClient> {
  const client = await connectAsync(broker.url, { protocolVersion: 4 });
  client.on("error", () => undefined);
  ends.push(() => client.endAsync(true));
  return client;
}

/** A sink on a slow disk: what it was given is there when the test says so. */
class SlowSink extends CollectingSink {
  write: () => void = () => undefined;
  readonly #written = new Promise<void>((resolve) => (this.write = resolve));

  override async samples(samples: readonly Sample[], position?: Json): Promise<void> {
    await super.samples(samples, position);
    await this.#written;
  }
}

const message = (power: unknown, ts: unknown): string => JSON.stringify({ m: { power }, ts });
const atMs = 1_760_000_000_000;

describe.skipIf(!hasMosquitto)("JSON on a real broker", { timeout: 30_000 }, () => {
  it("is mapped by pointers, topics with wildcards and bare numbers", async () => {
    await broker.start();
    const { sink } = start(configWith());
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    const client = await machine();
    await client.publishAsync("floor/press/data", message(12.5, atMs), { qos: 1 });
    await client.publishAsync("floor/press/count", "7", { qos: 1 });
    await client.publishAsync("floor/press/data", message("much", atMs + 1), { qos: 1 });
    await client.publishAsync("floor/press/data", JSON.stringify({ other: 1 }), { qos: 1 });
    await sink.until(({ received }) => received.length === 3);
    expect(sink.received.map(({ channel, value, quality }) => [channel, value, quality])).toEqual([
      ["power_w", 12.5, "good"],
      ["item_count", 7, "good"],
      ["power_w", 0, "bad"],
    ]);
    expect(sink.received[0]?.toMs).toBe(atMs);
  });

  it("is kept by the broker until it is on the disk: nothing is lost over stops of either side", async () => {
    await broker.start();
    const first = start(configWith());
    await first.sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    await first.stop();
    const client = await machine();
    for (let i = 0; i < 50; i += 1)
      await client.publishAsync("floor/a/data", message(i, atMs + i), { qos: 1 });
    const second = start(configWith());
    await second.sink.until(({ received }) => received.length >= 50);
    await broker.stop("SIGTERM");
    await second.sink.until(({ healths }) => healths.at(-1)?.kind === "down");
    await broker.start();
    await second.sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    const again = await machine();
    await again.publishAsync("floor/a/data", message(50, atMs + 50), { qos: 1 });
    await second.sink.until(({ received }) => received.length >= 51);
    expect(second.sink.received.map(({ value }) => value)).toEqual(Array.from({ length: 51 }, (_, i) => i));
  });

  it("is read on while earlier messages wait for the disk, and acknowledged when they are there", async () => {
    await broker.start();
    const slow = new SlowSink();
    const first = start(configWith(), slow);
    await slow.until(({ healths }) => healths.at(-1)?.kind === "up");
    const client = await machine();
    for (let i = 0; i < 15; i += 1)
      await client.publishAsync("floor/a/data", message(i, atMs + i), { qos: 1 });
    await slow.until(({ received }) => received.length === 15);
    await broker.stop();
    await slow.until(({ healths }) => healths.at(-1)?.kind === "down");
    await broker.start();
    await slow.until(({ healths }) => healths.at(-1)?.kind === "up");
    slow.write();
    await first.stop();
    // Nothing is left at the broker: the repetitions were acknowledged with what they repeat.
    const second = start(configWith());
    await second.sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    const again = await machine();
    await again.publishAsync("floor/a/data", message(99, atMs + 99), { qos: 1 });
    await second.sink.until(({ received }) => received.length > 0);
    expect(slow.received).toHaveLength(15);
    expect(second.sink.received.map(({ value }) => value)).toEqual([99]);
  });

  it("is told as a gap where the broker forgot the session, or its queue was full", async () => {
    await broker.start();
    const config = configWith({ broker: { url: broker.url, keepsMessages: 5 } });
    const first = start(config);
    await first.sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    const client = await machine();
    await client.publishAsync("floor/a/data", message(0, atMs), { qos: 1 });
    await first.sink.until(({ received }) => received.length === 1);
    await first.stop();
    for (let i = 1; i <= 5; i += 1)
      await client.publishAsync("floor/a/data", message(i, atMs + i), { qos: 1 });
    const second = start(config, new CollectingSink(first.sink.position));
    await second.sink.until(({ received }) => received.length === 5);
    expect(second.sink.gaps).toHaveLength(1);
    await broker.stop();
    rmSync(join(folder, "broker/mosquitto.db"));
    await broker.start();
    await second.sink.until(({ gaps }) => gaps.length === 2);
    const [kept, forgotten] = second.sink.gaps;
    expect(first.sink.position).toEqual({ heardAtMs: kept?.[0] });
    expect(second.sink.position).toEqual({ heardAtMs: forgotten?.[0] });
  });

  it("does not take what was kept from an earlier time for news", async () => {
    await broker.start();
    const client = await machine();
    await client.publishAsync("floor/press/count", "3", { qos: 1, retain: true });
    await client.publishAsync("floor/press/data", message(9, atMs), { qos: 1, retain: true });
    const { sink } = start(configWith());
    await sink.until(({ received }) => received.length === 1);
    expect(sink.received[0]).toMatchObject({ channel: "power_w", toMs: atMs });
  });

  it("is checked: broker, user and leave to subscribe", async () => {
    expect((await source().check(configWith(), signal))[0]).toMatchObject({
      path: ["broker", "url"],
      found: expect.stringContaining("ECONNREFUSED"),
    });
    const passwords = join(folder, "passwords");
    const rights = join(folder, "rights");
    // "seven" as mosquitto_passwd -H sha512-pbkdf2 writes it would need that program: no password matches here.
    writeFileSync(passwords, "");
    writeFileSync(rights, "topic readwrite floor/press/count\n");
    await broker.start(["allow_anonymous false", `password_file ${passwords}`]);
    const withUser = configWith({ broker: { url: broker.url, user: { name: "plc", password: "seven" } } });
    expect((await source().check(withUser, signal))[0]).toMatchObject({ path: ["broker", "user"] });
    await broker.stop();
    await broker.start(["allow_anonymous true"]);
    expect(await source().check(configWith(), signal)).toEqual([]);
  });
});

describe("topic filters", () => {
  it.each([
    ["a/+/c", "a/b/c", true],
    ["a/#", "a", true],
    ["a/#", "a/b/c", true],
    ["a/+", "a/b/c", false],
    ["a/b", "a", false],
    ["a", "a/b", false],
  ])("%s takes %s: %s", (filter, topic, fits) => {
    expect(topicFits(filter, topic)).toBe(fits);
  });
});
