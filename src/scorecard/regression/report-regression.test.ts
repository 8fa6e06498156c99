import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { Design } from "./design.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";
import { reportRegression } from "./report-regression.ts";

describe("reportRegression", () => {
  it("reports the same of a row of weight 3 as of three rows, criteria and tests included", () => {
    const random = createRandom("weights as rows");
    const rows = Array.from({ length: 200 }, () => {
      const [one, two] = [random.normal(), random.normal()];
      return {
        one,
        two: one + two,
        bad: random.next() < 1 / (1 + Math.exp(1 - one)) ? 1 : 0,
        weight: 1 + random.integer(3),
      };
    });
    const repeated = rows.flatMap((row) => Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })));
    const [weighted, plain] = [reportOf(rows), reportOf(repeated)];
    expect(plain.rows).toBe(repeated.length);
    for (const figure of [
      "logLikelihood",
      "nullLogLikelihood",
      "effectiveParameters",
      "aic",
      "bic",
    ] as const) {
      expect(weighted[figure]).toBeCloseTo(plain[figure], 8);
    }
    expect(weighted.pseudoR2.coxSnell).toBeCloseTo(plain.pseudoR2.coxSnell, 10);
    expect(weighted.likelihoodRatio.statistic).toBeCloseTo(plain.likelihoodRatio.statistic, 8);
    for (const [place, found] of weighted.coefficients.entries()) {
      const expected = plain.coefficients[place];
      expect(found.coefficient).toBeCloseTo(expected?.coefficient ?? Number.NaN, 10);
      expect(found.standardError).toBeCloseTo(expected?.standardError ?? Number.NaN, 10);
      if (place > 0) expect(found.vif).toBeCloseTo(expected?.vif ?? Number.NaN, 10);
    }
  });
});

interface Row {
  readonly one: number;
  readonly two: number;
  readonly bad: number;
  readonly weight: number;
}

function reportOf(rows: readonly Row[]) {
  const design: Design = {
    columns: [Float64Array.from(rows, ({ one }) => one), Float64Array.from(rows, ({ two }) => two)],
    bad: Uint8Array.from(rows, ({ bad }) => bad),
    weights: Float64Array.from(rows, ({ weight }) => weight),
    rows: Int32Array.from(rows.keys()),
  };
  const parameters = { ...defaultScorecardParameters.regression, penalty: 0, tolerance: 1e-12 };
  const regression = fitLogisticRegression(design, parameters);
  return reportRegression({ members: [{ id: "one" }, { id: "two" }], design, regression }, parameters);
}
