import type { BinningParameters } from "../../parameters.ts";
import type { PreBins } from "../candidates/pre-bins.ts";
import type { InfeasibleReason, Objective, Trend } from "./trend.ts";
import type { Totals } from "../weight-of-evidence.ts";

/**
 * Which neighbouring pre-bins of one indicator to join into bins, so that the divergence between bads and goods is as
 * large as possible. Everything that an answer depends on is in here, so a certificate can be checked against it.
 */
export interface BinningProblem {
  /** Candidate intervals as prefix sums; boundary e lies between pre-bins e − 1 and e, 0 < e < size. */
  readonly preBins: PreBins;
  /** Weighted outcomes of the whole sample, missing and special values included. */
  readonly totals: Totals;
  readonly objective: Objective;
  readonly over: BinningParameters["over"];
  /** The same pre-bins vintage by vintage, only vintages with both outcomes; may be empty when nothing looks at them. */
  readonly vintages: readonly VintagePreBins[];
  /** Rows at the sample's bad rate added to a bin before its weight of evidence is taken; only `iv` looks at it. */
  readonly smoothingRows: number;
  readonly limits: BinLimits;
  /** The best of these is taken; of equals the first. */
  readonly trends: readonly Trend[];
}

/** One vintage's weighted outcomes as prefix sums over the problem's pre-bins. */
export interface VintagePreBins {
  readonly bads: Float64Array;
  readonly goods: Float64Array;
  /** Of the whole vintage, missing and special values included. */
  readonly totals: Totals;
  /**
   * What bins outside the problem (missing, special) add to the vintage's divergence, 0 when nothing; of `ks` the larger
   * counts.
   */
  readonly otherBins: number;
}

/** What bins and neighbours must satisfy; the second half holds between neighbouring bins. */
export interface BinLimits {
  /** At least 2. */
  readonly minBins: number;
  readonly maxBins: number;
  /** Rows, not weights. */
  readonly minRows: number;
  readonly maxRows: number;
  readonly minBadRows: number;
  readonly minGoodRows: number;
  /** Boundaries that must be, and that must not be, among those chosen. */
  readonly fixedBoundaries: readonly number[];
  readonly forbiddenBoundaries: readonly number[];
  /** Least difference of the bad rates. */
  readonly minRateGap: number;
  /** Largest p-value of the two-sided pooled z-test for equal bad rates, counted in rows; 1 = no limit. */
  readonly maxPValue: number;
  /** Whether every vintage must follow the trend too. */
  readonly trendInEveryVintage: boolean;
}

/** Limits that hold nothing back but a single bin. */
export const freeBinLimits: BinLimits = {
  minBins: 2,
  maxBins: Number.MAX_SAFE_INTEGER,
  minRows: 1,
  maxRows: Number.MAX_SAFE_INTEGER,
  minBadRows: 0,
  minGoodRows: 0,
  fixedBoundaries: [],
  forbiddenBoundaries: [],
  minRateGap: 0,
  maxPValue: 1,
  trendInEveryVintage: false,
};

/** `infeasible` when no binning of two or more bins satisfies the limits; it is never answered by one bin instead. */
export type BinningSolution = FoundBins | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

export interface FoundBins {
  /** `optimal` only when it is proved: then lower = value = upper. */
  readonly kind: "optimal" | "bounded";
  /**
   * Divergence of the bins of the problem; over `worstVintage` the smallest of all vintages, what `otherBins` add included.
   */
  readonly value: number;
  /** Rising indices of pre-bins strictly between 0 and size, at least one. */
  readonly boundaries: readonly number[];
  readonly trend: Trend;
  /** No binning within the limits has a value above `upper`; this one has `lower`. */
  readonly lower: number;
  readonly upper: number;
  /** How the upper bound of a worst vintage was reached; absent over the sample. */
  readonly proof?: VintageProof;
}

/**
 * The smallest of several divergences is at most their average under any weights, and the largest average is a problem
 * over one sample again. Where no weights close the gap, the binnings are split: those with a boundary, those without.
 */
export type VintageProof =
  | { readonly kind: "weights"; readonly weights: readonly number[] }
  | {
      readonly kind: "split";
      readonly boundary: number;
      readonly with: VintageProof;
      readonly without: VintageProof;
    };
