import type { Bin, BinKind } from "./bin.ts";
import type { InfeasibleReason, Trend } from "./optimum/trend.ts";

/** The bins of one indicator, in the order that bin.ts lays down. */
export interface Binning {
  readonly kind: "binned";
  readonly valueKind: "numeric" | "categorical";
  /**
   * `optimal`: no other choice among the candidate boundaries has a larger objective; `bounded`: at most
   * `certificate.upper`, not proved; `given`: the cuts or groups were laid down and nothing was optimised.
   */
  readonly status: "optimal" | "bounded" | "given";
  readonly trend: Trend;
  /** Information value over all bins, those of special, other and missing values included. */
  readonly iv: number;
  /** Rising; range bin b holds cuts[b − 1] ≤ value < cuts[b]. Empty for categories. */
  readonly cuts: readonly number[];
  readonly bins: readonly Bin[];
  readonly certificate: ObjectiveBounds;
  readonly candidates: CandidateCount;
}

/**
 * Bounds of the objective, all bins included: `lower` is what the bins reach once missing or special values are merged,
 * `upper` what no admissible choice of the candidate boundaries exceeds. Equal when the status is `optimal`.
 */
export interface ObjectiveBounds {
  readonly lower: number;
  readonly upper: number;
}

/** Between how many pre-bins the cuts were chosen, and whether these kept all distinct values apart. */
export interface CandidateCount {
  readonly preBins: number;
  readonly everyValue: boolean;
}

/** There is no binning within the limits; never answered by a single bin instead. */
export type BinningResult = Binning | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

/** As much of a binning, or of a card's indicator, as it takes to find the bin of a value. */
export interface BinnedValues {
  readonly cuts: readonly number[];
  readonly bins: readonly BinKind[];
}

/** One row of a binning table. */
export interface BinnedIndicator {
  readonly id: string;
  readonly result: BinningResult;
}
