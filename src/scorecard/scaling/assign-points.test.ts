import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { developScorecard } from "../develop-scorecard.ts";
import type { ScalingParameters } from "../parameters.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { buildSample } from "../testing/sample-builder.ts";
import { assignPoints } from "./assign-points.ts";
import { endangeredPairs } from "./endangered-pairs.ts";
import { roundPreservingRank } from "./round-preserving-rank.ts";
import type { LevelRows } from "./rounding-rows.ts";

const sample = buildSample(300, "points");

function developWith(scaling: Partial<ScalingParameters>) {
  return developScorecard(sample, {
    ...defaultScorecardParameters,
    scaling: { ...defaultScorecardParameters.scaling, ...scaling },
  });
}

describe("points", () => {
  it.each([
    [0, 0, 100],
    [0, 300, 850],
    [2, -7, 13.5],
    [0, 0, 7],
  ])("reach exactly both ends of a range, with %i decimals from %d to %d", (pointsDecimals, min, max) => {
    const card = developWith({ pointsDecimals, range: { kind: "minMax", min, max } });
    const sumOf = (pick: (...points: number[]) => number): number =>
      card.indicators.reduce(
        (sum, { bins }) => sum + pick(...bins.map(({ points }) => points)),
        card.scaling.basePoints,
      );
    expect(sumOf(Math.min)).toBeCloseTo(min, 9);
    expect(sumOf(Math.max)).toBeCloseTo(max, 9);
    for (const { bins } of card.indicators) {
      const rising = bins.toSorted((left, right) => right.woe - left.woe).map(({ points }) => points);
      expect(rising).toEqual(rising.toSorted((left, right) => left - right));
    }
  });

  it("reach both ends of a range whatever the card, and keep the order of its bins", () => {
    const random = createRandom("ranges");
    const design = { columns: [], bad: new Uint8Array(0), rows: new Int32Array(0) };
    for (let trial = 0; trial < 2_000; trial++) {
      const indicators = Array.from({ length: 1 + random.integer(8) }, () => ({
        coefficient: 2 * random.next() - (random.integer(5) === 0 ? 1 : 0),
        woes: Array.from({ length: 1 + random.integer(6) }, () => random.integer(7) / 3 - 1),
      }));
      const [min, max] = [random.integer(50), 50 + random.integer(200)];
      const pointsDecimals = random.integer(3);
      const { scaling } = defaultScorecardParameters;
      const range = { kind: "minMax", min, max } as const;
      const assigned = assignPoints(-2, indicators, { ...scaling, range, pointsDecimals }, design);
      if (indicators.every(({ coefficient, woes }) => coefficient === 0 || new Set(woes).size === 1))
        continue;
      const ends = [Math.min, Math.max].map((pick) =>
        assigned.indicators.reduce((sum, { points }) => sum + pick(...points), assigned.scaling.basePoints),
      );
      expect(ends.map((end) => Number(end.toFixed(6)) + 0)).toEqual([min, max]);
      for (const [index, { points }] of assigned.indicators.entries()) {
        const { coefficient, woes } = indicators[index] as (typeof indicators)[number];
        const order = points.map((own, bin) => ({ own, logOdds: coefficient * (woes[bin] ?? 0) }));
        order.sort((left, right) => right.logOdds - left.logOdds || left.own - right.own);
        const rising = order.map(({ own }) => own);
        expect(rising).toEqual(rising.toSorted((left, right) => left - right));
      }
    }
  });

  it("keep the PD of a range of points within rounding of the regression's", () => {
    const fine = developWith({ pointsDecimals: 6 });
    const ranged = developWith({ pointsDecimals: 6, range: { kind: "minMax", min: 0, max: 100 } });
    const [expected, found] = [fine, ranged].map((card) => scoreSample(card, sample.indicators).rawPd);
    found?.forEach((pd, row) => expect(pd).toBeCloseTo(expected?.[row] ?? Number.NaN, 5));
  });

  it("lie at 0 for the worst bin when asked, without changing a score", () => {
    const plain = developWith({});
    const card = developWith({ zeroAt: "worst" });
    for (const [index, { bins, neutralPoints, bestPoints }] of card.indicators.entries()) {
      const points = bins.map((bin) => bin.points);
      expect(Math.min(...points)).toBe(0);
      expect(Math.max(...points)).toBe(bestPoints);
      const before = plain.indicators[index]?.bins.map((bin) => bin.points) ?? [];
      expect(neutralPoints).toBe(0 - Math.min(...before));
    }
    expect(scoreSample(card, sample.indicators).points).toEqual(scoreSample(plain, sample.indicators).points);
  });

  it("rounded to keep the rank say what that cost, never more than rounding to the nearest", () => {
    for (const pointsToDoubleOdds of [3, 5, 20]) {
      const card = developWith({ rounding: "rankPreserving", pointsToDoubleOdds });
      const loss = card.scaling.rounding;
      expect(loss?.lost).toBeLessThanOrEqual(loss?.lostByNearest ?? -1);
      expect(loss?.lost).toBeGreaterThanOrEqual(loss?.lowerBound ?? 1);
      const nearest = developWith({ pointsToDoubleOdds });
      expect(nearest.scaling.rounding).toBeUndefined();
      for (const [index, { bins }] of card.indicators.entries()) {
        bins.forEach(({ points }, bin) => {
          expect(Math.abs(points - (nearest.indicators[index]?.bins[bin]?.points ?? 9))).toBeLessThanOrEqual(
            1,
          );
        });
      }
    }
  });
});

describe("roundPreservingRank", () => {
  it("finds the optimum that trying every rounding finds, and says so", () => {
    const random = createRandom("rounding");
    let better = 0;
    for (let trial = 0; trial < 150; trial++) {
      const indicators = Array.from({ length: 2 + random.integer(2) }, () => ({
        exact: Array.from({ length: 2 + random.integer(3) }, () => 8 * random.next() - 4).sort(
          (a, b) => a - b,
        ),
      }));
      const rows = 12;
      const levels = Uint8Array.from({ length: rows * indicators.length }, (_, index) =>
        random.integer(indicators[index % indicators.length]?.exact.length ?? 1),
      );
      const problem: LevelRows = { indicators, levels, rows, isWhole: true };
      const found = roundPreservingRank(problem);
      const best = byBruteForce(problem);
      expect(found.loss).toMatchObject({ kind: "optimal", lowerBound: found.loss.lost });
      expect(found.loss.lost * endangeredPairs(problem).distinguished).toBeCloseTo(best, 9);
      if (found.loss.lost < found.loss.lostByNearest) better++;
    }
    expect(better).toBeGreaterThan(30);
  });
});

/** Pairs lost by the best of all roundings, counted over all pairs of rows. */
function byBruteForce({ indicators, levels, rows }: LevelRows): number {
  const width = indicators.length;
  const exact = indicators.flatMap((indicator) => indicator.exact);
  const starts = indicators.map((_, index) =>
    indicators.slice(0, index).reduce((sum, indicator) => sum + indicator.exact.length, 0),
  );
  const scoreOf = (units: readonly number[], row: number): number =>
    starts.reduce((sum, start, index) => sum + (units[start + (levels[row * width + index] ?? 0)] ?? 0), 0);
  let best = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** exact.length; mask++) {
    const units = exact.map((value, index) => Math.floor(value) + ((mask >> index) & 1));
    const rises = exact.every(
      (_, index) => starts.includes(index) || (units[index - 1] ?? 0) <= (units[index] ?? 0),
    );
    if (!rises) continue;
    let lost = 0;
    for (let low = 0; low < rows; low++) {
      for (let high = 0; high < rows; high++) {
        if (scoreOf(exact, high) - scoreOf(exact, low) <= 1e-9) continue;
        const difference = scoreOf(units, high) - scoreOf(units, low);
        lost += difference > 0 ? 0 : difference === 0 ? 0.5 : 1;
      }
    }
    best = Math.min(best, lost);
  }
  return best;
}
