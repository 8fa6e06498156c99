/**
 * What a bin holds. An indicator's bins always come in this order: its value bins (ranges in rising order, or groups of
 * categories by bad rate), the bins of special codes, then for categories the bin of rare and unseen ones (`other`), and
 * last the bin of missing values. The last ones exist even when training never filled them, so that every value has a
 * bin when it is served.
 */
export type BinKind =
  | RangeBin
  | { readonly kind: "group"; readonly categories: readonly string[] }
  | { readonly kind: "special"; readonly codes: readonly number[] }
  | { readonly kind: "other"; readonly categories: readonly string[] }
  | { readonly kind: "missing" };

/** `from` inclusive, `to` exclusive, null = unbounded. */
export interface RangeBin {
  readonly kind: "range";
  readonly from: number | null;
  readonly to: number | null;
}

/** What the training rows of a bin came to. Counts are rows, not weights. */
export interface BinFigures {
  readonly count: number;
  readonly bads: number;
  /** Weight of evidence ln(bad share / good share), smoothed: positive is riskier than the sample. */
  readonly woe: number;
  /** The bin's part of the information value. */
  readonly iv: number;
  /**
   * Index of the value bin whose weight of evidence this bin takes over, because it was merged into it; absent when it
   * stands on its own. Only special, other and missing bins are merged.
   */
  readonly mergedInto?: number;
}

export type Bin = BinKind & BinFigures;
