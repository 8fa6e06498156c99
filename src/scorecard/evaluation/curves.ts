import type { Estimate } from "./estimate.ts";

/** A score's curves, thinned to at most a few hundred points each. */
export interface Curves {
  readonly roc: readonly RocPoint[];
  readonly ks: readonly KsPoint[];
  readonly gain: readonly GainPoint[];
}

/** Shares declined when everybody below `points` is: of the goods (false alarms) and of the bads (caught). */
export interface RocPoint {
  /** `null` at the end where everybody is declined. */
  readonly points: number | null;
  readonly goodsShare: number;
  readonly badsShare: number;
}

/** Cumulative shares of goods and bads with at most these points. */
export interface KsPoint {
  readonly points: number;
  readonly goodsShare: number;
  readonly badsShare: number;
}

/** Among the riskiest `share` of the rows: the share of all bads caught, and its ratio to `share`. */
export interface GainPoint {
  readonly share: number;
  readonly badsShare: number;
  readonly lift: number;
}

/** Rows whose score lies in a range. */
export interface ScoreBand {
  /** Lowest and highest score found in the band, both inclusive. */
  readonly pointsFrom: number;
  readonly pointsTo: number;
  readonly rows: number;
  readonly bads: number;
  readonly share: number;
  readonly badRate: Estimate;
  readonly meanPd: number;
}
