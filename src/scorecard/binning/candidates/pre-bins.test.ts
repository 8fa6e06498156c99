import { describe, expect, it } from "vitest";
import { chooseCandidates } from "./candidates.ts";
import { countColumn } from "../counting/cells.ts";
import { groupIntoPreBins } from "./pre-bins.ts";

describe("pre-bins by quantiles", () => {
  it("keep every distinct value apart up to the cap and group evenly above it", () => {
    const values = Float64Array.from({ length: 100 }, (_, row) => row);
    const bad = new Uint8Array(100);
    const { cells, sums } = countColumn([{ values, bad, weights: undefined, special: [] }]);
    const group = (maxPreBins: number) => {
      const choice = {
        candidates: "quantiles",
        maxPreBins,
        minRows: 1,
        minBadRows: 0,
        fixedCuts: [],
        forbiddenCuts: [],
      } as const;
      return groupIntoPreBins(cells, sums, chooseCandidates(sums, choice, []));
    };
    expect(group(100).size).toBe(100);
    expect(group(100).cuts[0]).toBe(0.5);
    const capped = group(8);
    const sizes = Array.from({ length: capped.size }, (_, bin) => {
      return (capped.rows[bin + 1] as number) - (capped.rows[bin] as number);
    });
    expect(sizes).toEqual([13, 12, 13, 12, 13, 12, 13, 12]);
  });
});
