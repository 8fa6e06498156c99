import type { Estimate } from "./estimate.ts";

/** What each cut-off does and earns. */
export interface CutOffs {
  readonly profitOfGood: number;
  readonly lossOfBad: number;
  /** Rising points, at most a hundred. */
  readonly points: readonly CutOff[];
  /** The cut-off of the largest profit over all scores, with the range that resampling gives it. */
  readonly best: CutOff & { readonly range: { readonly low: number; readonly high: number } };
}

/** Everybody with at least `points` is approved. Counts are weighted. */
export interface CutOff {
  readonly points: number;
  readonly approvedGoods: number;
  readonly approvedBads: number;
  readonly declinedGoods: number;
  readonly declinedBads: number;
  readonly approvalRate: Estimate;
  /** `null` where nobody is approved. */
  readonly badRateOfApproved: Estimate | null;
  /** Share of the bads declined (sensitivity), and of the goods approved (specificity). */
  readonly badsDeclined: Estimate;
  readonly goodsApproved: Estimate;
  /** Approved goods × profit − approved bads × loss. */
  readonly profit: number;
  readonly profitPerRow: number;
}
