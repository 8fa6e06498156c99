import { describe, expect, it } from "vitest";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import { buildPopulation } from "../testing/scored-rows.ts";
import type { CrossValidation } from "./cross-validate.ts";
import { evaluateModel } from "./evaluate-model.ts";
import { measureDiscrimination } from "../evaluation/discrimination.ts";

const plan: EvaluationPlan = {
  profitOfGood: 1,
  lossOfBad: 8,
  bootstrapRounds: 60,
  confidence: 0.95,
  grades: 7,
  rejectInference: "parcelling",
  rejectBadFactor: 2,
};
const development = buildPopulation("development", 3_000, "development");
const outOfTime = buildPopulation("outOfTime", 1_500, "outOfTime", { shift: 0.1 });
const input = { populations: [development, outOfTime], plan, seed: "evaluation" };

describe("evaluateModel", () => {
  const evaluation = evaluateModel(input);

  it("is plain JSON without a figure that is not a number, and the same to the bit from the same seed", () => {
    const text = JSON.stringify(evaluation);
    expect(JSON.parse(text)).toEqual(evaluation);
    expect(JSON.stringify(evaluateModel(input))).toBe(text);
    expect(evaluateModel({ ...input, seed: "another" }).populations[1]?.discrimination.auc).toEqual(
      evaluation.populations[1]?.discrimination.auc,
    );
  });

  it("quotes the rows furthest from those the model learnt from", () => {
    const { auc, ks } = measureDiscrimination(
      outOfTime.points.map((points) => -points),
      outOfTime.bad,
    );
    expect(evaluation.headline).toMatchObject({ of: "outOfTime" });
    expect(evaluation.headline.auc).toBeCloseTo(auc, 12);
    expect(evaluation.headline.ks).toBeCloseTo(ks, 12);
    expect(evaluation.headline.low).toBeLessThan(auc);
    const brier = outOfTime.pd.reduce(
      (sum, pd, row) => sum + (pd - (outOfTime.bad[row] as number)) ** 2 / 1_500,
      0,
    );
    expect(evaluation.headline.brier).toBeCloseTo(brier, 12);
  });

  it("quotes the cross-validation when there is one", () => {
    const crossValidation: CrossValidation = {
      folds: 5,
      repeats: 4,
      mean: 0.71,
      low: 0.69,
      high: 0.73,
      foldSd: 0.04,
      ks: 0.35,
      brier: 0.1,
      indicators: 5,
      selectedShare: {},
      method: "five folds",
      methodZh: "五折",
      outOfFoldLogOdds: new Float64Array(3_000),
    };
    const crossValidated = { ...development, kind: "crossValidated" as const };
    const { headline, populations } = evaluateModel({
      ...input,
      populations: [development, crossValidated],
      crossValidation,
    });
    expect(headline).toMatchObject({ of: "crossValidated", auc: 0.71 });
    expect(headline.method).toContain("0.6900–0.7300");
    // The interval of the out-of-fold scores, not of the choice of folds, laid around the mean.
    const auc = populations[1]?.discrimination.auc ?? { value: 0, low: 0, high: 0 };
    expect(headline.high - headline.low).toBeCloseTo(auc.high - auc.low, 12);
    expect(headline.gini).toBeCloseTo(0.42, 12);
  });

  it("does not count rows twice that folds scored again, nor call their spread a shift", () => {
    const { stability } = evaluateModel({
      ...input,
      populations: [development, { ...development, kind: "crossValidated" }],
    });
    expect(stability.score).toBeNull();
    const rows = stability.scoreByVintage.map(({ stability: { actualRows } }) => actualRows);
    expect(rows).toEqual([750, 750, 750, 750]);
    expect(stability.indicators[0]?.overall).toBeNull();
  });

  it("counts every row once in grades, bands, calibration groups and vintages", () => {
    for (const { rows, bads, grades, bands, calibration } of evaluation.populations) {
      for (const parts of [grades, bands, calibration.groups]) {
        expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(rows);
        expect(parts.reduce((sum, part) => sum + part.bads, 0)).toBe(bads);
      }
    }
    const months = evaluation.stability.performanceByVintage;
    expect(months.map(({ vintage }) => vintage)).toEqual(["2025-01", "2025-02", "2025-03", "2025-04"]);
    expect(months.reduce((sum, { rows }) => sum + rows, 0)).toBe(1_500);
  });

  it("leaves out what it was not given, and judges a single population without alarms about drift", () => {
    const { points, pd, bad } = development;
    const alone = evaluateModel({ ...input, populations: [{ kind: "development", points, pd, bad }] });
    expect(alone.swapSet).toBeNull();
    expect(alone.fairness).toEqual([]);
    expect(alone.rejectInference).toBeNull();
    expect(alone.stability).toEqual({
      score: null,
      scoreByVintage: [],
      scoreCuts: expect.any(Array),
      indicators: [],
      performanceByVintage: [],
    });
    expect(alone.alarms).toEqual([]);
  });

  it("adds swap set and rejects when they are given, and keeps a master scale in force", () => {
    const oldPoints = outOfTime.points.map((points, row) => points + ((row * 37) % 80));
    const full = evaluateModel({
      ...input,
      populations: [development, { ...outOfTime, oldPoints }],
      rejects: { points: outOfTime.points, pd: outOfTime.pd },
      masterScale: evaluation.masterScale,
    });
    expect(full.swapSet?.newAuc).toEqual(evaluation.populations[1]?.discrimination.auc);
    expect(full.rejectInference?.rejected.rows).toBe(1_500);
    expect(full.masterScale).toBe(evaluation.masterScale);
    expect(full.fairness.map(({ attribute }) => attribute)).toEqual(["region"]);
  });

  it("gives the same rates, intervals and p-values when every weight is doubled", () => {
    const weighted = evaluateModel({
      ...input,
      populations: input.populations.map((population) => ({
        ...population,
        weights: new Float64Array(population.bad.length).fill(2),
      })),
    });
    const figuresOf = ({ populations, masterScale, stability, fairness }: typeof evaluation) => ({
      discrimination: populations.map(({ discrimination }) => discrimination),
      calibration: populations.map(({ calibration: { hosmerLemeshow, intercept, slope, spiegelhalter } }) => {
        return { hosmerLemeshow, intercept, slope, spiegelhalter };
      }),
      grades: populations.map(({ grades }) => grades.map(({ badRate, light }) => ({ badRate, light }))),
      pds: masterScale.grades.map(({ pd }) => pd),
      shifts: stability.scoreByVintage.map(({ stability: { index, limit, pValue } }) => [
        index,
        limit,
        pValue,
      ]),
      approvals: fairness.map(({ groups }) => groups.map(({ approvalRate, auc }) => ({ approvalRate, auc }))),
    });
    expectClose(figuresOf(weighted), figuresOf(evaluation));
  });

  it("confirms DeLong's interval by bootstrap", () => {
    const { auc, aucByBootstrap } = evaluateModel({ ...input, plan: { ...plan, bootstrapRounds: 400 } })
      .populations[1]?.discrimination ?? { auc: null, aucByBootstrap: null };
    expect(aucByBootstrap?.value).toBe(auc?.value);
    expect(Math.abs((aucByBootstrap?.low ?? 0) - (auc?.low ?? 1))).toBeLessThan(0.01);
    expect(Math.abs((aucByBootstrap?.high ?? 0) - (auc?.high ?? 1))).toBeLessThan(0.01);
  });

  it("refuses what it cannot judge, by name and row", () => {
    const code = (populations: (typeof input)["populations"]) => {
      try {
        evaluateModel({ ...input, populations });
        return "no fault";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code([])).toBe("SCORECARD_LENGTHS_DIFFER");
    expect(code([{ ...development, pd: development.pd.slice(1) }])).toBe("SCORECARD_LENGTHS_DIFFER");
    expect(code([{ ...development, pd: development.pd.map(() => 1.2) }])).toBe("SCORECARD_VALUE_NOT_ALLOWED");
    expect(code([{ ...development, points: development.points.map(() => Number.NaN) }])).toBe(
      "SCORECARD_VALUE_NOT_ALLOWED",
    );
    expect(code([development, { ...outOfTime, bad: outOfTime.bad.map(() => 0) }])).toBe(
      "SCORECARD_ONE_CLASS",
    );
  });

  it("holds when all scores are the same", () => {
    const flat = {
      kind: "development" as const,
      points: new Float64Array(20).fill(600),
      pd: new Float64Array(20).fill(0.2),
      bad: Uint8Array.from({ length: 20 }, (_, row) => (row < 4 ? 1 : 0)),
    };
    const { populations, masterScale } = evaluateModel({ ...input, populations: [flat] });
    const text = JSON.stringify(populations);
    expect(JSON.parse(text)).toEqual(populations);
    expect(populations[0]?.discrimination.auc.value).toBe(0.5);
    expect(masterScale.grades).toHaveLength(1);
  });
});

/** Equal shape, numbers to 1e-9 of their size. */
function expectClose(found: unknown, expected: unknown): void {
  if (typeof expected === "number" && typeof found === "number") {
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    return;
  }
  if (typeof expected !== "object" || expected === null) {
    expect(found).toEqual(expected);
    return;
  }
  expect(Object.keys(found ?? {})).toEqual(Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) {
    expectClose((found as Record<string, unknown>)[key], value);
  }
}
