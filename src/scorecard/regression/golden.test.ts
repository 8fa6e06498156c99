import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { RegressionParameters } from "../parameters.ts";
import type { Design } from "./design.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";
import { precisionOf } from "./precision.ts";
import type { RegressionReport } from "./regression-report.ts";
import { reportRegression } from "./report-regression.ts";

/**
 * Expected numbers: statsmodels 0.13.5 (make-regression.py) and R 4.2.2 (make-firth.R) on 240 generated rows. Tolerance 1e-8,
 * absolute, unless said otherwise; both programs were run to their own limits.
 */
describe("the peers' logistic regression on generated rows", () => {
  it("gives statsmodels' coefficients, errors, Wald tests and intervals", () => {
    const report = reportOf();
    expectSame(report, golden.plain);
    expect(report.bic).toBeCloseTo(golden.plain.bic, 8);
    expect(report.pseudoR2.mcFadden).toBeCloseTo(golden.plain.mcFadden, 10);
    expect(report.likelihoodRatio.degrees).toBe(5);
    expect(Math.abs(report.likelihoodRatio.pValue / golden.plain.llrP - 1)).toBeLessThan(1e-8);
    expect(report.effectiveParameters).toBeCloseTo(6, 10);
  });

  it("gives the same with weights, as frequencies", () => {
    expectSame(reportOf(Float64Array.from(golden.weights)), golden.weighted);
  });

  it("tests each coefficient by the likelihood without it", () => {
    for (const [expected, weights] of [
      [golden.plain, undefined],
      [golden.weighted, Float64Array.from(golden.weights)],
    ] as const) {
      const { coefficients } = reportOf(weights);
      for (const [j, without] of expected.without.entries()) {
        const test = coefficients[j + 1]?.likelihoodRatio;
        expect(test?.statistic).toBeCloseTo(2 * (expected.logLikelihood - without), 8);
        expect(test?.degrees).toBe(1);
      }
    }
  });

  it("gives statsmodels' variance inflation factors", () => {
    const { coefficients } = reportOf();
    expect(coefficients[0]?.vif).toBeNull();
    for (const [j, vif] of golden.plain.vif.entries()) expect(coefficients[j + 1]?.vif).toBeCloseTo(vif, 8);
  });

  it("gives the ridge estimate of a general optimiser", () => {
    const { penalty, coefficients } = golden.ridge;
    const fit = fitLogisticRegression(designOf(), { ...exact, penalty });
    for (const [j, value] of coefficients.entries()) {
      expect(j === 0 ? fit.intercept : fit.coefficients[j - 1]).toBeCloseTo(value, 9);
    }
  });

  it("gives Firth's estimate as pseudo-weighted generalised linear models find it", () => {
    for (const [expected, rows] of [
      [firth.firthOfFew, firth.few],
      [firth.firthOfAll, golden.bad.length],
    ] as const) {
      const design: Design = { ...designOf(), rows: Int32Array.from({ length: rows }, (_, row) => row) };
      const fit = fitLogisticRegression(design, { ...exact, firth: true });
      const { standardErrors } = precisionOf(design, fit, 0);
      expect(fit.converged).toBe(true);
      expect(fit.penalisedLogLikelihood).toBeCloseTo(expected.penalised, 9);
      for (const [j, value] of expected.coefficients.entries()) {
        expect(j === 0 ? fit.intercept : fit.coefficients[j - 1]).toBeCloseTo(value, 8);
        expect(standardErrors[j]).toBeCloseTo(expected.standardErrors[j] ?? Number.NaN, 8);
      }
    }
  });
});

const exact: RegressionParameters = {
  ...defaultScorecardParameters.regression,
  penalty: 0,
  maxIterations: 200,
  tolerance: 1e-12,
};

interface Fit {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
}

interface GoldenFit extends Fit {
  readonly z: readonly number[];
  readonly p: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly aic: number;
  readonly without: readonly number[];
}

interface Golden {
  readonly columns: readonly (readonly number[])[];
  readonly bad: readonly number[];
  readonly weights: readonly number[];
  readonly plain: GoldenFit & {
    readonly bic: number;
    readonly mcFadden: number;
    readonly llrP: number;
    readonly vif: readonly number[];
  };
  readonly weighted: GoldenFit;
  readonly ridge: { readonly penalty: number; readonly coefficients: readonly number[] };
}

interface GoldenFirth {
  readonly few: number;
  readonly firthOfFew: Fit & { readonly penalised: number };
  readonly firthOfAll: Fit & { readonly penalised: number };
}

const golden = read<Golden>("regression");
const firth = read<GoldenFirth>("firth");

function read<T>(name: string): T {
  const path = join(import.meta.dirname, "../testing/golden", `${name}.json`);
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

function designOf(weights?: Float64Array): Design {
  const bad = Uint8Array.from(golden.bad);
  return {
    columns: golden.columns.map((column) => Float64Array.from(column)),
    bad,
    weights,
    rows: Int32Array.from(bad.keys()),
  };
}

function reportOf(weights?: Float64Array): RegressionReport {
  const design = designOf(weights);
  const members = design.columns.map((_column, j) => ({ id: `x${j + 1}` }));
  return reportRegression({ members, design, regression: fitLogisticRegression(design, exact) }, exact);
}

function expectSame(report: RegressionReport, expected: GoldenFit): void {
  expect(report.converged).toBe(true);
  expect(report.logLikelihood).toBeCloseTo(expected.logLikelihood, 8);
  expect(report.nullLogLikelihood).toBeCloseTo(expected.nullLogLikelihood, 8);
  expect(report.aic).toBeCloseTo(expected.aic, 8);
  expect(report.coefficients).toHaveLength(expected.coefficients.length);
  for (const [j, found] of report.coefficients.entries()) {
    expect(found.coefficient).toBeCloseTo(expected.coefficients[j] ?? Number.NaN, 8);
    expect(found.standardError).toBeCloseTo(expected.standardErrors[j] ?? Number.NaN, 8);
    expect(found.wald).toBeCloseTo(expected.z[j] ?? Number.NaN, 8);
    expect(found.pValue).toBeCloseTo(expected.p[j] ?? Number.NaN, 8);
    expect(found.low).toBeCloseTo(expected.low[j] ?? Number.NaN, 8);
    expect(found.high).toBeCloseTo(expected.high[j] ?? Number.NaN, 8);
  }
}
