import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { churnRows } from "./decision-fixture.ts";
import { decisionParameters, withValue } from "./parameters.ts";
import { bestPrice, priceAt } from "./price.ts";

describe("the price", () => {
  it("follows the formula", () => {
    // By hand: (1 − 0.4583)·[(1 − 0.02)·0.0705 − 0.02·0.6 − 0.03] = 0.5417·0.02709 = 0.014674653
    const price = priceAt(0.02, 70_500, 0.4583, decisionParameters);
    expect(price.profitPpm).toBe(14_675);
    // 0.5417·0.012 = 0.0065004
    expect(price.lossPpm).toBe(6_500);
  });

  it("is the best of all allowed rates, and the lowest of equal ones", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.12, noNaN: true }), (pd) => {
        const best = bestPrice(pd, "B", churnRows, decisionParameters);
        for (const row of churnRows) {
          const other = priceAt(pd, row.ratePpm, row.B, decisionParameters).profitPpm;
          expect(other).toBeLessThanOrEqual(best?.profitPpm ?? 0);
          if (other === best?.profitPpm) expect(best.ratePpm).toBeLessThanOrEqual(row.ratePpm);
        }
      }),
    );
  });

  it("is absent when no rate pays, and keeps to the allowed range", () => {
    expect(bestPrice(0.5, "C", churnRows, decisionParameters)).toBeNull();
    const capped = withValue(decisionParameters, "maximumRatePpm", 60_000);
    expect(bestPrice(0.02, "C", churnRows, capped)?.ratePpm).toBe(58_500);
  });
});
