import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { normalLower } from "../distributions/normal.ts";
import { buildPopulation, goldenRows, readEvaluationGolden } from "../testing/scored-rows.ts";
import { bootstrapEstimate, bootstrapLevels } from "./bootstrap.ts";
import { averagePrecisionOf, bandsOf, curvesOf, divergenceOf, ksOf } from "./curves.ts";
import { aucOf } from "./delong.ts";
import { bestCutOff, measureCutOffs } from "./measure-cut-offs.ts";
import { equalGroups, levelsOf } from "./score-levels.ts";

const golden = readEvaluationGolden();
const levels = levelsOf(goldenRows(golden));

describe("curves", () => {
  it("gives R's KS and average precision", () => {
    expect(ksOf(levels).ks).toBeCloseTo(golden.curves.ks, 12);
    expect(averagePrecisionOf(levels)).toBeCloseTo(golden.curves.averagePrecision, 12);
  });

  it("draws a ROC whose area is the AUC, from (0, 0) to (1, 1)", () => {
    const { roc, ks } = curvesOf(levels);
    const area = roc.slice(1).reduce((sum, point, index) => {
      const before = roc[index] as (typeof roc)[number];
      return sum + ((point.goodsShare - before.goodsShare) * (point.badsShare + before.badsShare)) / 2;
    }, 0);
    expect(area).toBeCloseTo(aucOf(levels).auc, 12);
    expect(roc[0]).toMatchObject({ goodsShare: 0, badsShare: 0 });
    expect(roc.at(-1)).toEqual({ points: null, goodsShare: 1, badsShare: 1 });
    const gaps = ks.map(({ badsShare, goodsShare }) => badsShare - goodsShare);
    expect(Math.max(...gaps)).toBeCloseTo(golden.curves.ks, 12);
  });

  it("thins many levels to about two hundred points and keeps the KS point", () => {
    const many = levelsOf({ ...buildPopulation("heldOut", 5_000, "many"), points: randomPoints(5_000) });
    const { roc, ks } = curvesOf(many);
    expect(many.points.length).toBe(5_000);
    expect(roc.length).toBeLessThan(210);
    expect(ks.map(({ points }) => points)).toContain(ksOf(many).points);
  });

  it("catches nobody at share 0 and everybody at share 1, the riskiest first", () => {
    const { gain } = curvesOf(levels);
    expect(gain.at(-1)).toEqual({ share: 1, badsShare: 1, lift: 1 });
    expect(gain[0]?.lift).toBeGreaterThan(1);
    gain.slice(1).forEach((point, index) => {
      expect(point.badsShare).toBeGreaterThanOrEqual(gain[index]?.badsShare ?? 1);
    });
  });

  it("measures divergence as Siddiqi does: the squared distance of means over the mean variance", () => {
    const bad = Uint8Array.of(1, 1, 0, 0, 0);
    const points = Float64Array.of(10, 14, 20, 22, 24);
    // Means 12 and 22, variances 4 and 8/3.
    expect(divergenceOf(levelsOf({ points, pd: points, bad }))).toBeCloseTo(100 / (10 / 3), 10);
  });

  it("puts rows in bands of about equal size, best first, without splitting a score", () => {
    const bands = bandsOf(levels, 10, 0.95);
    expect(bands.reduce((sum, { rows }) => sum + rows, 0)).toBe(600);
    bands.forEach(({ rows, pointsFrom }, index) => {
      expect(rows).toBeGreaterThan(30);
      expect(rows).toBeLessThan(90);
      expect(bands[index + 1]?.pointsTo ?? Number.NEGATIVE_INFINITY).toBeLessThan(pointsFrom);
    });
    const groupsOf = (...goods: number[]) =>
      equalGroups({ goods: Float64Array.from(goods), bads: new Float64Array(goods.length) }, 4);
    expect(groupsOf(1, 1, 1, 1, 1, 1, 1, 1)).toEqual([2, 4, 6, 8]);
    expect(groupsOf(20, 70, 10, 10)).toEqual([1, 2, 4]);
    expect(groupsOf(1, 97, 1, 1)).toEqual([4]);
  });
});

describe("bootstrap", () => {
  it("gives the same bits for the same seed", () => {
    const draw = () => {
      const found: number[] = [];
      bootstrapLevels(levels, { rounds: 20, random: createRandom("same") }, (drawn) =>
        found.push(ksOf(drawn).ks),
      );
      return found;
    };
    expect(draw()).toEqual(draw());
  });

  it("covers the true KS at least 86 times in 100, where plain quantiles do 74 times", () => {
    // Normal scores one deviation apart, thirty bads: the true KS is 2 Φ(½) − 1.
    const truth = 2 * normalLower(0.5) - 1;
    let covered = 0;
    for (let trial = 0; trial < 120; trial++) {
      const random = createRandom(`ks ${trial}`);
      const bad = Uint8Array.from({ length: 150 }, (_, row) => (row < 30 ? 1 : 0));
      const points = Float64Array.from(bad, (outcome) => Math.round(50 * (random.normal() - outcome)));
      const drawn = levelsOf({ points, pd: points, bad });
      const resampled: number[] = [];
      bootstrapLevels(drawn, { rounds: 150, random }, (again) => resampled.push(ksOf(again).ks));
      const { low, high } = bootstrapEstimate(ksOf(drawn).ks, resampled, 0.95);
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / 120).toBeGreaterThan(0.86);
  });
});

describe("cut-offs", () => {
  const economics = { profitOfGood: 1, lossOfBad: 6 };

  it("finds R's best cut-off and profit", () => {
    const best = bestCutOff(levels, economics);
    expect([best.points, best.profit]).toEqual([golden.curves.bestCutOff, golden.curves.bestProfit]);
  });

  it("accounts for every row at every cut-off", () => {
    const { points, best } = measureCutOffs(levels, economics, { confidence: 0.95, resampledBest: [] });
    expect(points.length).toBeLessThanOrEqual(100);
    for (const cut of [...points, best]) {
      const { approvedGoods, approvedBads, declinedGoods, declinedBads } = cut;
      expect(approvedGoods + approvedBads + declinedGoods + declinedBads).toBe(600);
      expect(cut.profit).toBe(approvedGoods - 6 * approvedBads);
      expect(cut.approvalRate.value).toBeCloseTo((approvedGoods + approvedBads) / 600, 12);
    }
  });

  it("declines everybody when every approval loses", () => {
    const none = measureCutOffs(
      levels,
      { profitOfGood: 0, lossOfBad: 1 },
      { confidence: 0.95, resampledBest: [] },
    );
    expect(none.best.profit).toBe(0);
    expect(none.best.approvedBads).toBe(0);
  });
});

function randomPoints(rows: number): Float64Array {
  const random = createRandom("points");
  return Float64Array.from({ length: rows }, () => random.normal());
}
