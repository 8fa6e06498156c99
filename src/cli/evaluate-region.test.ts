import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { evaluateRegion } from "#flow";
import type { BusinessDay } from "#kernel";
import type { Evaluation } from "#report";
import { type RegionTruth, writeRegion } from "#simulate";
import { openStores, type OpenStores } from "./open-stores.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-region-"));
const region = join(folder, "region");
const truthFile = join(folder, "truth.json");
let stores: OpenStores;

beforeAll(async () => {
  const sizes = { enterprises: 20, months: 22, seed: "point-in-time", endDay: "2026-10-31" } as const;
  await writeRegion({ ...sizes, directory: region, truthFile, onProgress: () => undefined });
  stores = await openStores(join(folder, "data"), { clock: Date.now });
}, 120_000);
afterAll(async () => {
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

async function evaluate(asOf: BusinessDay): Promise<Evaluation> {
  const { signal } = new AbortController();
  const watched = { clock: Date.now, signal, onProgress: () => undefined };
  return (await evaluateRegion(stores, { directory: region, asOf, seed: "s", ...watched })).evaluation;
}

/** What a decision rests on and says, without when it was made and what it cost. */
function decidedBy({ timing: _timing, input: _input, log, enterprises, ...rest }: Evaluation): unknown {
  const own = enterprises.map(({ quality: _quality, ...enterprise }) => enterprise);
  return { ...rest, knownAt: log.knownAt, enterprises: own };
}

it("a decision recomputed after later deliveries is the same to the bit", { timeout: 240_000 }, async () => {
  const days = ["2026-02-28", "2026-06-30"] as const;
  const first = [];
  for (const day of days) first.push(decidedBy(await evaluate(day)));
  const last = await evaluate("2026-10-31");
  expect(last.enterprises).toHaveLength(20);
  for (const [index, day] of days.entries()) expect(decidedBy(await evaluate(day))).toEqual(first[index]);
});

it("every enterprise says what its streams make of it, and joins its truth by id", {
  timeout: 120_000,
}, async () => {
  const { enterprises, asOf } = await evaluate("2026-10-31");
  const truth = JSON.parse(readFileSync(truthFile, "utf8")) as { enterprises: RegionTruth[] };
  const known = new Map(truth.enterprises.map((one) => [one.id, one]));
  for (const { id, code, name, authenticity, lifeStage, proxy, alerts, flows, indicators } of enterprises) {
    expect(known.get(id)?.code).toBe(code);
    expect(name).toMatch(/^模拟/);
    expect(authenticity?.grade).toBeDefined();
    expect(lifeStage).toBeDefined();
    expect(flows?.orders).toBeGreaterThan(0);
    expect(proxy?.revenueFen).toMatch(/^\d+$/);
    const { low, high, revenueFen = "0" } = proxy ?? { low: {}, high: {} };
    expect(BigInt(low.revenueFen ?? 0)).toBeLessThanOrEqual(BigInt(revenueFen));
    expect(BigInt(high.revenueFen ?? 0)).toBeGreaterThanOrEqual(BigInt(revenueFen));
    for (const { raisedOn } of alerts ?? []) expect(raisedOn <= asOf).toBe(true);
    expect(indicators.length).toBeGreaterThanOrEqual(120);
  }
});
