import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import type { Design } from "./design.ts";
import { likelihoodByRows } from "./likelihood-by-rows.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";

const exact = { penalty: 0, maxIterations: 100, tolerance: 1e-11 };

describe("fits with an L1 penalty or limits", () => {
  it.each([0.5, 3, 12, 30])(
    "leave no way to improve with λ₁ = %d (subgradient conditions)",
    (lassoPenalty) => {
      for (const penalty of [0, 4]) {
        const design = randomDesign(300, 8);
        const fit = fitLogisticRegression(design, { ...exact, penalty, lassoPenalty });
        expect(fit.converged).toBe(true);
        const slopes = slopesAt(design, fit);
        expect(slopes[0]).toBeCloseTo(0, 8);
        for (const [j, coefficient] of fit.coefficients.entries()) {
          const pull = (slopes[j + 1] as number) - penalty * coefficient;
          if (coefficient === 0) expect(Math.abs(pull)).toBeLessThanOrEqual(lassoPenalty + 1e-8);
          else expect(pull).toBeCloseTo(Math.sign(coefficient) * lassoPenalty, 8);
        }
      }
    },
  );

  it("set coefficients to exactly 0, more of them as λ₁ grows, all at last", () => {
    const design = randomDesign(300, 8);
    const zerosAt = (lassoPenalty: number) =>
      fitLogisticRegression(design, { ...exact, lassoPenalty }).coefficients.filter((value) => value === 0)
        .length;
    expect(zerosAt(0)).toBe(0);
    expect(zerosAt(8)).toBeGreaterThan(0);
    expect(zerosAt(8)).toBeLessThan(8);
    expect(zerosAt(1_000)).toBe(8);
  });

  it("keep coefficients from being negative, and those at 0 want to be (Karush–Kuhn–Tucker conditions)", () => {
    const design = randomDesign(300, 8);
    const fit = fitLogisticRegression(design, exact, { limits: { nonNegative: true } });
    const slopes = slopesAt(design, fit);
    let bound = 0;
    for (const [j, coefficient] of fit.coefficients.entries()) {
      const slope = slopes[j + 1] as number;
      expect(coefficient).toBeGreaterThanOrEqual(0);
      if (coefficient === 0) {
        bound++;
        expect(slope).toBeLessThanOrEqual(1e-8);
      } else expect(slope).toBeCloseTo(0, 8);
    }
    expect(bound).toBeGreaterThan(1);
  });

  it("hold coefficients at 0 as if their columns were not there", () => {
    const design = randomDesign(300, 8);
    const held = fitLogisticRegression(design, exact, { limits: { heldAtZero: [0, 3, 6] } });
    const columns = design.columns.filter((_, j) => ![0, 3, 6].includes(j));
    const without = fitLogisticRegression({ ...design, columns }, exact);
    expect(held.logLikelihood).toBeCloseTo(without.logLikelihood, 10);
    const left = [...held.coefficients].filter((_, j) => ![0, 3, 6].includes(j));
    for (const [j, value] of left.entries()) expect(value).toBeCloseTo(without.coefficients[j] as number, 9);
  });

  it("draw coefficients to a prior's means as its precision grows", () => {
    const design = randomDesign(300, 2);
    const means = Float64Array.of(-1, 0.8, 0.2);
    const near = fitLogisticRegression(design, exact, {
      prior: { means, precisions: Float64Array.of(1e9, 1e9, 1e9) },
    });
    expect(near.intercept).toBeCloseTo(-1, 6);
    expect(near.coefficients[0]).toBeCloseTo(0.8, 6);
    const free = fitLogisticRegression(design, exact, {
      prior: { means, precisions: new Float64Array(3) },
    });
    expect(free.coefficients).toEqual(fitLogisticRegression(design, exact).coefficients);
  });

  it("separate nothing with Firth's penalty: half a case is added to each cell of a saturated 2 × 2 table", () => {
    // Heinze & Schemper 2002, §2: all exposed are bad, so the maximum likelihood estimate is infinite.
    const exposed = [...Array<number>(7).fill(1), ...Array<number>(20).fill(0)];
    const bad = Uint8Array.from(exposed, (value, row) => (value === 1 || row < 11 ? 1 : 0));
    const design: Design = {
      columns: [Float64Array.from(exposed)],
      bad,
      rows: Int32Array.from(bad.keys()),
    };
    const fit = fitLogisticRegression(design, { ...exact, firth: true });
    const bads = bad.slice(7).reduce((sum, value) => sum + value, 0);
    expect(fit.intercept).toBeCloseTo(Math.log((bads + 0.5) / (20 - bads + 0.5)), 9);
    expect(fit.intercept + (fit.coefficients[0] as number)).toBeCloseTo(Math.log(7.5 / 0.5), 9);
  });
});

function slopesAt(design: Design, fit: { readonly intercept: number; readonly coefficients: Float64Array }) {
  return likelihoodByRows(design).gradientAt(Float64Array.of(fit.intercept, ...fit.coefficients));
}

/** Columns share a part, so that the least squares of the model are not separable. */
function randomDesign(rows: number, width: number): Design {
  const random = createRandom("lasso");
  const shared = Float64Array.from({ length: rows }, random.normal);
  const columns = Array.from({ length: width }, () => shared.map((value) => 0.5 * value + random.normal()));
  const bad = Uint8Array.from({ length: rows }, (_, row) => {
    const logOdds = -1 + (columns[0]?.[row] as number) - 0.7 * (columns[1]?.[row] as number);
    return random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  });
  return { columns, bad, rows: Int32Array.from(bad.keys()) };
}
