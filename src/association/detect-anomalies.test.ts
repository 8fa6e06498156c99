import { describe, expect, it } from "vitest";
import { dayNumberOf, lunarNewYearOffsetOf, dayOfNumber } from "#kernel";
import { emptyAnomalyState, pushValue } from "./anomaly-stream.ts";
import { detectAnomalies } from "./detect-anomalies.ts";
import { nabScore } from "./testing/nab-score.ts";
import { plantDays, plantHours } from "./testing/plant-series.ts";

const seeds = ["a", "b", "c", "d", "e", "f"];

describe("anomalies of meters by day", () => {
  it("are found where they were put, scored like the Numenta benchmark, with few false alarms", () => {
    const scores = seeds.map((seed) => {
      const { series, planted } = plantDays(seed, 3);
      const alarms = detectAnomalies(series).flatMap(({ at, kind }) =>
        kind === "point" ? [at - series.first] : [],
      );
      return nabScore(alarms, planted, 3);
    });
    const sum = (pick: (score: (typeof scores)[number]) => number) =>
      scores.reduce((all, one) => all + pick(one), 0);
    expect(sum(({ found }) => found) / sum(({ planted }) => planted)).toBeGreaterThan(0.5);
    // Six plants over three years each.
    expect(sum(({ falseAlarms }) => falseAlarms)).toBeLessThan(6 * 6);
    expect(sum(({ score }) => score) / seeds.length).toBeGreaterThan(50);
  });

  it("are seldom told of clean plants, and never within a standstill of the new year", () => {
    let points = 0;
    let values = 0;
    for (const seed of seeds) {
      const { series } = plantDays(seed, 0);
      values += series.values.length;
      for (const { at } of detectAnomalies(series)) {
        points++;
        const offset = lunarNewYearOffsetOf(dayOfNumber(at));
        expect(offset >= -10 && offset <= 35).toBe(false);
      }
    }
    expect(points / values).toBeLessThan(0.01);
  });

  it("of which one drifts is found by CUSUM alone, with the day on which it began", () => {
    const { series } = plantDays("drift", 0);
    const from = dayNumberOf("2025-06-02") - series.first;
    for (let place = from; place < from + 40; place++)
      series.values[place] = (series.values[place] ?? 0) * (1 + 0.02 * (place - from));
    const drifts = detectAnomalies(series).filter(({ kind }) => kind === "drift");
    expect(
      drifts.some(({ at, to }) => Math.abs(at - series.first - from) < 21 && to - series.first < from + 60),
    ).toBe(true);
  });
});

describe("anomalies of machines by hour", () => {
  it("are found in their context, with less than one false alarm in a month", () => {
    let found = 0;
    let planted = 0;
    let falseAlarms = 0;
    for (const seed of seeds.slice(0, 3)) {
      const made = plantHours(seed, 5);
      const alarms = detectAnomalies(made.series).flatMap(({ at, kind }) =>
        kind === "point" ? [at - made.series.first] : [],
      );
      const score = nabScore(alarms, made.planted, 6);
      found += score.found;
      planted += score.planted;
      falseAlarms += score.falseAlarms;
    }
    expect(found / planted).toBeGreaterThan(0.5);
    expect(falseAlarms).toBeLessThan(3 * 6);
  });
});

describe("the state of a stream", () => {
  it("goes on after it was written down and read back, with the same scores", () => {
    const { series } = plantDays("state", 3);
    const whole = emptyAnomalyState("day");
    let broken = emptyAnomalyState("day");
    for (const [place, value] of series.values.entries()) {
      if (place % 97 === 0) broken = JSON.parse(JSON.stringify(broken));
      const at = series.first + place;
      expect(pushValue(broken, at, value)).toEqual(pushValue(whole, at, value));
    }
  });
});
