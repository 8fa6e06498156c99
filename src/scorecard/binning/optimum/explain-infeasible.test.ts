import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { preBinsOf, randomBinningProblem } from "../../testing/binning-problems.ts";
import { tryAllBinnings } from "../../testing/brute-force-bins.ts";
import { freeBinLimits } from "./binning-problem.ts";
import type { BinLimits, BinningProblem } from "./binning-problem.ts";
import { findOptimalBins } from "./find-optimal-bins.ts";
import type { BinningConstraint, Trend } from "./trend.ts";

describe("explainInfeasible", () => {
  it("names the trend that the data run against", () => {
    expect(conflicts({}, ["descending"])).toEqual(["trend"]);
  });

  it("names each single limit in the way", () => {
    expect(conflicts({ minRows: 21 })).toEqual(["minBinRows"]);
    expect(conflicts({ maxRows: 9 })).toEqual(["maxBinRows"]);
    expect(conflicts({ minBadRows: 9 })).toEqual(["minBadsPerBin"]);
    expect(conflicts({ minGoodRows: 14 })).toEqual(["minGoodsPerBin"]);
    expect(conflicts({ minRateGap: 0.9 })).toEqual(["minRateGap"]);
    expect(conflicts({ maxPValue: 1e-9 })).toEqual(["maxPValue"]);
    expect(conflicts({ minBins: 5 })).toEqual(["minBins"]);
    expect(conflicts({ forbiddenBoundaries: [1, 2, 3] })).toEqual(["forbiddenCuts"]);
  });

  it("names both when either could give way, and all when only together they do", () => {
    expect(conflicts({ fixedBoundaries: [1], minRows: 15 })).toEqual(["fixedCuts", "minBinRows"]);
    expect(conflicts({ fixedBoundaries: [1, 2, 3], maxBins: 2 })).toEqual(["fixedCuts", "maxBins"]);
    expect(conflicts({ minRows: 21, minRateGap: 0.9 })).toEqual(["minBinRows", "minRateGap"]);
  });

  it("names a single value as what it is", () => {
    const problem = problemOf({}, ["ascending"]);
    const { preBins } = problem;
    expect(findOptimalBins({ ...problem, preBins: { ...preBins, size: 1 } })).toEqual({
      kind: "infeasible",
      reason: { conflicts: ["distinctValues"] },
    });
  });

  it("never leaves an impossible problem without a reason, and a single one is enough to drop", () => {
    const random = createRandom("reasons");
    let explained = 0;
    for (let run = 0; run < 1_500; run++) {
      const problem = randomBinningProblem(random, 7);
      const found = findOptimalBins(problem);
      if (found.kind !== "infeasible" || problem.preBins.size < 2) continue;
      expect(found.reason.conflicts.length).toBeGreaterThan(0);
      if (found.reason.conflicts.length > 1 || problem.over === "worstVintage") continue;
      explained++;
      const relaxed = relax(problem, found.reason.conflicts[0] as BinningConstraint);
      expect(tryAllBinnings({ ...relaxed, objective: "hellinger" }), `run ${run}`).not.toBeNull();
    }
    expect(explained).toBeGreaterThan(100);
  });
});

/** Bad rates 0.2, 0.4, 0.5, 0.6 in ten rows each. */
function problemOf(limits: Partial<BinLimits>, trends: readonly Trend[]): BinningProblem {
  const preBins = preBinsOf([
    [2, 8],
    [4, 6],
    [5, 5],
    [6, 4],
  ]);
  return {
    preBins,
    totals: { bads: 17, goods: 23 },
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: 1,
    limits: { ...freeBinLimits, ...limits },
    trends,
  };
}

function conflicts(limits: Partial<BinLimits>, trends: readonly Trend[] = ["ascending"]) {
  const found = findOptimalBins(problemOf(limits, trends));
  return found.kind === "infeasible" ? found.reason.conflicts : found;
}

/** Dropped one by one, written apart from the room's table of constraints. */
function relax(problem: BinningProblem, constraint: BinningConstraint): BinningProblem {
  const limits: Partial<Record<BinningConstraint, Partial<BinLimits>>> = {
    minBins: { minBins: 2 },
    maxBins: { maxBins: 99 },
    minBinRows: { minRows: 1 },
    maxBinRows: { maxRows: 1e9 },
    minBadsPerBin: { minBadRows: 0 },
    minGoodsPerBin: { minGoodRows: 0 },
    minRateGap: { minRateGap: 0 },
    maxPValue: { maxPValue: 1 },
    fixedCuts: { fixedBoundaries: [] },
    forbiddenCuts: { forbiddenBoundaries: [] },
    trendOfEveryVintage: { trendInEveryVintage: false },
  };
  if (constraint === "trend") return { ...problem, trends: ["none"] };
  return { ...problem, limits: { ...problem.limits, ...limits[constraint] } };
}
