import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTestClock,
  createTestState,
  type TestChanges,
  type TestState,
} from "../testing/test-collector-parts.ts";
import { createTestPlatform, type TestPlatform } from "../testing/test-platform.ts";
import { keptReceiptOf } from "../uplink/receipt-book.ts";
import { type CollectorCore, openCollectorCore } from "./collector-core.ts";

const channel = { element: "CNC-01", channel: "item_count", scale: 0 };
let state: TestState;
let platform: TestPlatform;
let clock: ReturnType<typeof createTestClock>;
/** Killed ones are left as they are until the test is over. */
const opened: CollectorCore[] = [];

beforeEach(() => {
  state = createTestState();
  clock = createTestClock();
  platform = createTestPlatform(clock.wall);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((core) => core.close()));
  state.remove();
});

async function open(changes: TestChanges = {}): Promise<CollectorCore> {
  const parts = await state.parts(clock, platform.platformKey, changes);
  platform.admit(parts.key.publicKey);
  const core = await openCollectorCore(parts);
  opened.push(core);
  return core;
}

/** Accepts readings with the values given and makes them durable. */
async function put(
  core: CollectorCore,
  values: readonly number[],
  priority: "raw" | "high" = "raw",
): Promise<void> {
  const readings = values.map((integer) => ({
    channel,
    priority,
    fromMs: clock.wall(),
    toMs: clock.wall(),
    integer,
  }));
  const last = values.at(-1) ?? 0;
  const position = () => ({ position: last, pipeline: null });
  const durable = core.accept({ source: "s", readings, events: [], position });
  await core.flush();
  await durable;
}

/** Sends what waits, and keeps the receipts. */
async function deliver(core: CollectorCore): Promise<void> {
  const kept = core.waiting.map((batch) => {
    const answer = platform.accept(batch);
    if (answer.kind === "refused") throw new Error(`${answer.reason}: ${answer.detail}`);
    return { batch, receipt: keptReceiptOf(batch, answer) };
  });
  if (kept.length > 0) await core.acknowledge(kept);
}

async function drain(core: CollectorCore): Promise<void> {
  while ((await core.seal("live")) || (await core.seal("backlog"))) await deliver(core);
  await deliver(core);
}

function valuesOf(): number[] {
  return platform
    .readings()
    .map(({ value }) => value)
    .sort((a, b) => a - b);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Readings in the log and readings that gaps own up to. */
function accounted(): number {
  const told = platform.gaps().reduce((sum, { readings }) => sum + (readings ?? 0), 0);
  return valuesOf().length + told;
}

describe("a collector's chain", () => {
  it("signs everything once, in one chain over restarts", async () => {
    for (let boot = 0; boot < 4; boot++) {
      const core = await open();
      await put(core, range(boot * 300, boot * 300 + 300));
      if (boot % 2 === 0) await drain(core);
      clock.advance(1000);
    }
    await drain(await open());
    expect(valuesOf()).toEqual(range(0, 1200));
    expect(platform.wrongs).toEqual([]);
    expect(new Set(platform.batches.map(({ head }) => head.epoch)).size).toBeGreaterThan(1);
  });

  it("sends a batch again with the same bytes after a stop between sending and receipt", async () => {
    const core = await open();
    await put(core, range(0, 50));
    await core.seal("live");
    for (const batch of core.waiting) platform.accept(batch);
    const again = await open();
    expect(again.waiting).toHaveLength(1);
    await drain(again);
    expect(valuesOf()).toEqual(range(0, 50));
    expect(platform.wrongs).toEqual([]);
  });

  it("begins a greater epoch even when the clock went back", async () => {
    const first = (await open()).state.epoch;
    clock.jump(-86_400_000);
    expect((await open()).state.epoch).toBe(first + 1);
  });

  it("hands a source its last durable position, in the same group as its readings", async () => {
    const core = await open();
    await put(core, [1, 2, 3]);
    void core.accept({
      source: "s",
      readings: [],
      events: [],
      position: () => ({ position: 99, pipeline: null }),
    });
    const again = await open();
    expect(again.found.positions["s"]).toEqual({ position: 3, pipeline: null });
  });
});

describe("a collector's disk", () => {
  it("comes back from a torn write at every byte of the last group", async () => {
    const before = await open();
    await put(before, range(0, 5));
    const sizes = fileSizes();
    await put(before, range(5, 10));
    const files = copyFiles();
    const grown = [...files].filter(([path, bytes]) => bytes.length > (sizes.get(path) ?? bytes.length));
    expect(grown.map(([path]) => path.split("/").at(-2))).toEqual(["high", "raw"]);
    for (const [path, bytes] of grown) {
      for (let cut = sizes.get(path) ?? 0; cut < bytes.length; cut++) {
        restoreFiles(files);
        truncateSync(path, cut);
        const core = await open();
        const isCommitTorn = path.includes("/high/");
        expect(core.found.positions["s"]?.position).toBe(isCommitTorn ? 4 : 9);
        await core.close();
      }
    }
    restoreFiles(files);
    truncateSync(grown[0]?.[0] ?? "", sizes.get(grown[0]?.[0] ?? "") ?? 0);
    const core = await open();
    await put(core, range(5, 8));
    await drain(core);
    expect(valuesOf()).toEqual(range(0, 8));
    expect(platform.wrongs).toEqual([]);
  });

  it("tells a flipped bit as a gap and goes on behind it", async () => {
    const core = await open({ batch: { rows: 10 } });
    for (let i = 0; i < 10; i++) {
      await put(core, range(i * 10, i * 10 + 10));
      clock.advance(1000);
    }
    const path = join(state.directory, "buffer/raw/0000000001.seg");
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const again = await open({ batch: { rows: 10 } });
    await drain(again);
    expect(valuesOf()).toHaveLength(90);
    const damaged = platform.gaps().filter(({ reason }) => reason === "bufferDamaged");
    expect(damaged).toHaveLength(1);
    const [gap] = damaged;
    expect((gap?.toMs ?? 0) - (gap?.fromMs ?? 0)).toBe(2000);
    expect(platform.wrongs).toEqual([]);
  });

  it("says it when a signed batch can no longer be read, and goes on in a new epoch", async () => {
    const core = await open();
    await put(core, range(0, 20));
    await core.seal("live");
    await deliver(core);
    await put(core, range(20, 40));
    await core.seal("live");
    const [name = ""] = readdirSync(join(state.directory, "sealed"));
    writeFileSync(join(state.directory, "sealed", name), "noise");
    const again = await open();
    expect(again.found.damagedBatches).toEqual([name]);
    await put(again, range(40, 50));
    await drain(again);
    expect(valuesOf().filter((value) => value < 20 || value >= 40)).toEqual([
      ...range(0, 20),
      ...range(40, 50),
    ]);
    expect(platform.wrongs).toEqual([]);
  });

  it("gives up the oldest raw readings first, and accounts for every one", async () => {
    const small: TestChanges = { buffer: { maxBytes: 256 * 1024 }, batch: { rows: 100 } };
    const core = await open(small);
    let next = 0;
    for (let i = 0; i < 120; i++) {
      await put(core, range(next, next + 100), "raw");
      next += 100;
      if (i % 10 === 0) await put(core, [1_000_000 + i], "high");
      clock.advance(1000);
    }
    expect(core.measure.bytes).toBeLessThanOrEqual(256 * 1024);
    expect(core.measure.droppedReadings).toBeGreaterThan(0);
    await drain(core);
    const values = valuesOf();
    expect(values.filter((value) => value >= 1_000_000)).toHaveLength(12);
    const raw = values.filter((value) => value < 1_000_000);
    expect(raw).toEqual(range(next - raw.length, next));
    expect(accounted()).toBe(next + 12);
    expect(platform.wrongs).toEqual([]);
  });

  it("keeps the account through stops at any point", async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant("put" as const),
          count: fc.integer({ min: 1, max: 400 }),
          isHigh: fc.boolean(),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom("seal" as const, "deliver" as const, "backlog" as const, "split" as const),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("kill" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        state.remove();
        state = createTestState();
        platform = createTestPlatform(clock.wall);
        const small: TestChanges = { buffer: { maxBytes: 64 * 1024 }, batch: { rows: 50, window: 3 } };
        let core = await open(small);
        let next = 0;
        for (const one of steps) {
          clock.advance(100);
          if (one.kind === "put") {
            await put(core, range(next, next + one.count), one.isHigh ? "high" : "raw");
            next += one.count;
          } else if (one.kind === "seal" && core.waiting.length < 3) await core.seal("live");
          else if (one.kind === "backlog" && core.waiting.length < 3) await core.seal("backlog");
          else if (one.kind === "deliver") await deliver(core);
          else if (one.kind === "split") await core.makeBacklog();
          else if (one.kind === "kill") core = await open(small);
        }
        await drain(core);
        const values = valuesOf();
        expect(new Set(values).size).toBe(values.length);
        expect(accounted()).toBe(next);
        expect(platform.wrongs).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

function bufferFiles(): string[] {
  return ["high", "raw"].flatMap((series) =>
    readdirSync(join(state.directory, "buffer", series)).map((name) =>
      join(state.directory, "buffer", series, name),
    ),
  );
}

function fileSizes(): Map<string, number> {
  return new Map(bufferFiles().map((path) => [path, readFileSync(path).length]));
}

function copyFiles(): Map<string, Buffer> {
  return new Map(
    [...bufferFiles(), join(state.directory, "state.json")].map((path) => [path, readFileSync(path)]),
  );
}

function restoreFiles(files: ReadonlyMap<string, Buffer>): void {
  for (const path of bufferFiles()) rmSync(path);
  for (const [path, bytes] of files) writeFileSync(path, bytes);
}
