import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProjectedTelemetry } from "#collect";
import { startOfDayMs } from "#kernel";
import { emptyRows, type OperatingFacts, operatingFactsOf } from "#operations";
// How one enterprise goes on is a part of its room, which its door does not export because only live facts use it.
import { LiveEnterprise } from "../../flow/live/live-enterprise.ts";
import { randomOf } from "../../operations/testing/random-rows.ts";
import { openLiveSeeds } from "./live-seed.ts";
import { type Observations, openObservations } from "./observations.ts";
import { openOperatingSource } from "./operating-source.ts";

// Readings arrive leaf by leaf; after each the facts that went on are held against those of a batch.

const seed = 7;
const asOf = "2026-03-03";
const leaves = 24;
/** The leaf with a day that was delivered as such. */
const deliveredWith = 2;
const minuteMs = 60_000;
const firstMs = startOfDayMs("2026-03-02");
const directory = mkdtempSync(join(tmpdir(), "touchstone-live-seed-"));
let observations: Observations;

interface Row {
  readonly asset: string;
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
  readonly evidence: "device" | "gateway";
  readonly leaf: number;
}

/**
 * Machines that tell states as intervals and power at instants, one that counts items alone, and meters; a share of the
 * readings comes late. Time goes on with the leaves, over two midnights and beyond the end of T.
 */
function makeRows(id: string, lateShare: number): readonly Row[] {
  const random = randomOf(seed + id.length);
  const rows: Row[] = [];
  const spanMs = (3 * 24 * 60 * minuteMs + 120 * minuteMs) / leaves;
  for (let leaf = 0; leaf < leaves; leaf++) {
    for (let atMs = firstMs + leaf * spanMs; atMs < firstMs + (leaf + 1) * spanMs; ) {
      const stepMs = (1 + Math.floor(random() * 14)) * minuteMs;
      const isLate = random() < lateShare;
      const place = { leaf: isLate ? Math.min(leaves - 1, leaf + 1 + Math.floor(random() * 6)) : leaf };
      const evidence = leaf % 5 === 3 ? ("gateway" as const) : ("device" as const);
      const add = (asset: string, channel: string, value: number, lengthMs = stepMs) =>
        rows.push({ ...place, asset, channel, fromMs: atMs, toMs: atMs + lengthMs, value, evidence });
      const overlapMs = random() < 0.1 ? 5 * minuteMs : 0;
      add("M1", "state", Math.floor(random() * 4), stepMs + overlapMs);
      add("M1", "good_count", Math.floor(random() * 9));
      add("M1", "scrap_count", Math.floor(random() * 2));
      add("M1", "energy_wh", Math.floor(random() * 900));
      add("M2", "power_w", Math.floor(random() * 5000), 0);
      add("M2", "item_count", Math.floor(random() * 5));
      if (random() < 0.3) add("M3", "run_interval", 0);
      add("E9", "energy_wh", Math.floor(random() * 40_000));
      add("E9", "power_w", Math.floor(random() * 9000), 0);
      add("G1", "gas_litre", Math.floor(random() * 70));
      add("H1", "heat_kj", Math.floor(random() * 7000));
      add("M1", "temperature", 20, 0);
      atMs += stepMs + (random() < 0.1 ? Math.floor(random() * 40) * minuteMs : 0);
    }
  }
  return rows;
}

beforeAll(async () => {
  observations = await openObservations(directory);
  for (const [id, late] of cases) await store(id, makeRows(id, late));
  await observations.execute(
    `INSERT INTO machine_day (enterprise_id, asset, on_day, run_minutes, evidence, platform_index)
     VALUES ('ent_late', 'M1', toDate32('${asOf}'), 77, 'manual', ${deliveredWith})`,
  );
  // A document of another source, so that this enterprise's rows are read from the tables.
  await observations.execute(
    `INSERT INTO business_document (enterprise_id, kind, number, on_day, platform_index)
     VALUES ('ent_late', 'inspection', 'Q1', toDate32('2026-03-02'), 0)`,
  );
  await observations.advance(leaves);
});
afterAll(async () => {
  await observations.close();
  rmSync(directory, { recursive: true, force: true });
});

const cases = [
  ["ent_order", 0],
  ["ent_late", 0.02],
] as const;

async function store(id: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map(
    ({ asset, channel, fromMs, toMs, value, evidence, leaf }) =>
      `('${id}', '${asset}', '${channel}', ${fromMs}, ${toMs}, ${value}, 1, '${evidence}', 0, 'o', 0, 0, ${leaf})`,
  );
  await observations.execute(
    `INSERT INTO reading (enterprise_id, asset, channel, from_ms, to_ms, value, fingerprint, evidence, received_at_ms,
       origin, entry_index, ordinal, platform_index) VALUES ${values.join(", ")}`,
  );
}

async function batchOf(id: string, knownAt: number): Promise<OperatingFacts> {
  const query = { asOf, knownAt, enterpriseIds: [id] };
  for await (const [, facts] of openOperatingSource(observations).loadOperations(query)) return facts;
  return operatingFactsOf(emptyRows(), asOf, knownAt);
}

async function begin(id: string, knownAt: number): Promise<LiveEnterprise> {
  const seeds = openLiveSeeds(observations);
  return new LiveEnterprise(
    await batchOf(id, knownAt),
    await seeds.loadSeed({ enterpriseId: id, asOf, knownAt }),
  );
}

/** One device's and one gateway's rows of a leaf, as they come from the projection. */
function batchesOf(id: string, rows: readonly Row[], leaf: number): readonly ProjectedTelemetry[] {
  return (["device", "gateway"] as const).map((evidence) => {
    const own = rows
      .filter((row) => row.leaf === leaf && row.evidence === evidence)
      .toSorted((a, b) => a.fromMs - b.fromMs);
    const readings = {
      ordinals: own.map((_, i) => i),
      assets: own.map(({ asset }) => asset),
      elementIds: own.map(() => ""),
      channels: own.map(({ channel }) => channel),
      fromMs: own.map(({ fromMs }) => fromMs),
      toMs: own.map(({ toMs }) => toMs),
      values: own.map(({ value }) => value),
      flags: own.map(() => 0),
      fingerprints: new Uint32Array(0),
    };
    const of = { enterpriseId: id, platformIndex: leaf, receivedAtMs: 0, evidence };
    const kept = { isKept: new Uint8Array(own.length).fill(1), isEventKept: new Uint8Array(0) };
    return { ...of, ...kept, readings, events: [] } as unknown as ProjectedTelemetry;
  });
}

describe(`facts that go on with what arrives (seed ${seed})`, () => {
  it.each(cases)("of %s are those of a batch to the bit, after every leaf", async (id, late) => {
    const rows = makeRows(id, late);
    let live = await begin(id, 0);
    let anew = 0;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const batches = batchesOf(id, rows, leaf);
      // What comes by files is not carried on: live facts read the enterprise anew.
      const isCarriedOn = !(late > 0 && leaf === deliveredWith);
      if (isCarriedOn && batches.every((batch) => live.take(batch))) live.reach(leaf + 1);
      else {
        anew++;
        live = await begin(id, leaf + 1);
      }
      expect(live.facts()).toEqual(await batchOf(id, leaf + 1));
    }
    expect(live.facts().machineDays.length).toBeGreaterThan(4);
    expect(live.facts().meterDays.length).toBeGreaterThan(5);
    // Only what came late made it be read anew; midnight does where readings at an instant stand over it.
    expect(anew).toBeLessThan(late === 0 ? 3 : leaves - 4);
  });

  it("say when the newest reading was observed", async () => {
    const live = await begin("ent_order", leaves);
    const inTime = makeRows("ent_order", 0).filter(({ toMs }) => toMs <= startOfDayMs("2026-03-04"));
    expect(live.last?.observedMs).toBe(Math.max(...inTime.map(({ toMs }) => toMs)));
  });
});
