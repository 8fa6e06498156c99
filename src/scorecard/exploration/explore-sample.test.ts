import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { exploreSample } from "./explore-sample.ts";

const numeric = (id: string, values: readonly number[]): IndicatorColumn => ({
  kind: "numeric",
  id,
  values: Float64Array.from(values),
});

describe("exploreSample", () => {
  it("describes numbers: quantiles of type 7, spread, zeros, missing values and their bad rate", () => {
    const sample: Sample = {
      indicators: [numeric("x", [0, 1, 2, 3, 4, -5, Number.NaN, Number.NaN])],
      bad: Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 0),
    };
    const { indicators } = exploreSample(sample);
    expect(indicators[0]).toMatchObject({
      missing: 2,
      missingShare: 0.25,
      missingBadRate: 0.5,
      distinct: 6,
      numbers: { min: -5, median: 1.5, q1: 0.25, q3: 2.75, max: 4, zeros: 1, negatives: 1 },
      auc: { auc: 1, direction: "higherIsRiskier" },
    });
    expect(indicators[0]?.numbers?.mean).toBeCloseTo(5 / 6, 12);
    // statistics.stdev([0, 1, 2, 3, 4, -5]) of Python
    expect(indicators[0]?.numbers?.standardDeviation).toBeCloseTo(3.188521078, 9);
  });

  it("suspects repeated whole numbers far from the rest, and not the tail of a distribution", () => {
    const random = createRandom("codes");
    const counts = Array.from({ length: 400 }, (_, row) => (row < 12 ? 96 + 2 * (row % 2) : row % 13));
    const skewed = Array.from({ length: 400 }, () => Math.exp(2 * random.normal()));
    const sample: Sample = {
      indicators: [numeric("late", counts), numeric("income", skewed)],
      bad: Uint8Array.from(counts, (count) => (count > 90 ? 1 : 0)),
    };
    const [late, income] = exploreSample(sample).indicators;
    expect(late?.suspectedCodes).toEqual([
      { value: 96, count: 6, badRate: 1 },
      { value: 98, count: 6, badRate: 1 },
    ]);
    expect(income?.suspectedCodes).toEqual([]);
  });

  it("marks what knows the outcome: near-perfect order, telling gaps, a value of one outcome", () => {
    const bad = Uint8Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0));
    const sample: Sample = {
      indicators: [
        numeric(
          "perfect",
          Array.from(bad, (outcome, row) => 10 * outcome + (row % 7)),
        ),
        numeric(
          "recordedAfter",
          Array.from(bad, (outcome, row) => (outcome === 1 ? Number.NaN : row % 5)),
        ),
        {
          kind: "categorical",
          id: "status",
          categories: ["open", "written off"],
          codes: Int32Array.from(bad, (outcome, row) => (outcome === 1 && row < 10 ? 1 : 0)),
        },
        numeric(
          "honest",
          Array.from(bad, (_, row) => row % 10),
        ),
      ],
      bad,
    };
    const signs = exploreSample(sample).indicators.map(({ leakage }) => leakage.map(({ kind }) => kind));
    expect(signs).toEqual([["nearlyPerfect"], ["missingTellsOutcome"], ["valueTellsOutcome"], []]);
  });

  it("follows an indicator over its vintages: shares of missing values, medians and a shift", () => {
    const labels = ["2026-01", "2026-02", "2026-03"];
    const codes = Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 100));
    const values = Array.from({ length: 300 }, (_, row) =>
      row >= 200 && row % 2 === 0 ? Number.NaN : (row % 100) + (row >= 200 ? 50 : 0),
    );
    const sample: Sample = {
      indicators: [numeric("x", values)],
      bad: Uint8Array.from({ length: 300 }, (_, row) => (row % 10 === 0 ? 1 : 0)),
      vintages: { codes, labels },
    };
    const [january, february, march] = exploreSample(sample).indicators[0]?.byVintage ?? [];
    expect(january).toMatchObject({ label: "2026-01", rows: 100, missingShare: 0, median: 49.5, psi: 0 });
    expect(february?.psi).toBeCloseTo(0, 12);
    expect(march).toMatchObject({ missingShare: 0.5, badRate: 0.1 });
    expect(march?.psi).toBeGreaterThan(1);
  });

  it("correlates ranks over the rows where both have a value, ties sharing their mean rank", () => {
    const sample: Sample = {
      indicators: [
        numeric("a", [1, 2, 3, 4, 5, Number.NaN]),
        numeric("b", [2, 1, 4, 3, 5, 9]),
        numeric("noise", [1, 1, 1, 1, 1, 1]),
      ],
      bad: Uint8Array.of(0, 1, 0, 1, 0, 1),
    };
    const { correlations, correlationRows } = exploreSample(sample);
    // 1 − 6 · Σd² / (n(n² − 1)) with Σd² = 4 and n = 5, before b's sixth rank, which the pair does not use
    expect(correlations).toEqual([{ left: "a", right: "b", correlation: expect.closeTo(0.8, 12) }]);
    expect(correlationRows).toBe(6);
  });
});
