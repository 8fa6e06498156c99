import type { Binning } from "../binning/binning.ts";
import type { Trend } from "../binning/optimum/trend.ts";
import type { DesignColumn } from "../regression/design.ts";
import type { ExpectedDirection } from "../sample.ts";
import type { ScreenedIndicator, ScreeningReason } from "../scorecard.ts";

/** An indicator that may enter the regression. */
export interface Candidate {
  readonly id: string;
  readonly binning: Binning;
  /** Weight of evidence of every row of the sample. */
  readonly column: DesignColumn;
}

/** What screening found. */
export interface Screening {
  /** Those that experts want in first, then strongest first; equal ones keep the sample's order. */
  readonly candidates: readonly Candidate[];
  /** Those that are out, each with its reason. */
  readonly screened: readonly ScreenedIndicator[];
  /** Every indicator of the sample in its order: what the decision rests on. */
  readonly figures: readonly ScreeningFigures[];
}

export interface ScreeningFigures {
  readonly id: string;
  /** Null when it could not be binned. */
  readonly iv: number | null;
  readonly trend: Trend | null;
  readonly expectedDirection: ExpectedDirection;
  /** Share of missing rows, and of the most frequent value among the present ones. */
  readonly missingShare: number;
  readonly identicalShare: number;
  /** Population stability index of its bins between the first and the last vintage; null without vintages. */
  readonly psi: number | null;
  /** Variance inflation factor among the candidates; null when it is not one of them. */
  readonly vif: number | null;
  /** Information so high that it may know the outcome. */
  readonly isSuspicious: boolean;
  /** Null = candidate. */
  readonly reason: ScreeningReason | null;
}
