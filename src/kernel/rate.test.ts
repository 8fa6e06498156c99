import fc from "fast-check";
import { expect, it } from "vitest";
import { basisPointsOf, formatPercent, fractionOf, ratePpmOf } from "./index.ts";

it("reads the churn table's annual rates as whole parts per million", () => {
  expect([0.04, 0.0425, 0.0465, 0.1025, 0.15].map(ratePpmOf)).toEqual([
    40_000, 42_500, 46_500, 102_500, 150_000,
  ]);
});

it("comes back from a fraction as the same rate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      (rate) => ratePpmOf(fractionOf(rate)) === rate,
    ),
  );
});

it("shows percent rounded half away from zero, and basis points", () => {
  expect(formatPercent(42_500)).toBe("4.25%");
  expect(formatPercent(46_550, 1)).toBe("4.7%");
  expect(formatPercent(-42_550, 2)).toBe("-4.26%");
  expect(formatPercent(37_000, 1)).toBe("3.7%");
  expect(formatPercent(1, 4)).toBe("0.0001%");
  expect(basisPointsOf(42_500)).toBe(425);
});
