import { describe, expect, it } from "vitest";
import { binomialUpper } from "../distributions/binomial.ts";
import { buildPopulation, goldenRows, readEvaluationGolden } from "../testing/scored-rows.ts";
import { shareEstimate } from "./estimate.ts";
import { judgePd, testGrades } from "./grade-calibration.ts";
import type { MasterGrade } from "./master-scale.ts";
import { measureCalibration } from "./measure-calibration.ts";
import { defaultEvaluationParameters } from "./parameters.ts";
import { levelsOf } from "./score-levels.ts";

const golden = readEvaluationGolden();
const levels = levelsOf(goldenRows(golden));
const expected = golden.calibration;
const z = 1.959_963_984_540_054;

describe("measureCalibration", () => {
  const fitted = measureCalibration(levels, { groups: 10, confidence: 0.95, isFitted: true });
  const heldOut = measureCalibration(levels, { groups: 10, confidence: 0.95, isFitted: false });

  it("gives R's Hosmer–Lemeshow statistic, with two degrees of freedom less on the rows fitted", () => {
    expect(fitted.groups).toHaveLength(expected.groups);
    expect(fitted.hosmerLemeshow.statistic).toBeCloseTo(expected.hosmerLemeshow, 10);
    expect(fitted.hosmerLemeshow.pValue).toBeCloseTo(expected.fittedPValue, 11);
    expect(heldOut.hosmerLemeshow.pValue).toBeCloseTo(expected.heldOutPValue, 11);
  });

  it("gives the intercept and slope of R's glm with their intervals, to 1e-8", () => {
    expect(fitted.intercept?.value).toBeCloseTo(expected.intercept, 8);
    expect(fitted.slope?.value).toBeCloseTo(expected.slope, 8);
    expect(fitted.intercept?.high).toBeCloseTo(expected.intercept + z * expected.interceptError, 8);
    expect(fitted.slope?.low).toBeCloseTo(expected.slope - z * expected.slopeError, 8);
  });

  it("gives the Brier score, whose parts add up, and Spiegelhalter's z", () => {
    const { score, reliability, resolution, uncertainty, within, skill } = fitted.brier;
    expect(score).toBeCloseTo(expected.brier, 12);
    expect(reliability - resolution + uncertainty + within).toBeCloseTo(score, 12);
    expect(skill).toBeCloseTo(1 - score / uncertainty, 12);
    expect(fitted.spiegelhalter.z).toBeCloseTo(expected.spiegelhalter, 10);
  });

  it("sees as many rows as unequal weights are worth", () => {
    const weights = Float64Array.from(golden.rows.weight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const squared = weights.reduce((sum, weight) => sum + weight * weight, 0);
    const weighted = levelsOf({ ...goldenRows(golden), weights });
    expect(weighted.totals.effectiveScale * total).toBeCloseTo((total * total) / squared, 8);
    expect(levels.totals.effectiveScale).toBe(1);
  });

  it("leaves the line out where the outcomes are separated", () => {
    const points = Float64Array.of(400, 450, 550, 600);
    const separated = levelsOf({
      points,
      pd: Float64Array.of(0.8, 0.7, 0.2, 0.1),
      bad: Uint8Array.of(1, 1, 0, 0),
    });
    const found = measureCalibration(separated, { groups: 2, confidence: 0.95, isFitted: false });
    expect([found.intercept, found.slope]).toEqual([null, null]);
  });
});

describe("shareEstimate", () => {
  it("is Jeffreys' interval, which reaches the end when nothing or everything occurred", () => {
    const bads = levels.totals.bads;
    const found = shareEstimate({ count: bads, trials: 600 }, 0.95);
    expect(found.low).toBeCloseTo(expected.badRateLow, 11);
    expect(found.high).toBeCloseTo(expected.badRateHigh, 11);
    expect(shareEstimate({ count: 0, trials: 9 }, 0.95).low).toBe(0);
    expect(shareEstimate({ count: 9, trials: 9 }, 0.95).high).toBe(1);
  });
});

describe("testGrades", () => {
  it("gives R's binomial and Jeffreys p-values", () => {
    const { groups } = measureCalibration(levels, { groups: 10, confidence: 0.95, isFitted: true });
    // R lists the groups from the riskiest on, as the levels lie.
    const [pd, rows, bads] = [0, 1, 2].map((figure) =>
      [...groups].reverse().map((group) => [group.meanPd, group.rows, group.bads][figure] as number),
    ) as [number[], number[], number[]];
    expected.binomial.forEach((pValue, index) => {
      const found = { count: bads[index] as number, trials: rows[index] as number };
      expect(binomialUpper(found, pd[index] as number)).toBeCloseTo(pValue, 11);
    });
    const scale = scaleOf(levels.points, pd, rows);
    const tested = testGrades(levels, scale, { confidence: 0.95, parameters: defaultEvaluationParameters });
    expect(tested.map(({ jeffreysPValue }) => jeffreysPValue).reverse()).toEqual(
      expected.jeffreys.map((pValue) => expect.closeTo(pValue, 11)),
    );
    expect(tested.map(({ light }) => light).reverse()).toEqual(
      expected.binomial.map((pValue) => (pValue < 0.001 ? "red" : pValue < 0.05 ? "amber" : "green")),
    );
  });

  it("shows a red light where risk is understated beyond chance, and none where it is right", () => {
    const wrong = judgePd({ count: 60, trials: 400 }, 0.08);
    expect(wrong.understated).toBeLessThan(1e-5);
    const right = levelsOf(buildPopulation("heldOut", 4_000, "right"));
    const { pValue } = measureCalibration(right, {
      groups: 10,
      confidence: 0.95,
      isFitted: false,
    }).hosmerLemeshow;
    expect(pValue).toBeGreaterThan(0.01);
  });
});

/** A scale whose grades are R's groups, given riskiest first. */
function scaleOf(points: Float64Array, pd: readonly number[], rows: readonly number[]) {
  const counts = levels.goods.map((weight, level) => weight + (levels.bads[level] as number));
  const starts: number[] = [];
  let level = 0;
  for (const wanted of rows) {
    starts.push(points[level] as number);
    for (let held = 0; held < wanted; level++) held += counts[level] as number;
  }
  const grades = starts.map((from, index): MasterGrade => {
    const value = pd[index] as number;
    return {
      grade: `R${index + 1}`,
      pointsFrom: index === 0 ? null : from,
      pointsTo: starts[index + 1] ?? null,
      pdFrom: 0,
      pdTo: 1,
      rows: 0,
      bads: 0,
      share: 0,
      meanPd: value,
      pd: { value, low: value, high: value },
    };
  });
  return { version: "master-scale@1", grades: grades.reverse(), concentration: 0, pdFloor: 0 } as const;
}
