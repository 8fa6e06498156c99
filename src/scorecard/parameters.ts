import type { Objective, TrendChoice } from "./binning/optimum/trend.ts";
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
  readonly trend: TrendChoice;
  readonly objective: Objective;
  /**
   * `sample` makes the divergence over all rows largest; `everyVintage` too, with a trend that holds in each vintage alone;
   * `worstVintage` makes that of the vintage where it is smallest largest.
   */
  readonly over: "sample" | "everyVintage" | "worstVintage";
  /**
   * Where a cut may lie: `quantiles` between groups of about equal size; `rich` also at the cuts of a classification tree
   * and at the corners of the ROC curve's hull, and then between all values near the cuts chosen. Without more distinct
   * values than `maxPreBins` both take every place between two of them.
   */
  readonly candidates: "quantiles" | "rich";
  readonly maxPreBins: number;
  /** Fewest and most value bins; special, other and missing bins are not counted. */
  readonly minBins: number;
  readonly maxBins: number;
  /** Smallest and largest share of all rows (missing ones included) in a value bin. */
  readonly minBinShare: number;
  readonly maxBinShare: number;
  readonly minBinRows: number;
  readonly minBadsPerBin: number;
  readonly minGoodsPerBin: number;
  /** Least difference of the bad rates of neighbouring value bins. */
  readonly minRateGap: number;
  /** Largest p-value of the two-sided z-test for equal bad rates of neighbouring value bins; 1 = no limit. */
  readonly maxPValue: number;
  /** Rows at the sample's own bad rate that are added to each bin before its weight of evidence is taken. */
  readonly smoothingRows: number;
  /** Missing values in a bin of their own, or with the weight of evidence of the value bin nearest to them in risk. */
  readonly missing: "separate" | "merge";
  /** Special codes each in a bin of its own, all in one, or each merged like missing values. */
  readonly special: "separate" | "together" | "merge";
  /** Categories with a smaller share of all rows go to the bin of rare and unseen ones. */
  readonly rareShare: number;
}

/** What is laid down for one indicator; what is left out is as for all. */
export interface IndicatorRules {
  readonly trend?: TrendChoice;
  readonly minBins?: number;
  readonly maxBins?: number;
  readonly minBinShare?: number;
  /** Values that mean something else than their size, such as −9 for "refused". */
  readonly specialCodes?: readonly number[];
  readonly missing?: BinningParameters["missing"];
  readonly special?: BinningParameters["special"];
  /** Cuts that must be among those chosen. */
  readonly fixedCuts?: readonly number[];
  /** Open intervals in which no cut may lie. */
  readonly forbiddenCuts?: readonly { readonly from: number; readonly to: number }[];
  /** These cuts and no others: nothing is optimised. */
  readonly cuts?: readonly number[];
  /** These groups and no others, for categories. */
  readonly groups?: readonly (readonly string[])[];
}

/** Rules by the indicator's id. */
export type RulesByIndicator = Readonly<Record<string, IndicatorRules>>;

export interface ScreeningParameters {
  readonly minIv: number;
  /** Above it an indicator is suspected of knowing the outcome: it is kept and marked; `null` = no mark. */
  readonly suspiciousIv: number | null;
  readonly maxMissingShare: number;
  readonly maxIdenticalShare: number;
  /** Largest |Pearson correlation| between the weights of evidence of two kept indicators. */
  readonly maxCorrelation: number;
  /** Largest variance inflation factor among the kept; `null` = no limit. */
  readonly maxVif: number | null;
  /**
   * Largest population stability index between the first and the last vintage, unless chance alone explains a larger one
   * of so few rows; `null` = no limit.
   */
  readonly maxPsi: number | null;
  /** Experts' lists: stay whatever the figures say, and never enter. */
  readonly mustIn: readonly string[];
  readonly mustOut: readonly string[];
}

export interface SelectionParameters {
  /**
   * `all` keeps what screening left, up to the cap; `backward`, `forward` and `stepwise` (both ways) go by the criterion;
   * `lasso` keeps what an L1 penalty chosen by cross-validation leaves.
   */
  readonly method: "all" | "backward" | "forward" | "stepwise" | "lasso";
  readonly criterion: "aic" | "bic" | "ks";
  /** At least this many bads for each indicator on the card. */
  readonly badsPerIndicator: number;
  readonly maxIndicators: number;
  /** Whether a coefficient must be positive, so that points never contradict the bins; one that is not leaves the card. */
  readonly positiveOnly: boolean;
}

export interface RegressionParameters {
  /** λ in −log-likelihood + λ/2 · Σ coefficient²; the intercept is free. */
  readonly penalty: number;
  /** λ₁ in + λ₁ · Σ |coefficient|; 0 = none. */
  readonly lassoPenalty: number;
  /** Firth's penalty (half the log determinant of the information), for few bads or separated samples. */
  readonly firth: boolean;
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
  /** `nearest` rounds each bin alone; `rankPreserving` chooses all roundings together so that fewest pairs change order. */
  readonly rounding: "nearest" | "rankPreserving";
  /** `pdo` by base points, odds and PDO; `minMax` so that the worst and the best possible score are these. */
  readonly range:
    | { readonly kind: "pdo" }
    | { readonly kind: "minMax"; readonly min: number; readonly max: number };
  /** Where an indicator's 0 lies: `woe` at weight of evidence 0; `worst` at its worst bin, so that no points are negative. */
  readonly zeroAt: "woe" | "worst";
}

/**
 * Refuses parameters that have no meaning, before any of them is used.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE with the first one found
 */
export function checkParameters(parameters: ScorecardParameters): void {
  const { binning, screening, selection, regression, scaling } = parameters;
  expectWhole("binning.maxPreBins", binning.maxPreBins, 2, 2_000);
  expectWhole("binning.maxBins", binning.maxBins, 2, 50);
  expectRange("binning.minBinShare", binning.minBinShare, 0, 0.5);
  expectRange("binning.minBinRows", binning.minBinRows, 0, Number.MAX_SAFE_INTEGER);
  expectRange("binning.minBadsPerBin", binning.minBadsPerBin, 0, Number.MAX_SAFE_INTEGER);
  expectRange("binning.minGoodsPerBin", binning.minGoodsPerBin, 0, Number.MAX_SAFE_INTEGER);
  expectWhole("binning.minBins", binning.minBins, 2, binning.maxBins);
  expectRange("binning.maxBinShare", binning.maxBinShare, binning.minBinShare, 1);
  expectRange("binning.minRateGap", binning.minRateGap, 0, 1);
  expectRange("binning.maxPValue", binning.maxPValue, Number.MIN_VALUE, 1);
  expectRange("binning.rareShare", binning.rareShare, 0, 1);
  expectRange("binning.smoothingRows", binning.smoothingRows, 0, Number.MAX_SAFE_INTEGER);
  expectRange("screening.minIv", screening.minIv, 0, Number.MAX_VALUE);
  expectRange("screening.maxMissingShare", screening.maxMissingShare, 0, 1);
  expectRange("screening.maxIdenticalShare", screening.maxIdenticalShare, 0, 1);
  expectRange("screening.maxCorrelation", screening.maxCorrelation, 0, 1);
  expectRange("selection.badsPerIndicator", selection.badsPerIndicator, 0.1, Number.MAX_VALUE);
  expectRange("selection.maxIndicators", selection.maxIndicators, 1, 1_000);
  expectRange("regression.penalty", regression.penalty, 0, Number.MAX_VALUE);
  expectRange("regression.lassoPenalty", regression.lassoPenalty, 0, Number.MAX_VALUE);
  expectRange("regression.maxIterations", regression.maxIterations, 1, 10_000);
  expectRange("regression.tolerance", regression.tolerance, Number.MIN_VALUE, 1);
  expectRange("scaling.basePoints", scaling.basePoints, -1e9, 1e9);
  expectRange("scaling.baseGoodsPerBad", scaling.baseGoodsPerBad, Number.MIN_VALUE, 1e12);
  expectRange("scaling.pointsToDoubleOdds", scaling.pointsToDoubleOdds, Number.MIN_VALUE, 1e9);
  expectRange("scaling.pointsDecimals", scaling.pointsDecimals, 0, 10);
  // Scores are added up as whole units, and those must stay exact in double precision.
  expectRange(
    "scaling.basePoints · 10^pointsDecimals",
    unitsOfBase(scaling),
    0,
    Number.MAX_SAFE_INTEGER / 1_000,
  );
  if (scaling.range.kind === "minMax") {
    expectRange("scaling.range.min", scaling.range.min, -1e9, 1e9);
    expectRange("scaling.range.max", scaling.range.max, scaling.range.min + 1, 1e9);
  }
}

/**
 * Refuses what is laid down for single indicators when it has no meaning.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE with the first one found
 */
export function checkRules(rules: RulesByIndicator, { minBins, maxBins }: BinningParameters): void {
  for (const [id, rule] of Object.entries(rules)) {
    const most = rule.maxBins ?? maxBins;
    expectWhole(`rules.${id}.maxBins`, most, 2, 50);
    expectWhole(`rules.${id}.minBins`, rule.minBins ?? Math.min(minBins, most), 2, most);
    expectRange(`rules.${id}.minBinShare`, rule.minBinShare ?? 0, 0, 0.5);
    for (const { from, to } of rule.forbiddenCuts ?? [])
      expectRange(`rules.${id}.forbiddenCuts`, to, from, Number.MAX_VALUE);
  }
}

function unitsOfBase({ basePoints, pointsDecimals }: ScalingParameters): number {
  return Math.abs(basePoints) * 10 ** pointsDecimals;
}

function expectRange(parameter: string, found: number, low: number, high: number): void {
  if (found >= low && found <= high) return;
  throw scorecardFaults.fault("SCORECARD_PARAMETER_OUT_OF_RANGE", {
    parameter,
    found,
    expected: `[${low}, ${high}]`,
  });
}

function expectWhole(parameter: string, found: number, low: number, high: number): void {
  expectRange(parameter, found, low, high);
  if (Number.isInteger(found)) return;
  const expected = `a whole number in [${low}, ${high}]`;
  throw scorecardFaults.fault("SCORECARD_PARAMETER_OUT_OF_RANGE", { parameter, found, expected });
}
