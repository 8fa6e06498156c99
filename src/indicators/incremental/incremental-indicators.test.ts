import { addDays, dayNumberOf, startOfDayMs } from "#kernel";
import { type OperatingRows, operatingFactsOf, streamNames } from "#operations";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeIndicators } from "../catalogue.ts";
import { enterpriseFactsOf } from "../operating/enterprise-facts.ts";
import { defaultPlan } from "../parameters.ts";
import { arbitraryAsOf, arbitraryRows } from "../testing/arbitrary-operations.ts";
import type { ReadAsset } from "./asset-days.ts";
import { type AssetReading, daysOfReadings } from "./batch-days.ts";
import { type IncrementalIndicators, createIncrementalIndicators } from "./incremental-indicators.ts";
import { readingChannels } from "./reading-block.ts";

const id = "ent_1";
const assets: readonly ReadAsset[] = [
  { asset: "M1", kind: "machine", evidence: "device" },
  { asset: "M2", kind: "machine", evidence: "gateway" },
  { asset: "E9", kind: "meter", medium: "electricity", evidence: "device" },
];
const firstMs = startOfDayMs(addDays(arbitraryAsOf, -100));
const hourMs = 3_600_000;

const reading: fc.Arbitrary<AssetReading> = fc
  .record({
    asset: fc.constantFrom(...assets),
    channel: fc.constantFrom(...readingChannels),
    hour: fc.integer({ min: 0, max: 110 * 24 }),
    minutes: fc.integer({ min: 1, max: 3000 }),
    value: fc.integer({ min: 0, max: 4 }),
    platformIndex: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ hour, minutes, ...row }) => {
    const fromMs = firstMs + hour * hourMs + minutes * 977;
    return { ...row, fromMs, toMs: fromMs + minutes * 61_003 };
  });

/** Gives readings in blocks of one leaf each, in the order given. */
function give(engine: IncrementalIndicators, readings: readonly AssetReading[]): void {
  for (let at = 0; at < readings.length; ) {
    const platformIndex = readings[at]?.platformIndex ?? 0;
    const block: AssetReading[] = [];
    for (; readings[at]?.platformIndex === platformIndex; at++) block.push(readings[at] as AssetReading);
    engine.takeReadings({
      length: block.length,
      assets: Int32Array.from(block, ({ asset }) => engine.numberOf(id, asset)),
      channels: Uint8Array.from(block, ({ channel }) => readingChannels.indexOf(channel)),
      fromMs: Float64Array.from(block, ({ fromMs }) => fromMs),
      toMs: Float64Array.from(block, ({ toMs }) => toMs),
      values: Float64Array.from(block, ({ value }) => value),
      platformIndex,
    });
  }
}

function giveRows(engine: IncrementalIndicators, rows: OperatingRows, leaf: number): void {
  engine.takeRows(
    id,
    Object.fromEntries(
      streamNames.map((name) => [name, rows[name].filter(({ platformIndex }) => platformIndex === leaf)]),
    ),
  );
}

function batch(rows: OperatingRows, readings: readonly AssetReading[], asOf: string, knownAt: number) {
  const { machines, meters } = daysOfReadings(readings, knownAt);
  const first = <Row>(row: Row) => ({ ...row, platformIndex: -1 });
  const facts = operatingFactsOf(
    {
      ...rows,
      machineDays: [...machines.map(first), ...rows.machineDays],
      meterDays: [...meters.map(first), ...rows.meterDays],
    },
    asOf,
    knownAt,
  );
  return { facts, values: computeIndicators(enterpriseFactsOf(facts), asOf, defaultPlan, facts) };
}

const shuffled = fc
  .tuple(
    fc.array(reading, { maxLength: 120, size: "max" }),
    fc.array(fc.integer(), { minLength: 120, maxLength: 120 }),
  )
  .map(([readings, keys]) => ({
    readings,
    other: readings
      .map((row, at) => ({ row, key: keys[at] ?? 0 }))
      .sort((left, right) => left.key - right.key)
      .map(({ row }) => row),
  }));
const leaves = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 13 });

describe("indicators kept as data arrive", () => {
  it("are those of a batch to the bit, in any order and pieces, as of any T and N", () => {
    fc.assert(
      fc.property(
        arbitraryRows,
        shuffled,
        leaves,
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: -60, max: 9 }),
        (rows, { readings, other }, order, knownAt, days) => {
          const asOf = addDays(arbitraryAsOf, days);
          const engine = createIncrementalIndicators();
          for (const leaf of order) giveRows(engine, rows, leaf);
          give(engine, other);
          const { facts, values } = batch(rows, readings, asOf, knownAt);
          expect(engine.factsOf(id, asOf, knownAt)).toEqual(facts);
          expect(engine.valuesOf(id, asOf, knownAt)).toEqual(values);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("do not change as of an N that was asked for when later leaves bring older days", () => {
    fc.assert(
      fc.property(
        fc.array(reading, { minLength: 1, maxLength: 80, size: "max" }),
        fc.integer({ min: 1, max: 12 }),
        (readings, knownAt) => {
          const engine = createIncrementalIndicators();
          give(
            engine,
            readings.filter(({ platformIndex }) => platformIndex < knownAt),
          );
          const before = engine.valuesOf(id, arbitraryAsOf, knownAt);
          give(
            engine,
            readings.filter(({ platformIndex }) => platformIndex >= knownAt),
          );
          expect(engine.valuesOf(id, arbitraryAsOf, knownAt)).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("name the enterprises that data came for, once", () => {
    const engine = createIncrementalIndicators();
    give(engine, [
      {
        asset: assets[0] as ReadAsset,
        channel: "state",
        fromMs: firstMs,
        toMs: firstMs + hourMs,
        value: 2,
        platformIndex: 3,
      },
    ]);
    expect(engine.takeTouched()).toEqual([id]);
    expect(engine.takeTouched()).toEqual([]);
    const { machineDays } = engine.factsOf(id, arbitraryAsOf, 4);
    expect(machineDays).toMatchObject([
      { asset: "M1", day: dayNumberOf(addDays(arbitraryAsOf, -100)), runMinutes: 60 },
    ]);
    expect(engine.factsOf(id, arbitraryAsOf, 3).machineDays).toEqual([]);
  });

  it("leave out a state without an end and a value that is no count, and say how many", () => {
    const engine = createIncrementalIndicators();
    const number = engine.numberOf(id, assets[0] as ReadAsset);
    const leftOut = engine.takeReadings({
      length: 3,
      assets: Int32Array.of(number, number, number),
      channels: Uint8Array.of(0, 1, 1),
      fromMs: Float64Array.of(firstMs, firstMs, firstMs),
      toMs: Float64Array.of(firstMs, firstMs, firstMs),
      values: Float64Array.of(2, Number.NaN, 7),
      platformIndex: 0,
    });
    expect(leftOut).toBe(2);
    expect(engine.factsOf(id, arbitraryAsOf, 1).machineDays).toMatchObject([
      { goodCount: 7, knownMinutes: 0 },
    ]);
  });
});
