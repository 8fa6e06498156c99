import { afterEach, expect, it } from "vitest";
import { openMqttTestHouse, type MqttTestHouse } from "../../src/adapters/mqtt/testing/mqtt-house.ts";
import { knownOf } from "../../src/intake/testing/test-directory.ts";
import type { EdgeClock } from "../../src/edge/run/edge-clock.ts";
import { type RunningCollector, startCollector } from "../../src/edge/run/run-collector.ts";
import {
  createTestSource,
  createTestState,
  testChannel,
} from "../../src/edge/testing/test-collector-parts.ts";
import { openMqttUplink } from "../../src/edge/uplink/mqtt-uplink.ts";
import { until } from "./collector-process.ts";

const stop = new AbortController();
let test: MqttTestHouse | undefined;
let running: RunningCollector | undefined;

afterEach(async () => {
  stop.abort();
  await running?.ended;
  await test?.close();
});

it("carries readings over MQTT into the log, each batch against its receipt", {
  timeout: 60_000,
}, async () => {
  test = await openMqttTestHouse();
  const { house, url } = test;
  const startedMs = performance.now();
  const clock: EdgeClock = {
    wall: () => Math.round(house.nowMs + performance.now() - startedMs),
    monotonicMs: () => performance.now(),
  };
  const [platformKey = ""] = house.ledger.trust().logs;
  const state = createTestState();
  const source = createTestSource();
  const channels = [testChannel({ element: "CNC-01", channel: "item_count" })];
  const parts = await state.parts(clock, platformKey, {
    sources: [{ id: "test", kind: "test", channels }],
    batch: { rows: 50, format: "jsonLines" },
  });
  const { keyId, publicKey } = parts.key;
  house.directory.add(knownOf({ id: "collector", keyId, publicKey }));
  const connect = async () =>
    await openMqttUplink(url, {
      collector: "collector",
      key: parts.key,
      clock,
      format: "jsonLines",
      timeoutMs: 5000,
      certificate: null,
    });
  running = await startCollector({ ...parts, kinds: { test: source.kind }, connect, signal: stop.signal });
  const atMs = clock.wall();
  const samples = Array.from({ length: 1000 }, (_, i) => ({
    element: "CNC-01",
    channel: "item_count",
    fromMs: atMs - 1000 + i,
    toMs: atMs - 1000 + i,
    value: i,
    quality: "good" as const,
  }));
  await source.samples(samples);
  await until(
    () =>
      running?.status.buffer.backlogBytes === 0 &&
      running.status.uplink.stored >= 2 &&
      running.status.buffer.waitingBatches === 0,
    () => JSON.stringify({ status: running?.status, lines: test?.lines }),
  );
  const origin = house.ledger.originOf("enterprise", "ent_0123456789abcdef0123");
  const values: number[] = [];
  for (let i = 0; i < (await house.ledger.size(origin)); i++) {
    const { payload } = await house.ledger.readEntry(origin, i);
    const lines = Buffer.from(payload?.bytes ?? [])
      .toString()
      .split("\n");
    for (const line of lines) if (line !== "") values.push(Number(line.split(",")[3]));
  }
  expect(values.toSorted((a, b) => a - b)).toEqual(samples.map(({ value }) => value));
  expect(running.status.uplink).toMatchObject({ duplicates: 0, quarantined: 0, problem: null });
  state.remove();
});
