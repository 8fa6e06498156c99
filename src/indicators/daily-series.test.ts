import { dayNumberOf } from "#kernel";
import { describe, expect, it } from "vitest";
import { dailySeriesOf } from "./daily-series.ts";
import { type AssetFacts, type AssetHour, emptyFacts } from "./facts.ts";
import { hourMs } from "./machine-view.ts";

const asOf = "2026-10-31";
const minuteMs = 60_000;

describe("the daily series of machines", () => {
  it("books hours of UTC into days of Asia/Shanghai", () => {
    // 16:00 UTC is midnight in Shanghai: the first hour belongs to the 5th, the second to the 6th.
    const series = seriesOf([
      hourAt("2026-10-05", 15, { runMs: hourMs }),
      hourAt("2026-10-05", 16, { idleMs: hourMs }),
    ]);
    expect(series?.days).toEqual(["2026-10-05", "2026-10-06"]);
    expect(series?.minutes).toMatchObject({ run: [60, 0], idle: [0, 60] });
  });

  it("adds before it rounds down, minutes and watt-hours alike", () => {
    const half = { runMs: minuteMs / 2, meteredMs: hourMs, energyWattMs: BigInt(hourMs) / 2n };
    const series = seriesOf([0, 1, 2].map((hour) => hourAt("2026-10-05", hour, half)));
    expect(series?.minutes?.run).toEqual([1]);
    expect(series?.energyWh).toEqual([1]);
  });

  it("keeps days without a reading in their place: no minutes, energy unknown", () => {
    const metered = { runMs: hourMs, meteredMs: hourMs, energyWattMs: 5_000n * BigInt(hourMs) };
    const series = seriesOf([hourAt("2026-10-05", 1, metered), hourAt("2026-10-08", 1, metered)]);
    expect(series?.days).toHaveLength(4);
    expect(series?.minutes?.run).toEqual([60, 0, 0, 60]);
    expect(series?.energyWh).toEqual([5_000, null, null, 5_000]);
  });

  it("holds the last 365 days and no more", () => {
    const hours = [hourAt("2024-01-01", 1, { runMs: hourMs }), hourAt("2026-10-30", 1, { runMs: hourMs })];
    const series = seriesOf(hours);
    expect(series?.days).toHaveLength(365);
    expect(series?.days.at(-1)).toBe("2026-10-30");
    expect(series?.days[0]).toBe("2025-10-31");
  });

  it("marks statutory holidays", () => {
    // National Day: 1 to 3 October are statutory in every year; 4 October 2026 is a Sunday.
    const series = seriesOf([
      hourAt("2026-09-30", 1, { runMs: 1 }),
      hourAt("2026-10-09", 1, { runMs: hourMs }),
    ]);
    expect(series?.holidays).toEqual(expect.arrayContaining(["2026-10-01", "2026-10-02", "2026-10-03"]));
    expect(series?.holidays).not.toContain("2026-09-30");
  });

  it("says nothing of what an asset does not report", () => {
    const meter = seriesOf([hourAt("2026-10-05", 1, { meteredMs: hourMs, energyWattMs: 1n })]);
    expect(meter).toMatchObject({ minutes: null, energyWh: [0], producedCount: null });
    const counter = seriesOf([hourAt("2026-10-05", 1, { producedCount: 7 })]);
    expect(counter).toMatchObject({ minutes: null, energyWh: null, producedCount: [7] });
    expect(dailySeriesOf(emptyFacts(asOf, 1))).toEqual([]);
    expect(seriesOf([])).toBeUndefined();
  });
});

function seriesOf(hours: readonly AssetHour[]) {
  const asset: AssetFacts = {
    asset: "M1",
    hours,
    producedCount: 0n,
    goodCount: 0n,
    rejectCount: 0n,
    scrapCount: 0n,
    countsGood: false,
    countsRejects: false,
    bestItemMs: null,
  };
  return dailySeriesOf({ ...emptyFacts(asOf, 1), assets: [asset] })[0];
}

function hourAt(utcDay: string, utcHour: number, rest: Partial<AssetHour>): AssetHour {
  return {
    hour: dayNumberOf(utcDay) * 24 + utcHour,
    runMs: 0,
    manualMs: 0,
    idleMs: 0,
    alarmMs: 0,
    meteredMs: 0,
    energyWattMs: 0n,
    producedCount: 0,
    ...rest,
  };
}
