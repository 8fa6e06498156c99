import type { Estimate } from "../evaluation/estimate.ts";

/**
 * How declined applicants, whose outcome nobody saw, get one. `parcelling`: in each band of the score as often bad as
 * accepted ones are, times a factor, drawn at random; `fuzzy`: each as a good and as a bad, weighted by probability;
 * `reclassification`: bad when the PD is above a cut-off.
 */
export type RejectMethod = "parcelling" | "fuzzy" | "reclassification";

/** What the rejects may have come to, and how much hangs on the assumption. Nothing here is an observation. */
export interface RejectInference {
  readonly method: RejectMethod;
  /** How many times as likely bad a reject is held to be as an accepted applicant of the same score. */
  readonly badFactor: number;
  readonly accepted: { readonly rows: number; readonly bads: number; readonly badRate: Estimate };
  readonly rejected: { readonly rows: number; readonly badRate: number };
  /** Accepted and rejected together. */
  readonly populationBadRate: number;
  /** Kolmogorov–Smirnov distance of the two score distributions: near 1, rejects are unlike anything observed. */
  readonly unlikeness: number;
  /** Every method at factors from 1 to `badFactor`. */
  readonly sensitivity: readonly RejectAssumption[];
  /** The card developed again with the rejects, under each method at factor 1 and at `badFactor`; may be empty. */
  readonly refits: readonly RejectRefit[];
  /** Smallest and largest over `sensitivity`. */
  readonly range: {
    readonly rejectBadRate: readonly [low: number, high: number];
    readonly populationBadRate: readonly [low: number, high: number];
    readonly auc: readonly [low: number, high: number];
  };
}

export interface RejectAssumption {
  readonly method: RejectMethod;
  readonly badFactor: number;
  readonly rejectBadRate: number;
  readonly populationBadRate: number;
  /** Of the score on accepted and rejected together. */
  readonly auc: number;
}

/** A card developed on accepted and inferred rejects, beside the one developed on the accepted alone. */
export interface RejectRefit {
  readonly method: RejectMethod;
  readonly badFactor: number;
  /** Indicators on the card developed again. */
  readonly indicators: readonly string[];
  /** On the accepted rows' observed outcomes. */
  readonly auc: number;
  /** Mean PD that the card developed again gives to the accepted and to the rejects. */
  readonly acceptedPd: number;
  readonly rejectPd: number;
  /** Share of all applicants on whom both cards decide alike when each approves as many as were accepted. */
  readonly sameDecisions: number;
}
