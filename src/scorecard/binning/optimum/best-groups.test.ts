import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { findBestGroups } from "./best-groups.ts";
import type { OutcomeCount } from "../counting/present-rows.ts";
import { informationOf } from "../weight-of-evidence.ts";

describe("findBestGroups", () => {
  it("finds what trying every grouping finds, on 300 random problems with limits on size", () => {
    const random = createRandom("groups");
    for (let problem = 0; problem < 300; problem++) {
      const categories = Array.from({ length: 2 + random.integer(5) }, (): OutcomeCount => {
        const [goods, bads] = [random.integer(30), random.integer(12)];
        return { goodRows: goods, badRows: bads, goods, bads };
      });
      const totals = {
        goods: 1 + categories.reduce((sum, { goods }) => sum + goods, 0),
        bads: 1 + categories.reduce((sum, { bads }) => sum + bads, 0),
      };
      const limits = {
        minBins: 2,
        maxBins: 2 + random.integer(4),
        minRows: 1 + random.integer(20),
        maxRows: 40 + random.integer(100),
        minBadRows: 1,
        minGoodRows: 1,
      };
      let expected = Number.NEGATIVE_INFINITY;
      for (const groups of groupings(categories.length)) {
        const sums = groups.map((group) => ({
          bads: group.reduce((sum, place) => sum + (categories[place]?.bads ?? 0), 0),
          goods: group.reduce((sum, place) => sum + (categories[place]?.goods ?? 0), 0),
        }));
        if (groups.length < limits.minBins || groups.length > limits.maxBins) continue;
        if (sums.some(({ bads, goods }) => bads < 1 || goods < 1)) continue;
        if (sums.some(({ bads, goods }) => bads + goods < limits.minRows || bads + goods > limits.maxRows))
          continue;
        expected = Math.max(
          expected,
          sums.reduce((sum, { bads, goods }) => sum + informationOf(bads, goods, totals, 0), 0),
        );
      }
      const found = findBestGroups(categories, { totals, objective: "iv", smoothingRows: 0, limits });
      if (expected === Number.NEGATIVE_INFINITY) expect(found).toBeNull();
      else expect(found?.value).toBeCloseTo(expected, 12);
      if (found) expect(found.groups.flat().sort((a, b) => a - b)).toEqual([...categories.keys()]);
    }
  });
});

/** All partitions of 0 … size − 1. */
function groupings(size: number): number[][][] {
  if (size === 0) return [[]];
  return groupings(size - 1).flatMap((smaller) => [
    [...smaller, [size - 1]],
    ...smaller.map((_, chosen) =>
      smaller.map((group, place) => (place === chosen ? [...group, size - 1] : group)),
    ),
  ]);
}
