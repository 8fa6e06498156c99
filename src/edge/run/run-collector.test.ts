import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchAnswer, SignedBatch } from "#telemetry";
import type { Sample } from "../source.ts";
import {
  createTestSource,
  createTestState,
  type TestChanges,
  testChannel,
  type TestSource,
  type TestState,
} from "../testing/test-collector-parts.ts";
import { createTestPlatform, type TestPlatform } from "../testing/test-platform.ts";
import type { EdgeClock } from "./edge-clock.ts";
import { type RunningCollector, startCollector } from "./run-collector.ts";

let state: TestState;
let platform: TestPlatform;
let source: TestSource;
let stop: AbortController;
let running: RunningCollector | undefined;
/** The wall clock of the device, which a test may set; the other one runs by itself. */
let aheadMs = 0;
const clock: EdgeClock = { wall: () => Date.now() + aheadMs, monotonicMs: () => performance.now() };
const channels = [
  testChannel({ element: "CNC-01", channel: "item_count" }),
  testChannel({ element: "M-1", channel: "power_w" }),
];

beforeEach(() => {
  aheadMs = 0;
  state = createTestState();
  platform = createTestPlatform();
});
afterEach(async () => {
  await halt();
  state.remove();
});

async function start(changes: TestChanges = {}): Promise<RunningCollector> {
  stop = new AbortController();
  source = createTestSource();
  const parts = await state.parts(clock, platform.platformKey, {
    sources: [{ id: "test", kind: "test", channels }],
    ...changes,
  });
  platform.admit(parts.key.publicKey);
  const kinds = { test: source.kind };
  const connect = () => Promise.resolve(platform.uplink());
  running = await startCollector({ ...parts, kinds, connect, signal: stop.signal });
  await source.opened;
  return running;
}

async function halt(): Promise<void> {
  stop.abort();
  await running?.ended;
  running = undefined;
}

async function until(holds: () => boolean): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > endMs)
      throw new Error(JSON.stringify({ status: running?.status, wrongs: platform.wrongs }));
    await wait(5);
  }
}

function sample(value: number, changes: Partial<Sample> = {}): Sample {
  const atMs = clock.wall();
  return {
    element: "CNC-01",
    channel: "item_count",
    fromMs: atMs,
    toMs: atMs,
    value,
    quality: "good",
    ...changes,
  };
}

function refuse({ head }: SignedBatch, reason: string): BatchAnswer {
  const { collector, epoch, sequence } = head;
  return { kind: "refused", collector, epoch, sequence, reason, detail: "test" } as BatchAnswer;
}

function values(): number[] {
  return platform.readings().map(({ value }) => value);
}

describe("a running collector", () => {
  it("carries samples and events to the platform, and keeps checked receipts", async () => {
    await start();
    await source.samples([sample(1), sample(2)]);
    await source.events([{ atMs: 5, row: { type: "payment", action: "created", document: "P-1", atMs: 5 } }]);
    await until(
      () => platform.batches.some(({ head }) => head.content === "events") && values().length === 2,
    );
    await until(() => running?.status.buffer.waitingBatches === 0);
    const folder = join(state.directory, "receipts");
    const lines = readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), "utf8").trim().split("\n"),
    );
    expect(lines).toHaveLength(platform.batches.length);
    expect(running?.status).toMatchObject({ uplink: { problem: null }, disk: { state: "fine" } });
    expect(platform.wrongs).toEqual([]);
  });

  it("tells a jump of the clock, and changes no time because of it", async () => {
    await start();
    aheadMs = 3_600_000;
    const atMs = clock.wall();
    await source.samples([sample(1, { fromMs: atMs, toMs: atMs })]);
    await until(() => platform.gaps().some(({ reason }) => reason === "clockJump"));
    await until(() => values().length === 1);
    const gap = platform.gaps().find(({ reason }) => reason === "clockJump");
    expect((gap?.toMs ?? 0) - (gap?.fromMs ?? 0)).toBeGreaterThan(3_590_000);
    expect(gap?.readings).toBe(0);
    expect(platform.readings()[0]?.fromMs).toBe(atMs);
    aheadMs = -3_600_000;
    await until(() => platform.gaps().filter(({ reason }) => reason === "clockJump").length === 2);
    expect(platform.wrongs).toEqual([]);
  });

  it("collects nothing before the clock is set, and then tells the whole time that it was off", async () => {
    await start();
    await source.samples([sample(1)]);
    await until(() => values().length === 1);
    const { enrolledAtMs } = (await state.parts(clock, platform.platformKey)).identity;
    await halt();
    const offAtMs = Date.now();
    aheadMs = enrolledAtMs - Date.now() - 2 * 86_400_000;
    stop = new AbortController();
    const parts = await state.parts(clock, platform.platformKey, {
      sources: [{ id: "test", kind: "test", channels }],
    });
    source = createTestSource();
    const connect = () => Promise.resolve(platform.uplink());
    running = await startCollector({ ...parts, kinds: { test: source.kind }, connect, signal: stop.signal });
    expect(running.status).toMatchObject({ isClockUnset: true, sources: [] });
    await wait(50);
    aheadMs = 3_600_000;
    await source.opened;
    await until(() => platform.gaps().some(({ reason }) => reason === "powerOff"));
    const gap = platform.gaps().find(({ reason }) => reason === "powerOff");
    expect(gap?.fromMs).toBeLessThanOrEqual(offAtMs);
    expect(gap?.toMs).toBeGreaterThanOrEqual(offAtMs + 3_600_000);
    expect(running.status.isClockUnset).toBe(false);
    expect(platform.wrongs).toEqual([]);
  });

  it("tells when a source was down, by element, and bad values the same way", async () => {
    await start();
    source.health({
      kind: "down",
      reason: "timeout",
      detail: "",
      elements: ["M-1"],
      sinceMs: clock.wall() - 500,
    });
    await until(() => running?.status.sources[0]?.health.kind === "down");
    source.health({ kind: "up" });
    await source.samples([sample(Number.NaN, { quality: "bad" })]);
    await wait(20);
    await source.samples([sample(7)]);
    await until(() => platform.gaps().filter(({ reason }) => reason === "sourceDown").length >= 2);
    const elements = platform.gaps().flatMap((gap) => (gap.reason === "sourceDown" ? gap.elements : []));
    expect(new Set(elements)).toEqual(new Set(["M-1", "CNC-01"]));
    expect(values()).toEqual([7]);
  });

  it("tells the time that it was off", async () => {
    await start();
    await source.samples([sample(1)]);
    await halt();
    await wait(30);
    await start();
    await until(() => platform.gaps().some(({ reason }) => reason === "powerOff"));
    const gap = platform.gaps().find(({ reason }) => reason === "powerOff");
    expect(gap?.elements).toEqual(["CNC-01", "M-1"]);
    expect(platform.wrongs).toEqual([]);
  });

  it("puts a batch aside that is refused for ever, tells its rows as a gap, and goes on in a new epoch", async () => {
    await start();
    platform.intercept = (batch) => (batch.head.rowCount === 3 ? refuse(batch, "malformed") : null);
    await source.samples([sample(1), sample(2), sample(3)]);
    await until(() => platform.gaps().some(({ reason }) => reason === "refused"));
    await source.samples([sample(4)]);
    await until(() => values().length === 1);
    expect(platform.gaps().find(({ reason }) => reason === "refused")).toMatchObject({
      readings: 3,
      elements: ["CNC-01"],
    });
    expect(running?.status.buffer.parked).toBe(1);
    expect(readdirSync(join(state.directory, "parked")).map((name) => name.split(".").at(-1))).toEqual([
      "batch",
      "json",
    ]);
    expect(platform.wrongs).toEqual([]);
  });

  it("keeps everything while the platform refuses the collector, and while its receipts are not its own", async () => {
    await start();
    platform.intercept = (batch) => refuse(batch, "notActive");
    await source.samples([sample(1)]);
    await until(() => running?.status.uplink.problem?.code === "refused");
    await halt();
    const stranger = createTestPlatform();
    platform.intercept = (batch) => {
      const { collector, epoch, sequence } = batch.head;
      const index = 0;
      const receipt = { origin: "x", index, leafHash: "", receivedAtMs: 1, signature: stranger.platformKey };
      return { kind: "stored", collector, epoch, sequence, receipt };
    };
    await start();
    await until(() => running?.status.uplink.problem?.code === "badReceipt");
    await halt();
    platform.intercept = null;
    await start();
    await until(() => values().length === 1);
    expect(values()).toEqual([1]);
    expect(platform.wrongs).toEqual([]);
  });

  it("waits when the platform is busy, and sends again", async () => {
    await start();
    const relievedMs = performance.now() + 200;
    platform.intercept = (batch) => (performance.now() < relievedMs ? refuse(batch, "busy") : null);
    await source.samples([sample(1)]);
    await until(() => values().length === 1);
    expect(platform.wrongs).toEqual([]);
  });

  it("stops sending from a state that is older than what the platform has", async () => {
    await start();
    await source.samples([sample(1)]);
    await until(() => values().length === 1 && running?.status.buffer.waitingBatches === 0);
    await halt();
    for (const name of ["state.json", "buffer", "sealed"])
      rmSync(join(state.directory, name), { recursive: true, force: true });
    await start();
    await source.samples([sample(2)]);
    await until(() => running?.status.uplink.problem?.code === "stateBehindPlatform");
    expect(values()).toEqual([1]);
    expect(existsSync(join(state.directory, "buffer"))).toBe(true);
  });
});
