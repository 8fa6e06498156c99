import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kendallTau } from "./kendall-tau.ts";

describe("Kendall's τ-b", () => {
  it("is that of the definition on a small example with ties", () => {
    // Nine pairs of ten compare; x ties once, y ties once: C = 7, D = 1, τ-b = 6 / √(9 · 9).
    const x = [1, 2, 2, 3, 4];
    const y = [1, 3, 2, 2, 5];
    expect(kendallTau(x, y).tau).toBeCloseTo(6 / 9, 12);
  });

  it("is 1 for the same order, −1 for the opposite, null when one side says nothing", () => {
    expect(kendallTau([1, 2, 3, 4, 5], [10, 20, 30, 40, 50])).toMatchObject({ tau: 1, count: 5 });
    expect(kendallTau([1, 2, 3], [3, 2, 1]).tau).toBe(-1);
    expect(kendallTau([1, 2, 3], [7, 7, 7]).tau).toBeNull();
  });

  it("leaves out rows that one side has not rated", () => {
    expect(kendallTau([1, 2, Number.NaN, 4], [1, 2, 3, Number.NaN]).count).toBe(2);
  });

  it("does not depend on the order of the rows and stays inside its interval", () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 6,
      maxLength: 30,
    });
    fc.assert(
      fc.property(pairs, (rows) => {
        const one = kendallTau(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
        );
        const turned = rows.toReversed();
        const other = kendallTau(
          turned.map(([x]) => x),
          turned.map(([, y]) => y),
        );
        expect(other.tau).toBe(one.tau);
        if (one.tau === null || one.interval === null) return;
        expect(one.interval[0]).toBeLessThanOrEqual(one.tau);
        expect(one.interval[1]).toBeGreaterThanOrEqual(one.tau);
      }),
    );
  });
});
