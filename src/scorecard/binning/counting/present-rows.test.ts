import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { exactWeights } from "./present-rows.ts";

describe("exactWeights", () => {
  it("have the same sum in any order, to the bit, all of them heavy", () => {
    const random = createRandom("weights");
    const weights = Float64Array.from({ length: 1_000 }, () => 1 - random.next() / 100);
    const exact = exactWeights(weights);
    const sums = [exact, exact.toReversed(), exact.toSorted()].map((order) =>
      order.reduce((sum, weight) => sum + weight, 0),
    );
    expect(new Set(sums).size).toBe(1);
    for (const [row, weight] of exact.entries()) expect(weight).toBeCloseTo(weights[row] as number, 11);
  });

  it("keep whole, half and quarter weights, and leave none at 0 or without a number", () => {
    const plain = Float64Array.of(1, 0.5, 12, 3.25);
    expect(exactWeights(plain)).toEqual(plain);
    for (const extreme of [Float64Array.of(1e-12, 1e12), Float64Array.of(5e-324, 1e-310)]) {
      for (const weight of exactWeights(extreme)) expect(weight > 0 && Number.isFinite(weight)).toBe(true);
    }
  });
});
