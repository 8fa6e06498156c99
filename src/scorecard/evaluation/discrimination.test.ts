import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brierScore, measureDiscrimination } from "./discrimination.ts";

const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.nat(1), fc.constantFrom(1, 0.5, 2)), {
  minLength: 2,
  maxLength: 40,
});

describe("measureDiscrimination", () => {
  it("equals the count over all pairs of a bad and a good, ties half, with weights", () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const risk = Float64Array.from(rows, ([value]) => value);
        const bad = Uint8Array.from(rows, ([, outcome]) => outcome);
        const weights = Float64Array.from(rows, ([, , weight]) => weight);
        let wins = 0;
        let pairs = 0;
        for (const [a, outcomeA, weightA] of rows) {
          for (const [b, outcomeB, weightB] of rows) {
            if (outcomeA !== 1 || outcomeB !== 0) continue;
            pairs += weightA * weightB;
            wins += weightA * weightB * (a > b ? 1 : a === b ? 0.5 : 0);
          }
        }
        const { auc, gini } = measureDiscrimination(risk, bad, undefined, weights);
        if (pairs === 0) expect(auc).toBeNaN();
        else {
          expect(auc).toBeCloseTo(wins / pairs, 12);
          expect(gini).toBeCloseTo(2 * auc - 1, 12);
        }
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it("gives KS the largest gap between the two cumulative shares", () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const bads = rows.filter(([, outcome]) => outcome === 1);
        const goods = rows.filter(([, outcome]) => outcome === 0);
        fc.pre(bads.length > 0 && goods.length > 0);
        let expected = 0;
        for (let cut = 0; cut <= 6; cut++) {
          const below = (of: typeof rows) => of.filter(([value]) => value <= cut).length / of.length;
          expected = Math.max(expected, Math.abs(below(bads) - below(goods)));
        }
        const risk = Float64Array.from(rows, ([value]) => value);
        expect(
          measureDiscrimination(
            risk,
            Uint8Array.from(rows, ([, outcome]) => outcome),
          ).ks,
        ).toBeCloseTo(expected, 12);
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });

  it("looks only at the rows it is given", () => {
    const risk = Float64Array.of(9, 1, 2, 0);
    const bad = Uint8Array.of(0, 0, 1, 0);
    expect(measureDiscrimination(risk, bad, Int32Array.of(1, 2, 3)).auc).toBe(1);
    expect(measureDiscrimination(risk, bad).auc).toBeCloseTo(2 / 3, 12);
  });
});

describe("brierScore", () => {
  it("is the mean squared distance: 0.25 for a coin, 0 for a prophet", () => {
    const bad = Uint8Array.of(1, 0, 0, 1);
    expect(brierScore(new Float64Array(4).fill(0.5), bad)).toBe(0.25);
    expect(brierScore(Float64Array.of(1, 0, 0, 1), bad)).toBe(0);
    expect(brierScore(Float64Array.of(0.8, 1, 1, 1), bad, Int32Array.of(0))).toBeCloseTo(0.04, 12);
  });
});
