import { defaultScorecardParameters } from "../default-parameters.ts";
import type { ScorecardParameters } from "../parameters.ts";
import type { DevelopmentPlan } from "./plan.ts";

/**
 * Parameters for a sample of a thousand rows and more: richer candidates and finer bins than the default card's, which is
 * made for a hundred enterprises; neither smoothing nor penalty, and a choice by steps both ways.
 */
export const developmentParameters: ScorecardParameters = {
  ...defaultScorecardParameters,
  binning: {
    ...defaultScorecardParameters.binning,
    trend: "auto",
    candidates: "rich",
    maxPreBins: 128,
    maxBins: 8,
    minBinShare: 0.05,
    minBinRows: 1,
    minBadsPerBin: 1,
    minGoodsPerBin: 1,
    smoothingRows: 0,
    rareShare: 0,
  },
  screening: { ...defaultScorecardParameters.screening, minIv: 0.02, suspiciousIv: 0.5, maxCorrelation: 0.8 },
  selection: {
    method: "stepwise",
    criterion: "bic",
    badsPerIndicator: 10,
    maxIndicators: 20,
    positiveOnly: true,
  },
  regression: { ...defaultScorecardParameters.regression, penalty: 0 },
};

/** Folds drawn anew average out the luck of the draw, of which a large sample has little. */
const repeatsOf = (rows: number): number => (rows < 20_000 ? 5 : 1);

/**
 * A plan to start from: everything but the outcome is left to the defaults, and judged by cross-validation.
 * @param rows  of the table, where it is known: folds of a small one are drawn several times
 */
export function defaultPlan(
  outcome: { readonly target: string; readonly badValue: string },
  rows = 0,
): DevelopmentPlan {
  return {
    version: "scorecard-plan@1",
    sample: {
      ...outcome,
      indeterminateValues: [],
      weight: null,
      observation: null,
      performanceMonths: null,
      observedFrom: null,
      observedTo: null,
      exclusions: [],
      rejects: null,
      indicators: null,
      excludedIndicators: [],
      groups: [],
      segment: null,
    },
    split: { kind: "folds", folds: 5, repeats: repeatsOf(rows) },
    parameters: developmentParameters,
    rules: {},
    evaluation: {
      profitOfGood: 1,
      lossOfBad: 10,
      bootstrapRounds: 500,
      confidence: 0.95,
      grades: 8,
      rejectInference: "none",
      rejectBadFactor: 3,
    },
    seed: "touchstone",
  };
}
