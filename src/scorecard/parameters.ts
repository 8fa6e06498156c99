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

/**
 * Refuses parameters that have no meaning, before any of them is used.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE with the first one found
 */
export function checkParameters(parameters: ScorecardParameters): void {
  const { binning, screening, selection, regression, scaling } = parameters;
  expectRange("binning.maxPreBins", binning.maxPreBins, 2, 2_000);
  expectRange("binning.maxBins", binning.maxBins, 2, 50);
  expectRange("binning.minBinShare", binning.minBinShare, 0, 0.5);
  expectRange("binning.minBinRows", binning.minBinRows, 0, Number.MAX_SAFE_INTEGER);
  expectRange("binning.minBadsPerBin", binning.minBadsPerBin, 0, Number.MAX_SAFE_INTEGER);
  expectRange("binning.minGoodsPerBin", binning.minGoodsPerBin, 0, Number.MAX_SAFE_INTEGER);
  expectRange("binning.smoothingRows", binning.smoothingRows, 0, Number.MAX_SAFE_INTEGER);
  expectRange("screening.minIv", screening.minIv, 0, Number.MAX_VALUE);
  expectRange("screening.maxMissingShare", screening.maxMissingShare, 0, 1);
  expectRange("screening.maxIdenticalShare", screening.maxIdenticalShare, 0, 1);
  expectRange("screening.maxCorrelation", screening.maxCorrelation, 0, 1);
  expectRange("selection.badsPerIndicator", selection.badsPerIndicator, 0.1, Number.MAX_VALUE);
  expectRange("selection.maxIndicators", selection.maxIndicators, 1, 1_000);
  expectRange("regression.penalty", regression.penalty, 0, Number.MAX_VALUE);
  expectRange("regression.maxIterations", regression.maxIterations, 1, 10_000);
  expectRange("regression.tolerance", regression.tolerance, Number.MIN_VALUE, 1);
  expectRange("scaling.basePoints", scaling.basePoints, -1e9, 1e9);
  expectRange("scaling.baseGoodsPerBad", scaling.baseGoodsPerBad, Number.MIN_VALUE, 1e12);
  expectRange("scaling.pointsToDoubleOdds", scaling.pointsToDoubleOdds, Number.MIN_VALUE, 1e9);
  expectRange("scaling.pointsDecimals", scaling.pointsDecimals, 0, 10);
}

function expectRange(parameter: string, found: number, low: number, high: number): void {
  if (found >= low && found <= high) return;
  throw scorecardFaults.fault("SCORECARD_PARAMETER_OUT_OF_RANGE", {
    parameter,
    found,
    expected: `[${low}, ${high}]`,
  });
}
