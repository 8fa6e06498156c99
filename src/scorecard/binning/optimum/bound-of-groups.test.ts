import { createRandom } from "#kernel";
import type { Random } from "#kernel";
import { describe, expect, it } from "vitest";
import { preBinsOf } from "../../testing/binning-problems.ts";
import { freeBinLimits } from "./binning-problem.ts";
import type { BinningProblem, VintagePreBins } from "./binning-problem.ts";
import { boundOfGroups } from "./bound-of-groups.ts";
import { findBestGrouping } from "../every-grouping.ts";

describe("boundOfGroups", () => {
  it.each(["iv", "js", "hellinger", "ks"] as const)(
    "is not below the best of all groupings under %s, on random counts with missing values of either risk",
    (objective) => {
      const random = createRandom(`bound of ${objective}`);
      for (let run = 0; run < 200; run++) {
        const size = 2 + random.integer(5);
        const counts = Array.from({ length: size }, () => [random.integer(6), random.integer(6)] as const);
        const preBins = preBinsOf(counts);
        const problem: BinningProblem = {
          preBins,
          totals: {
            bads: (preBins.bads[size] as number) + random.integer(30) + 1,
            goods: (preBins.goods[size] as number) + random.integer(30) + 1,
          },
          objective,
          over: run % 2 === 0 ? "sample" : "worstVintage",
          vintages: run % 2 === 0 ? [] : [vintageOf(random, size)],
          smoothingRows: [0, 0.5, 4, 30][random.integer(4)] ?? 0,
          limits: { ...freeBinLimits, maxBins: 2 + random.integer(4) },
          trends: ["ascending"],
        };
        const best = findBestGrouping(problem);
        if (best !== null) expect(boundOfGroups(problem)).toBeGreaterThan(best.value - 1e-12);
      }
    },
  );
});

/** Its rates need not follow those of the sample. */
function vintageOf(random: Random, size: number): VintagePreBins {
  const { bads, goods } = preBinsOf(
    Array.from({ length: size }, () => [1 + random.integer(9), 1 + random.integer(9)] as const),
  );
  const totals = {
    bads: (bads[size] as number) + random.integer(30),
    goods: (goods[size] as number) + random.integer(30),
  };
  return { bads, goods, totals, otherBins: random.next() / 10 };
}
