/**
 * Course of the bad rate from the first value bin to the last; equal neighbours count as either. A peak rises and then
 * falls, a valley falls and then rises; concave and convex bound the slope between neighbouring bins by the one before.
 */
export type Trend = (typeof trends)[number];

/** All of them, in the order in which they are offered. */
export const trends = ["ascending", "descending", "peak", "valley", "concave", "convex", "none"] as const;

/**
 * What the trend is to be: one of them; `auto` the best of ascending, descending, peak and valley; `monotone` the best of
 * ascending and descending; `expected` the direction that the indicator declares, else as `monotone`.
 */
export type TrendChoice = (typeof trendChoices)[number];

/** All of them, in the order in which they are offered. */
export const trendChoices = ["auto", "monotone", "expected", ...trends] as const;

/** A divergence between the bads' and the goods' distribution over the bins, to be made as large as possible. */
export type Objective = "iv" | "js" | "hellinger" | "ks";

/** What stands in the way of two or more bins. */
export type BinningConstraint =
  | "distinctValues"
  | "minBins"
  | "maxBins"
  | "minBinRows"
  | "maxBinRows"
  | "minBadsPerBin"
  | "minGoodsPerBin"
  | "minRateGap"
  | "maxPValue"
  | "fixedCuts"
  | "forbiddenCuts"
  | "trend"
  | "trendOfEveryVintage"
  | "vintageOfOneOutcome";

/**
 * A binning within the limits is impossible. `conflicts` lists each constraint that alone, when dropped, would make it
 * possible; when no single one does, those of all the smallest sets that have to be dropped together.
 */
export interface InfeasibleReason {
  readonly conflicts: readonly BinningConstraint[];
}
