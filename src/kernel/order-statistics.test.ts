import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  medianDeviationOf,
  medianOf,
  quantileOfSorted,
  robustSpreadOf,
  sortedOf,
} from "./order-statistics.ts";

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

describe("order statistics", () => {
  it("of known values", () => {
    // R 4.3: quantile(c(1, 2, 4, 8), 0.4) = 2.4, median = 3, mad = 1.4826 × 1.5.
    expect(quantileOfSorted([1, 2, 4, 8], 0.4)).toBeCloseTo(2.4, 12);
    expect(medianOf([8, 1, 4, 2])).toBe(3);
    expect(medianDeviationOf([8, 1, 4, 2])).toBe(1.5);
    expect(robustSpreadOf([8, 1, 4, 2])).toBeCloseTo(2.2239, 12);
    expect(medianOf([10, 9, -3])).toBe(9);
  });

  it("of nothing are not numbers", () => {
    for (const found of [medianOf([]), robustSpreadOf([]), quantileOfSorted([], 0.5)])
      expect(found).toBeNaN();
  });

  it("do not know the order in which values came, and move with them", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -50, max: 50 }), (some, shift) => {
        expect(medianOf(some.toReversed())).toBe(medianOf(some));
        expect(medianOf(some.map((value) => value + shift))).toBe(medianOf(some) + shift);
        expect(medianDeviationOf(some.map((value) => value + shift))).toBe(medianDeviationOf(some));
        expect(quantileOfSorted(sortedOf(some), 0.5)).toBeCloseTo(medianOf(some), 9);
      }),
    );
  });

  it("stay within bounds whatever fewer than half of the values become", () => {
    fc.assert(
      fc.property(values, fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (some, wild) => {
        const sorted = sortedOf(some);
        const spoilt = [...some, ...Array.from({ length: Math.floor((some.length - 1) / 2) }, () => wild)];
        expect(medianOf(spoilt)).toBeGreaterThanOrEqual(sorted[0] ?? 0);
        expect(medianOf(spoilt)).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
      }),
    );
  });
});
