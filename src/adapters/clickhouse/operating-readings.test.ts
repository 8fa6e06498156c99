import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { businessDayOf, startOfDayMs } from "#kernel";
import type { OperatingFacts } from "#operations";
// The oracle lies beside its room, which tells it to nobody but tests.
import { type AssetReading, daysOfReadings } from "../../indicators/incremental/batch-days.ts";
import { randomOf } from "../../operations/testing/random-rows.ts";
import { type Observations, openObservations } from "./observations.ts";
import { openOperatingSource } from "./operating-source.ts";

const seed = 41;
const directory = mkdtempSync(join(tmpdir(), "touchstone-read-days-"));
const firstMs = startOfDayMs("2026-03-01");
const hourMs = 3_600_000;
let observations: Observations;

beforeAll(async () => {
  observations = await openObservations(directory);
  await store("ent_1", readings);
  await observations.advance(10);
});
afterAll(async () => {
  await observations.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Two machines and a meter over nine days: intervals that follow one another, some over midnight, with gaps between. */
const readings = (() => {
  const random = randomOf(seed);
  const machines = ["M1", "M2"].map(
    (asset) => ({ asset, evidence: asset === "M1" ? "gateway" : "device", kind: "machine" }) as const,
  );
  const meter = { asset: "meter", evidence: "gateway", kind: "meter", medium: "electricity" } as const;
  const made: AssetReading[] = [];
  for (const asset of [...machines, meter]) {
    for (let atMs = firstMs; atMs < firstMs + 9 * 24 * hourMs; ) {
      const toMs = atMs + (1 + Math.floor(random() * 90)) * 30_000;
      const place = { asset, fromMs: atMs, toMs, platformIndex: Math.floor(random() * 10) };
      if (asset.kind === "meter") {
        made.push({ ...place, channel: "quantity", value: Math.floor(random() * 50_000) });
      } else {
        made.push({ ...place, channel: "state", value: Math.floor(random() * 4) });
        made.push({ ...place, channel: "good_count", value: Math.floor(random() * 40) });
        made.push({ ...place, channel: "scrap_count", value: Math.floor(random() * 3) });
      }
      atMs = toMs + (random() < 0.2 ? Math.floor(random() * 200) * 60_000 : 0);
    }
  }
  return made;
})();

async function store(id: string, all: readonly AssetReading[]): Promise<void> {
  const rows = all.map(({ asset, channel, fromMs, toMs, value, platformIndex }) => {
    const name = channel === "quantity" ? "energy_wh" : channel;
    return `('${id}', '${asset.asset}', '${name}', ${fromMs}, ${toMs}, ${value}, 1, '${asset.evidence}', 0, 'o', 0, 0, ${platformIndex})`;
  });
  await observations.execute(
    `INSERT INTO reading (enterprise_id, asset, channel, from_ms, to_ms, value, fingerprint, evidence, received_at_ms,
       origin, entry_index, ordinal, platform_index) VALUES ${rows.join(", ")}`,
  );
}

async function factsOf(id: string, asOf: string, knownAt: number): Promise<OperatingFacts | null> {
  const source = openOperatingSource(observations);
  for await (const [, facts] of source.loadOperations({ asOf, knownAt, enterpriseIds: [id] })) return facts;
  return null;
}

const byDay = (a: { day: number; asset: string }, b: { day: number; asset: string }): number =>
  a.day - b.day || (a.asset < b.asset ? -1 : 1);

describe(`days that are known from readings (seed ${seed})`, () => {
  it("are those that follow reading by reading, at every N", async () => {
    for (const knownAt of [10, 6, 1]) {
      const facts = await factsOf("ent_1", "2026-03-31", knownAt);
      const expected = daysOfReadings(readings, knownAt);
      expect(facts?.machineDays).toEqual(expected.machines.toSorted(byDay));
      const known = facts?.meterDays.map((day) => ({ ...day, peakWatt: null }));
      expect(known).toEqual(expected.meters.toSorted(byDay));
      expect(facts?.meterDays.every(({ peakWatt }) => (peakWatt ?? 0) > 0)).toBe(true);
    }
  });

  it("end with the day asked for: an interval that ends later is not known on it", async () => {
    const asOf = businessDayOf(firstMs + 3 * 24 * hourMs);
    const facts = await factsOf("ent_1", asOf, 10);
    const endMs = startOfDayMs(asOf) + 24 * hourMs;
    const expected = daysOfReadings(
      readings.filter(({ toMs }) => toMs <= endMs),
      10,
    );
    expect(facts?.machineDays).toEqual(expected.machines.toSorted(byDay));
  });

  it("are not made a second time where the day itself was delivered", async () => {
    await store("ent_2", readings);
    // As in a store whose rows are older than packs.
    await observations.execute("TRUNCATE TABLE operating_pack_start");
    await observations.execute("INSERT INTO operating_pack_start SELECT 10");
    const day = Math.floor((firstMs + 8 * hourMs) / (24 * hourMs));
    await observations.execute(
      `INSERT INTO machine_day (enterprise_id, asset, on_day, run_minutes, evidence, platform_index)
       VALUES ('ent_2', 'M1', toDate32(${day}), 77, 'manual', 2)`,
    );
    const facts = await factsOf("ent_2", "2026-03-31", 10);
    expect(facts?.machineDays.filter((row) => row.asset === "M1" && row.day === day)).toMatchObject([
      { runMinutes: 77, evidence: "manual" },
    ]);
    expect(facts?.machineDays.length).toBe(daysOfReadings(readings, 10).machines.length);
  });
});
