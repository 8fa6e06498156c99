import { defineParameter } from "#kernel";
import type { Parameter } from "#kernel";
import { scorecardFaults } from "./errors.ts";

/** Everything that shapes a card; stored in the card. */
export interface ScorecardParameters {
  readonly binning: BinningParameters;
  readonly screening: ScreeningParameters;
  readonly selection: SelectionParameters;
  readonly regression: RegressionParameters;
  readonly scaling: ScalingParameters;
}

export interface BinningParameters {
  /** `expected` forces the direction an indicator declares; `auto` takes the better of both. */
  readonly trend: "expected" | "auto";
  /** Candidate intervals: all distinct values up to this number, quantile groups above it. */
  readonly maxPreBins: number;
  readonly maxBins: number;
  /** Smallest share of all rows (missing ones included) in a value bin. */
  readonly minBinShare: number;
  readonly minBinRows: number;
  readonly minBadsPerBin: number;
  readonly minGoodsPerBin: number;
  /** Rows at the sample's own bad rate that are added to each bin before its weight of evidence is taken. */
  readonly smoothingRows: number;
}

export interface ScreeningParameters {
  readonly minIv: number;
  readonly maxMissingShare: number;
  readonly maxIdenticalShare: number;
  /** Largest |Pearson correlation| between the weights of evidence of two kept indicators. */
  readonly maxCorrelation: number;
}

export interface SelectionParameters {
  /** `all` keeps what screening left, up to the cap; `backward` then drops the weakest while the criterion falls. */
  readonly method: "all" | "backward";
  readonly criterion: "aic" | "bic";
  /** At least this many bads for each indicator on the card. */
  readonly badsPerIndicator: number;
  readonly maxIndicators: number;
}

export interface RegressionParameters {
  /** λ in −log-likelihood + λ/2 · Σ coefficient²; the intercept is free. */
  readonly penalty: number;
  readonly maxIterations: number;
  /** Newton stops when no coefficient moves by more. */
  readonly tolerance: number;
}

export interface ScalingParameters {
  /** Points at the base odds. */
  readonly basePoints: number;
  /** Goods for one bad at the base points. */
  readonly baseGoodsPerBad: number;
  readonly pointsToDoubleOdds: number;
  /** Points of bins and base are rounded to this many decimals, halves away from zero. */
  readonly pointsDecimals: number;
}

/** The defaults: chosen for a sample of about a hundred enterprises and some thirty defaults. */
export const defaultScorecardParameters: ScorecardParameters = {
  binning: {
    trend: "expected",
    maxPreBins: 24,
    maxBins: 4,
    minBinShare: 0.08,
    minBinRows: 5,
    minBadsPerBin: 0,
    minGoodsPerBin: 0,
    smoothingRows: 4,
  },
  screening: { minIv: 0.1, maxMissingShare: 0.9, maxIdenticalShare: 0.95, maxCorrelation: 0.8 },
  selection: { method: "all", criterion: "aic", badsPerIndicator: 2, maxIndicators: 12 },
  regression: { penalty: 2, maxIterations: 50, tolerance: 1e-9 },
  scaling: { basePoints: 600, baseGoodsPerBad: 19, pointsToDoubleOdds: 50, pointsDecimals: 0 },
};

export const scorecardParameters: readonly Parameter<string | number>[] = [
  defineParameter({
    id: "todo",
    value: 0,
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "",
    en: "",
  }),
];

export function checkParameters(_parameters: ScorecardParameters): void {
  void scorecardFaults;
}
