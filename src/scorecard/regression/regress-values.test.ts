import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { RegressionParameters } from "../parameters.ts";
import type { CategoricalColumn, IndicatorColumn, Sample } from "../sample.ts";
import { hasGermanCredit, readGermanCredit } from "../testing/german-credit.ts";
import { regressValues } from "./regress-values.ts";

const plain: RegressionParameters = { ...defaultScorecardParameters.regression, penalty: 0 };

describe("regressValues", () => {
  it.skipIf(!hasGermanCredit())("reproduces R's table of German credit: amounts, ages and categories", () => {
    const { columns, bad } = readGermanCredit();
    const indicators = golden.columns.map((id) => columnOf(id, columns.get(id) ?? []));
    const report = regressValues({ indicators, bad }, plain);
    expect(report.leftOut).toBe(0);
    expect(report.coefficients.map(({ id }) => id.replace("=", ""))).toEqual(
      golden.terms.map((term) => (term === "(Intercept)" ? "intercept" : term)),
    );
    expect(report.logLikelihood).toBeCloseTo(golden.logLikelihood, 9);
    expect(report.aic).toBeCloseTo(golden.aic, 9);
    for (const [place, found] of report.coefficients.entries()) {
      expect(found.coefficient).toBeCloseTo(golden.coefficients[place] ?? Number.NaN, 10);
      expect(found.standardError).toBeCloseTo(golden.standardErrors[place] ?? Number.NaN, 10);
      expect(found.wald).toBeCloseTo(golden.z[place] ?? Number.NaN, 8);
      expect(found.pValue).toBeCloseTo(golden.p[place] ?? Number.NaN, 8);
    }
  });

  it("leaves out rows that lack a value, and says how many", () => {
    const values = Float64Array.of(1, 2, Number.NaN, 4, 5, 6, 2, 3);
    const bad = Uint8Array.of(0, 1, 1, 0, 1, 1, 0, 0);
    const report = regressValues({ bad, indicators: [{ kind: "numeric", id: "x", values }] }, plain);
    expect(report.leftOut).toBe(1);
    expect(report.rows).toBe(7);
    const complete = regressValues(
      {
        bad: bad.filter((_, row) => row !== 2),
        indicators: [{ kind: "numeric", id: "x", values: values.filter((_, row) => row !== 2) }],
      },
      plain,
    );
    expect(report).toEqual({ ...complete, leftOut: 1 });
  });

  it("gives a coefficient in the units of its column", () => {
    const sample = (unit: number): Sample => ({
      bad: Uint8Array.of(0, 1, 0, 1, 1, 0, 1),
      indicators: [
        {
          kind: "numeric",
          id: "amount",
          values: Float64Array.of(3, 5, 4, 9, 2, 1, 6).map((value) => value * unit),
        },
      ],
    });
    const [yuan, fen] = [regressValues(sample(1), plain), regressValues(sample(1e8), plain)];
    const [inYuan, inFen] = [yuan.coefficients[1], fen.coefficients[1]];
    expect((inFen?.coefficient ?? 0) * 1e8).toBeCloseTo(inYuan?.coefficient ?? Number.NaN, 9);
    expect(inFen?.wald).toBeCloseTo(inYuan?.wald ?? Number.NaN, 9);
  });
});

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, "../testing/golden/german-credit-logit.json"), "utf8"),
) as {
  readonly columns: readonly string[];
  readonly terms: readonly string[];
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly z: readonly number[];
  readonly p: readonly number[];
  readonly logLikelihood: number;
  readonly aic: number;
};

function columnOf(id: string, cells: readonly string[]): IndicatorColumn {
  if (cells.every((cell) => Number.isFinite(Number(cell)))) {
    return { kind: "numeric", id, values: Float64Array.from(cells, Number) };
  }
  const categories = [...new Set(cells)];
  const codes = Int32Array.from(cells, (cell) => categories.indexOf(cell));
  return { kind: "categorical", id, codes, categories } satisfies CategoricalColumn;
}
