import { createRandom } from "#kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenRows, readEvaluationGolden } from "../testing/scored-rows.ts";
import { aucEstimate, aucOf, compareAucs } from "./delong.ts";
import { levelsOf } from "./score-levels.ts";

const golden = readEvaluationGolden();
const rows = goldenRows(golden);

describe("aucOf", () => {
  it("gives R's area and DeLong variance, by all pairs, to 1e-12", () => {
    const { auc, variance } = aucOf(levelsOf(rows));
    expect(auc).toBeCloseTo(golden.deLong.auc, 12);
    expect(variance).toBeCloseTo(golden.deLong.variance, 14);
  });

  it("does not change when all weights are doubled, and counts weighted pairs", () => {
    const weights = Float64Array.from(golden.rows.weight);
    const one = aucOf(levelsOf({ ...rows, weights }));
    const two = aucOf(levelsOf({ ...rows, weights: weights.map((weight) => 2 * weight) }));
    expect(two.auc).toBeCloseTo(one.auc, 12);
    expect(two.variance).toBeCloseTo(one.variance, 12);
    let wins = 0;
    let pairs = 0;
    rows.bad.forEach((outcome, a) => {
      if (outcome === 0) return;
      rows.bad.forEach((other, b) => {
        if (other === 1) return;
        const pair = (weights[a] as number) * (weights[b] as number);
        const [own, against] = [rows.points[a] as number, rows.points[b] as number];
        wins += pair * (own < against ? 1 : own === against ? 0.5 : 0);
        pairs += pair;
      });
    });
    expect(one.auc).toBeCloseTo(wins / pairs, 12);
  });

  it("stays within its interval, and the interval within [0, 1], for whatever scores", () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (given) => {
        const bad = Uint8Array.from(given, ([, outcome]) => outcome);
        fc.pre(bad.includes(0) && bad.includes(1));
        const points = Float64Array.from(given, ([value]) => value);
        const { value, low, high } = aucEstimate(levelsOf({ points, pd: points, bad }), 0.95);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("does not call a flawless order of few rows certain", () => {
    const points = Float64Array.of(1, 2, 3, 7, 8, 9);
    const { value, low, high } = aucEstimate(
      levelsOf({ points, pd: points, bad: Uint8Array.of(1, 1, 1, 0, 0, 0) }),
      0.95,
    );
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(0.6);
  });

  it("covers the true area about 95 times in 100", () => {
    // Normal scores one deviation apart: the area is Φ(1/√2).
    const truth = 0.760_249_938_906_523_4;
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const random = createRandom(`coverage ${trial}`);
      const bad = Uint8Array.from({ length: 150 }, (_, row) => (row < 30 ? 1 : 0));
      const points = Float64Array.from(bad, (outcome) => random.normal() - outcome);
      const { low, high } = aucEstimate(levelsOf({ points, pd: points, bad }), 0.95);
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.98);
  });
});

describe("compareAucs", () => {
  it("gives R's paired DeLong test to 1e-10", () => {
    const first = levelsOf(rows);
    const second = levelsOf({ ...rows, points: Float64Array.from(golden.rows.old) });
    const { difference, pValue } = compareAucs(rows, [first, second], 0.95);
    expect(difference.value).toBeCloseTo(golden.deLong.difference, 12);
    expect(pValue).toBeCloseTo(golden.deLong.pValue, 10);
    const error = golden.deLong.difference / golden.deLong.z;
    expect(difference.high - difference.value).toBeCloseTo(1.959_963_984_540_054 * error, 10);
  });

  it("finds no difference between a score and itself", () => {
    const levels = levelsOf(rows);
    expect(compareAucs(rows, [levels, levels], 0.95)).toEqual({
      difference: { value: 0, low: 0, high: 0 },
      pValue: 1,
    });
  });
});
