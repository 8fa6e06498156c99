import { describe, expect, it } from "vitest";
import { dayNumberOf, dayOfNumber, lunarNewYearOffsetOf } from "#kernel";
import { cohortOf } from "./cohort-of.ts";
import { daySumsOf } from "./day-sums.ts";
import { replayAlerts } from "./replay-alerts.ts";
import { findingsOfAll } from "./testing/findings-of-all.ts";
import { simulateRegion } from "./testing/simulated-series.ts";
import { daily, seriesWith } from "./testing/plain-series.ts";

const runRates = ["energyDown", "runningDown", "salesDown", "streamSilent"];

describe("the lunar new year", () => {
  it("raises no run-rate alert over 2023 to 2026 in healthy enterprises that stop for 8 to 28 days", () => {
    const region = simulateRegion({
      seed: "holiday",
      enterprises: 40,
      firstDay: "2021-09-01",
      lastDay: "2026-06-30",
      isHealthy: true,
    });
    const alerts = replayAlerts(region.series, { from: "2022-12-05", to: "2026-06-29", step: "week" });
    const raised = alerts.filter(({ episode }) => runRates.includes(episode.rule));
    const nearNewYear = raised.filter(({ episode }) => {
      const offset = lunarNewYearOffsetOf(dayOfNumber(episode.raisedOn));
      return offset >= -15 && offset <= 70;
    });
    expect(nearNewYear).toEqual([]);
    // Away from it chance remains: months differ from those of the year before.
    expect((raised.length / 40 / 43) * 100).toBeLessThan(0.5);
  });
});

describe("silence", () => {
  const stopping = (enterpriseId: string, last: string) => ({
    ...seriesWith({ energy: { kind: "known", series: daily("2024-01-01", last, () => 1000) } }),
    enterpriseId,
  });
  const silentOn = (asOf: string, all: ReturnType<typeof stopping>[]) =>
    findingsOfAll(all, dayNumberOf(asOf)).filter(
      ({ rule, result }) => rule === "streamSilent" && result.kind === "hit",
    );

  it("is told of one enterprise, and not when the feed is out for everybody", () => {
    const alive = ["E2", "E3", "E4"].map((id) => stopping(id, "2025-06-30"));
    expect(
      silentOn("2025-06-30", [stopping("E1", "2025-06-10"), ...alive]).map(
        ({ enterpriseId }) => enterpriseId,
      ),
    ).toEqual(["E1"]);
    const allOut = ["E1", "E2", "E3", "E4"].map((id) => stopping(id, "2025-06-10"));
    expect(silentOn("2025-06-30", allOut)).toEqual([]);
    expect(cohortOf(allOut, dayNumberOf("2025-06-30")).isFeedOut("energy")).toBe(true);
  });

  it("is not read into a holiday", () => {
    // The new year of 2025 was on 29 January.
    expect(silentOn("2025-02-20", [stopping("E1", "2025-01-18")])).toEqual([]);
  });
});

describe("day sums", () => {
  it("sum what is known twice a day, and nothing outside", () => {
    const sums = daySumsOf([
      [10, 1],
      [12, 5n],
      [10, 2],
    ]);
    expect([...sums.days]).toEqual([10, 12]);
    expect([...sums.before]).toEqual([0, 3, 8]);
  });
});
