import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { valueAt } from "./design.ts";
import type { Design } from "./design.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";
import { precisionOf } from "./precision.ts";

const exact = { lassoPenalty: 0, firth: false, maxIterations: 100, tolerance: 1e-12 };

describe("fitLogisticRegression", () => {
  it("finds the closed form of a 2 × 2 table: log odds ratio and its standard error", () => {
    const design = tableOf({ exposedBad: 12, exposedGood: 8, otherBad: 5, otherGood: 25 });
    const fit = fitLogisticRegression(design, { ...exact, penalty: 0 });
    expect(fit.intercept).toBeCloseTo(Math.log(5 / 25), 12);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log((12 * 25) / (8 * 5)), 12);
    const { standardErrors } = precisionOf(design, fit, 0);
    expect(standardErrors[1]).toBeCloseTo(Math.sqrt(1 / 12 + 1 / 8 + 1 / 5 + 1 / 25), 10);
    expect(standardErrors[0]).toBeCloseTo(Math.sqrt(1 / 5 + 1 / 25), 10);
  });

  it("leaves no gradient of the penalised likelihood, and shrinks as the penalty grows", () => {
    const design = randomDesign(200, 4);
    let previous = Number.POSITIVE_INFINITY;
    for (const penalty of [0, 0.5, 5, 50, 5_000]) {
      const fit = fitLogisticRegression(design, { ...exact, penalty });
      expect(fit.converged).toBe(true);
      for (const [j, slope] of gradientOf(design, fit.intercept, fit.coefficients).entries()) {
        const shrinkage = j === 0 ? 0 : penalty * (fit.coefficients[j - 1] as number);
        expect(slope - shrinkage).toBeCloseTo(0, 8);
      }
      const norm = Math.hypot(...fit.coefficients);
      expect(norm).toBeLessThan(previous);
      previous = norm;
    }
  });

  it("gives penalised standard errors H⁻¹·I·H⁻¹, the intercept free: two parameters by hand", () => {
    const design = tableOf({ exposedBad: 12, exposedGood: 8, otherBad: 5, otherGood: 25 });
    const penalty = 3;
    const fit = fitLogisticRegression(design, { ...exact, penalty });
    const curvatureOf = (logOdds: number, count: number) => {
      const probability = 1 / (1 + Math.exp(-logOdds));
      return count * probability * (1 - probability);
    };
    const exposed = curvatureOf(fit.intercept + (fit.coefficients[0] as number), 20);
    const other = curvatureOf(fit.intercept, 30);
    // I = [[a, b], [b, b]] with a over all rows and b over the exposed; H adds the penalty to the last cell.
    const [a, b] = [exposed + other, exposed];
    const determinant = a * (b + penalty) - b * b;
    const inverse = [(b + penalty) / determinant, -b / determinant, a / determinant] as const;
    const varianceOf = (u: number, v: number) => a * u * u + 2 * b * u * v + b * v * v;
    const { standardErrors, effectiveParameters } = precisionOf(design, fit, penalty);
    expect(standardErrors[0]).toBeCloseTo(Math.sqrt(varianceOf(inverse[0], inverse[1])), 12);
    expect(standardErrors[1]).toBeCloseTo(Math.sqrt(varianceOf(inverse[1], inverse[2])), 12);
    expect(effectiveParameters).toBeCloseTo(2 - penalty * inverse[2], 12);
  });

  it("converges where whole Newton steps overshoot", () => {
    // Undamped Newton diverges here: found by a random search, the fit is checked by its gradient.
    const values = [82, 4, 4, 1, 1, 4, 3, 90, 0, 1, 2, 0];
    const design: Design = {
      columns: [Float64Array.from(values)],
      bad: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      rows: Int32Array.from(values.keys()),
    };
    const fit = fitLogisticRegression(design, { ...exact, penalty: 0 });
    expect(fit.converged).toBe(true);
    for (const slope of gradientOf(design, fit.intercept, fit.coefficients)) expect(slope).toBeCloseTo(0, 8);
  });

  it("fits a separable sample as soon as there is a penalty", () => {
    const design: Design = {
      columns: [Float64Array.of(-2, -1, 1, 2)],
      bad: Uint8Array.of(0, 0, 1, 1),
      rows: Int32Array.of(0, 1, 2, 3),
    };
    const fit = fitLogisticRegression(design, { ...exact, penalty: 1 });
    expect(fit.converged).toBe(true);
    expect(fit.coefficients[0]).toBeGreaterThan(0);
    expect(fit.coefficients[0]).toBeLessThan(3);
  });

  it("counts a row of weight 3 as three rows", () => {
    const weighted: Design = {
      columns: [Float64Array.of(0, 1, 0, 1)],
      bad: Uint8Array.of(1, 1, 0, 0),
      weights: Float64Array.of(5, 12, 25, 8),
      rows: Int32Array.of(0, 1, 2, 3),
    };
    const rows = tableOf({ exposedBad: 12, exposedGood: 8, otherBad: 5, otherGood: 25 });
    const left = fitLogisticRegression(weighted, { ...exact, penalty: 2 });
    const right = fitLogisticRegression(rows, { ...exact, penalty: 2 });
    expect(left.coefficients[0]).toBeCloseTo(right.coefficients[0] as number, 10);
    expect(left.logLikelihood).toBeCloseTo(right.logLikelihood, 9);
  });

  it("says that collinear columns without a penalty have no unique fit", () => {
    const { columns, ...rest } = randomDesign(50, 1);
    const design: Design = { ...rest, columns: [columns[0] as Float64Array, columns[0] as Float64Array] };
    expect(() => fitLogisticRegression(design, { ...exact, penalty: 0 })).toThrow(
      expect.objectContaining({ code: "SCORECARD_MATRIX_SINGULAR" }),
    );
  });
});

function tableOf(cells: Record<"exposedBad" | "exposedGood" | "otherBad" | "otherGood", number>): Design {
  const exposed: number[] = [];
  const bad: number[] = [];
  const add = (count: number, exposure: number, outcome: number): void => {
    for (let i = 0; i < count; i++) {
      exposed.push(exposure);
      bad.push(outcome);
    }
  };
  add(cells.exposedBad, 1, 1);
  add(cells.exposedGood, 1, 0);
  add(cells.otherBad, 0, 1);
  add(cells.otherGood, 0, 0);
  return {
    columns: [Float64Array.from(exposed)],
    bad: Uint8Array.from(bad),
    rows: Int32Array.from(bad.keys()),
  };
}

function randomDesign(rows: number, width: number): Design {
  const random = createRandom("design");
  const columns = Array.from({ length: width }, () => Float64Array.from({ length: rows }, random.normal));
  const bad = Uint8Array.from({ length: rows }, (_, row) => {
    return random.next() < 1 / (1 + Math.exp(1 - ((columns[0] as Float64Array)[row] as number))) ? 1 : 0;
  });
  return { columns, bad, rows: Int32Array.from(bad.keys()) };
}

function gradientOf({ columns, bad, rows }: Design, intercept: number, coefficients: Float64Array): number[] {
  const slopes = Array.from({ length: columns.length + 1 }, () => 0);
  for (const row of rows) {
    const values = [1, ...columns.map((column) => valueAt(column, row))];
    const logOdds = values.reduce(
      (sum, value, j) => sum + value * (j === 0 ? intercept : (coefficients[j - 1] as number)),
      0,
    );
    const residual = (bad[row] as number) - 1 / (1 + Math.exp(-logOdds));
    values.forEach((value, j) => (slopes[j] = (slopes[j] as number) + residual * value));
  }
  return slopes;
}
