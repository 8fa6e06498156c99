import { dayMs, startOfDayMs } from "#kernel";
import { describe, expect, it } from "vitest";
import { computeIndicators } from "./catalogue.ts";
import { type AssetFacts, type AssetHour, emptyFacts } from "./facts.ts";
import { type ReadingRow, factsFromRows } from "./facts-from-rows.ts";
import { type ProductionPlan, defaultPlan } from "./parameters.ts";

const asOf = "2022-09-30";
const hourMs = 3_600_000;
/** A Wednesday that is no holiday, from midnight in Shanghai. */
const shiftStartMs = startOfDayMs("2022-09-07");

describe("indicators on machines", () => {
  // Source: oee.com, "Calculating OEE" (Vorne): planned 420 min, stops 47 min, ideal cycle 1.0 s, 19,271 parts,
  // 423 rejected: availability 88.81 %, performance 86.11 %, quality 97.80 %, OEE 74.79 %.
  it("agrees with the published OEE example", () => {
    const asset = assetOf([hourOf(0, 180), hourOf(3, 13), hourOf(4, 60), hourOf(5, 60), hourOf(6, 60)], {
      producedCount: 19_271n,
      goodCount: 18_848n,
      rejectCount: 423n,
      bestItemMs: 1000,
    });
    const values = valuesOf([asset]);
    expect(values("availability")).toBeCloseTo(0.8881, 4);
    expect(values("performance")).toBeCloseTo(0.8611, 4);
    expect(values("quality-ratio")).toBeCloseTo(0.978, 3);
    expect(values("oee")).toBeCloseTo(0.7479, 4);
  });

  it("has no OEE without counts of rejected parts", () => {
    const asset = {
      ...assetOf([hourOf(0, 60)], { producedCount: 10n, bestItemMs: 1000 }),
      countsRejects: false,
    };
    expect(valuesOf([asset])("oee")).toBe("noQualityCounts");
    expect(valuesOf([asset])("availability")).toBe(1);
  });

  it("says that the plan is wrong when a machine ran longer than planned", () => {
    const asset = assetOf([hourOf(0, 60), hourOf(1, 60)], {});
    expect(valuesOf([asset], { ...defaultPlan, hoursPerDay: 8 })("availability")).toBe("ranBeyondPlan");
  });

  // Two devices from 09-29 to 10-03. National Day takes 10-01 … 10-03, so 2 days and 4 device-days are planned, of
  // which 3 ran an hour; of all 5 days and 10 device-days 4 did.
  it("counts device-days of the calendar that the plan states", () => {
    const day = (number: number) => ((startOfDayMs("2022-09-29") + number * dayMs) / hourMs) | 0;
    const at = (hour: number, minutes: number): AssetHour => ({ ...hourOf(0, minutes), hour });
    const first = assetOf([at(day(0), 60), at(day(1), 60), at(day(4) + 23, 60)], {});
    const second = { ...assetOf([at(day(0), 60), at(day(1), 59)], {}), asset: "M2" };
    const values = (plan: ProductionPlan) => valuesOf([first, second], plan, "2022-10-31");
    expect(values(defaultPlan)("operating-rate")).toBe(3 / 4);
    expect(values({ ...defaultPlan, basis: "everyDay" })("operating-rate")).toBe(4 / 10);
  });

  it("counts overlapping production reports of a resource once", () => {
    const report = (fromMinute: number, toMinute: number): ReadingRow => ({
      asset: "M1",
      channel: "run_interval",
      fromMs: shiftStartMs + fromMinute * 60_000,
      toMs: shiftStartMs + toMinute * 60_000,
      value: BigInt(toMinute - fromMinute) * 60_000n,
      platformIndex: 0,
    });
    // Union of [0, 90), [30, 60), [80, 120) and [150, 180) is 120 + 30 minutes of three hours.
    const readings = [report(30, 60), report(0, 90), report(150, 180), report(80, 120)];
    const facts = factsFromRows({ asOf, knownAt: 1, invoices: [], readings });
    expect(computeIndicators(facts).get("availability")?.value).toBe(150 / 180);
  });

  it("holds an instant's state until the next one, and no longer than ten minutes", () => {
    const state = (minute: number, value: bigint): ReadingRow => ({
      asset: "M1",
      channel: "state",
      fromMs: shiftStartMs + minute * 60_000,
      toMs: 0,
      value,
      platformIndex: 0,
    });
    const facts = factsFromRows({
      asOf,
      knownAt: 1,
      invoices: [],
      readings: [state(0, 2n), state(4, 3n), state(6, 2n), state(30, 0n)],
    });
    expect(facts.assets[0]?.hours).toEqual([
      expect.objectContaining({ runMs: 14 * 60_000, alarmMs: 2 * 60_000, idleMs: 10 * 60_000 }),
    ]);
    expect(computeIndicators(facts).get("alarm-time-share")?.value).toBe(2 / 26);
  });
});

describe("indicators on energy", () => {
  // 24 hours: 23 at 2 kW and one at 10 kW; P5 is 2 kW (nearest rank 2 of 24), mean 56/24.
  it("separates the base load from production", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => meteredHour(hour, hour === 12 ? 10 : 2));
    const asset = assetOf(hours, { producedCount: 28n });
    const values = valuesOf([{ ...asset, countsGood: false }]);
    expect(values("base-load")).toBe(2);
    expect(values("base-load-share")).toBeCloseTo(2 / (56 / 24), 15);
    // 23:00 to 7:00 in Shanghai are eight hours at 2 kW of 56 kWh.
    expect(values("night-share")).toBeCloseTo(16 / 56, 15);
    expect(values("energy-per-unit")).toBe(2);
  });

  it("counts a machine's own power only where there is no meter", () => {
    const machine = assetOf(
      Array.from({ length: 24 }, (_, hour) => ({ ...meteredHour(hour, 3), runMs: hourMs })),
      { asset: "M2" },
    );
    const meter = assetOf(
      Array.from({ length: 24 }, (_, hour) => meteredHour(hour, 5)),
      { asset: "meter" },
    );
    expect(valuesOf([machine])("base-load")).toBe(3);
    expect(valuesOf([machine, meter])("base-load")).toBe(5);
  });

  it("does not take a site for complete when one of its meters is silent", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => meteredHour(hour, 2));
    const other = { ...assetOf([meteredHour(0, 1)], {}), asset: "M2" };
    expect(valuesOf([assetOf(hours, {}), other])("base-load")).toBe("tooFewHours");
  });
});

function hourOf(hour: number, minutes: number): AssetHour {
  return {
    hour: shiftStartMs / hourMs + hour,
    runMs: minutes * 60_000,
    manualMs: 0,
    idleMs: 0,
    alarmMs: 0,
    meteredMs: 0,
    energyWattMs: 0n,
    producedCount: 0,
  };
}

function meteredHour(hour: number, powerKw: number): AssetHour {
  return { ...hourOf(hour, 0), meteredMs: hourMs, energyWattMs: BigInt(powerKw * 1000) * BigInt(hourMs) };
}

function assetOf(hours: readonly AssetHour[], rest: Partial<AssetFacts>): AssetFacts {
  return {
    asset: "M1",
    hours,
    producedCount: 0n,
    goodCount: 0n,
    rejectCount: 0n,
    scrapCount: 0n,
    countsGood: true,
    countsRejects: true,
    bestItemMs: null,
    ...rest,
  };
}

function valuesOf(
  assets: readonly AssetFacts[],
  plan: ProductionPlan = defaultPlan,
  day = asOf,
): (id: string) => number | string | undefined {
  const values = computeIndicators({ ...emptyFacts(day, 1), assets }, day, plan);
  return (id) => values.get(id)?.value ?? values.get(id)?.missingReason ?? undefined;
}
