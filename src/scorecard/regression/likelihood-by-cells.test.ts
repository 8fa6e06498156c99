import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import type { CodedColumn, Design } from "./design.ts";
import { likelihoodByCells } from "./likelihood-by-cells.ts";
import { likelihoodByRows } from "./likelihood-by-rows.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";
import { weighProducts } from "./weigh-products.ts";

const exact = { penalty: 2, maxIterations: 50, tolerance: 1e-11 };

describe("likelihoodByCells", () => {
  it.each([false, true])(
    "gives the sums that rows give, to 1e-11 of themselves (weights: %s)",
    (isWeighted) => {
      const design = codedDesign(3_000, isWeighted);
      const [cells, rows] = [likelihoodByCells(design), likelihoodByRows(design)];
      const beta = Float64Array.of(-2, 0.9, -0.3, 1.4, 0, 0.2, 0.7, -40);
      expect(cells.lossAt(beta) / rows.lossAt(beta)).toBeCloseTo(1, 11);
      const [found, expected] = [cells.derivativesAt(beta), rows.derivativesAt(beta)];
      expectClose(found.gradient, expected.gradient);
      expectClose(cells.gradientAt(beta), expected.gradient);
      expectClose(found.information, expected.information);
      const covariance = expected.information.map((value) => value / 1e5);
      expectClose(cells.biasGradientAt(beta, covariance), rows.biasGradientAt(beta, covariance));
    },
  );

  it("fits a part of the rows in their own order", () => {
    const { rows, ...rest } = codedDesign(3_000, true);
    const design = { ...rest, rows: rows.filter((row) => row % 3 !== 0).toReversed() };
    const beta = new Float64Array(8).fill(0.3);
    expect(likelihoodByCells(design).lossAt(beta)).toBeCloseTo(likelihoodByRows(design).lossAt(beta), 8);
  });

  it("gives the products of columns that a loop over rows gives", () => {
    const { columns, rows, weights } = codedDesign(3_000, true);
    const numbers = columns.map((column) => {
      const { codes, values } = column as CodedColumn;
      return Float64Array.from(codes, (code) => values[code] as number);
    });
    expectClose(weighProducts(columns, rows, weights), weighProducts(numbers, rows, weights));
  });

  it("reaches the same fit from a pilot as without one, and the same bits again", () => {
    const design = codedDesign(220_000, false);
    expect(likelihoodByCells(design).pilot()?.share).toBeCloseTo(0.25, 5);
    const fit = fitLogisticRegression(design, exact);
    const slow = fitLogisticRegression(design, exact, { start: new Float64Array(8) });
    expect(fit.converged).toBe(true);
    for (const [j, value] of fit.coefficients.entries()) {
      expect(value).toBeCloseTo(slow.coefficients[j] as number, 10);
    }
    expect(fit.logLikelihood).toBeCloseTo(slow.logLikelihood, 6);
    expect(fitLogisticRegression({ ...design }, exact)).toEqual(fit);
  });

  it("fits where a bin is too rare for the pilot to see", () => {
    const { columns, ...rest } = codedDesign(220_000, false);
    const codes = new Uint8Array(220_000);
    for (let row = 1; row < 4_000; row += 4) codes[row] = 1;
    const rare: CodedColumn = { codes, values: Float64Array.of(0, 1) };
    const fit = fitLogisticRegression({ ...rest, columns: [...columns, rare] }, { ...exact, penalty: 0 });
    expect(fit.converged).toBe(true);
  });
});

function expectClose(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [index, value] of found.entries()) {
    expect(Math.abs(value - (expected[index] as number)) / scale).toBeLessThan(1e-11);
  }
}

/** Seven columns of 2 to 90 bins; the third drives the outcome, the last is so rare that its log odds saturate. */
function codedDesign(rows: number, isWeighted: boolean): Design {
  const random = createRandom("cells");
  const columns = [5, 7, 6, 2, 90, 4, 3].map(
    (bins): CodedColumn => ({
      codes: Uint8Array.from({ length: rows }, () => Math.floor(random.next() ** 2 * bins)),
      values: Float64Array.from({ length: bins }, (_, bin) => (bin - bins / 3) / bins),
    }),
  );
  const driver = columns[2] as CodedColumn;
  return {
    columns,
    bad: Uint8Array.from({ length: rows }, (_, row) => {
      const value = driver.values[driver.codes[row] as number] as number;
      return random.next() < 1 / (1 + Math.exp(2 - 2 * value)) ? 1 : 0;
    }),
    ...(isWeighted ? { weights: Float64Array.from({ length: rows }, () => 0.2 + random.next()) } : {}),
    rows: Int32Array.from({ length: rows }, (_, row) => row),
  };
}
