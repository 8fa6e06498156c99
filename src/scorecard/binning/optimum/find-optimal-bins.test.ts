import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { preBinsOf, randomBinningProblem } from "../../testing/binning-problems.ts";
import { tryAllBinnings, valueOfBinning } from "../../testing/brute-force-bins.ts";
import { freeBinLimits } from "./binning-problem.ts";
import type { BinLimits, BinningProblem } from "./binning-problem.ts";
import { findOptimalBins } from "./find-optimal-bins.ts";
import type { Objective, Trend } from "./trend.ts";

describe("findOptimalBins", () => {
  it("finds exactly what trying every combination of cuts finds, on 6,000 random problems", () => {
    const random = createRandom("binning-exactness-in-the-suite");
    const seen = new Map<string, number>();
    for (let run = 0; run < 6_000; run++) {
      const problem = randomBinningProblem(random);
      const best = tryAllBinnings(problem);
      const found = findOptimalBins(problem);
      if (best === null) {
        expect(found, `run ${run}`).toMatchObject({ kind: "infeasible" });
        continue;
      }
      if (found.kind !== "optimal") throw new Error(`run ${run}: ${JSON.stringify(found)}`);
      expect(Math.abs(found.value - best.value), `run ${run}`).toBeLessThan(1e-11 * Math.max(1, best.value));
      const again = valueOfBinning(problem, found.boundaries, found.trend);
      expect(again, `run ${run}`).toBeCloseTo(best.value, 10);
      for (const kind of [...problem.trends, problem.objective, problem.over]) {
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }
    expect(Math.min(...seen.values())).toBeGreaterThan(80);
    expect(seen.size).toBe(13);
  });

  it("answers the same bits every time, and whatever was solved before", () => {
    const random = createRandom("determinism");
    const problems = Array.from({ length: 50 }, () => randomBinningProblem(random));
    const first = problems.map((problem) => findOptimalBins(problem));
    const again = problems.toReversed().map((problem) => findOptimalBins(problem));
    expect(again.toReversed()).toEqual(first);
  });

  it("counts a bad rate that stays equal as either course", () => {
    const level = problemOf([
      [1, 4],
      [2, 8],
      [1, 4],
    ]);
    for (const trend of ["ascending", "descending", "peak", "valley", "concave", "convex"] as const) {
      expect(findOptimalBins({ ...level, trends: [trend] })).toMatchObject({ kind: "optimal", value: 0 });
    }
  });

  it("finds the best of all trends when asked for the best, never worse than a forced one", () => {
    const random = createRandom("best of all");
    for (let run = 0; run < 300; run++) {
      const problem = randomBinningProblem(random);
      const all: readonly Trend[] = ["ascending", "descending", "peak", "valley"];
      const valueOf = (trends: readonly Trend[]): number => {
        const found = findOptimalBins({ ...problem, trends });
        return found.kind === "infeasible" ? -1 : found.value;
      };
      expect(valueOf(all)).toBe(Math.max(...all.map((trend) => valueOf([trend]))));
    }
  });

  it("takes fewer bins where more would not raise the divergence, and the simplest trend", () => {
    const found = findOptimalBins({
      ...problemOf([
        [1, 9],
        [1, 9],
        [5, 5],
      ]),
      trends: ["ascending", "descending", "peak", "valley"],
    });
    expect(found).toMatchObject({ boundaries: [2], trend: "ascending" });
  });

  it("keeps fixed boundaries and avoids forbidden ones", () => {
    const rising = problemOf([
      [1, 9],
      [2, 8],
      [4, 6],
      [8, 2],
    ]);
    const chosen = (limits: Partial<BinLimits>): readonly number[] => {
      const found = findOptimalBins({ ...rising, limits: { ...rising.limits, maxBins: 2, ...limits } });
      return found.kind === "infeasible" ? [] : found.boundaries;
    };
    expect(chosen({})).toEqual([3]);
    expect(chosen({ fixedBoundaries: [1] })).toEqual([1]);
    expect(chosen({ forbiddenBoundaries: [3] })).toEqual([2]);
  });

  it("finds bins of every objective by its own formula", () => {
    const two = problemOf([
      [2, 8],
      [6, 4],
    ]);
    const expected: Record<Objective, number> = {
      // p = 2/8, 6/8; q = 8/12, 4/12; by hand.
      iv: (2 / 8 - 8 / 12) * Math.log(2 / 8 / (8 / 12)) + (6 / 8 - 4 / 12) * Math.log(6 / 8 / (4 / 12)),
      js: jensenShannon([2 / 8, 6 / 8], [8 / 12, 4 / 12]),
      hellinger: 1 - Math.sqrt((2 / 8) * (8 / 12)) - Math.sqrt((6 / 8) * (4 / 12)),
      ks: 8 / 12 - 2 / 8,
    };
    for (const [objective, value] of Object.entries(expected)) {
      const found = findOptimalBins({ ...two, objective: objective as Objective });
      expect(found.kind === "optimal" && found.value).toBeCloseTo(value, 14);
    }
  });
});

describe("a concave search", () => {
  it("refuses what would not fit in memory", () => {
    const many = problemOf(Array.from({ length: 400 }, () => [1, 4] as const));
    expect(() => findOptimalBins({ ...many, trends: ["concave"] })).toThrow("binning.maxPreBins");
  });
});

describe("the worst vintage", () => {
  it("weighs the month in which the bins separate least", () => {
    const problem = twoMonths();
    const best = findOptimalBins({ ...problem, over: "sample" });
    const worst = findOptimalBins(problem);
    expect(best).toMatchObject({ boundaries: [1] });
    expect(worst).toMatchObject({ kind: "optimal", boundaries: [2] });
  });

  it("says bounded, with the gap, where it gives up before the proof", () => {
    const random = createRandom("many months");
    const size = 60;
    const months = Array.from({ length: 12 }, () =>
      Array.from({ length: size }, (_, place): [number, number] => [
        1 + random.integer(6 + Math.floor(place / 4)),
        20 + random.integer(30),
      ]),
    );
    const problem = problemOfMonths(months, { maxBins: 8 });
    const found = findOptimalBins(problem);
    if (found.kind === "infeasible") throw new Error("expected bins");
    expect(found.lower).toBe(found.value);
    expect(found.upper).toBeGreaterThanOrEqual(found.lower);
    expect(found.kind === "optimal").toBe(found.upper === found.lower);
  });

  it("can ask that no month turns against the trend", () => {
    const months: [number, number][][] = [
      [
        [1, 9],
        [3, 7],
        [5, 5],
      ],
      [
        [4, 6],
        [2, 8],
        [5, 5],
      ],
    ];
    const problem = problemOfMonths(months, { trendInEveryVintage: true, maxBins: 3 });
    expect(findOptimalBins(problem)).toMatchObject({ boundaries: [2] });
    expect(findOptimalBins(problemOfMonths(months, { maxBins: 3 }))).toMatchObject({ boundaries: [1, 2] });
  });
});

function problemOf(counts: readonly (readonly [number, number])[]): BinningProblem {
  const preBins = preBinsOf(counts);
  return {
    preBins,
    totals: { bads: preBins.bads.at(-1) as number, goods: preBins.goods.at(-1) as number },
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: 0,
    limits: freeBinLimits,
    trends: ["ascending"],
  };
}

function problemOfMonths(
  months: readonly (readonly (readonly [number, number])[])[],
  limits: Partial<BinLimits>,
): BinningProblem {
  const sample = problemOf(
    (months[0] ?? []).map((_, place) =>
      months.reduce<[number, number]>(
        (sum, month) => {
          const [bads, goods] = month[place] as readonly [number, number];
          return [sum[0] + bads, sum[1] + goods];
        },
        [0, 0],
      ),
    ),
  );
  const vintages = months.map((month) => {
    const { bads, goods } = preBinsOf(month);
    const totals = { bads: bads.at(-1) as number, goods: goods.at(-1) as number };
    return { bads, goods, totals, otherBins: 0 };
  });
  return {
    ...sample,
    over: "worstVintage",
    vintages,
    limits: { ...freeBinLimits, ...limits },
    smoothingRows: 1,
  };
}

function twoMonths(): BinningProblem {
  return problemOfMonths(
    [
      [
        [1, 50],
        [20, 20],
        [20, 20],
      ],
      [
        [10, 30],
        [10, 30],
        [20, 30],
      ],
    ],
    { maxBins: 2 },
  );
}

function jensenShannon(bad: readonly number[], good: readonly number[]): number {
  return bad.reduce((sum, p, bin) => {
    const q = good[bin] as number;
    return sum + (p * Math.log((2 * p) / (p + q)) + q * Math.log((2 * q) / (p + q))) / 2;
  }, 0);
}
