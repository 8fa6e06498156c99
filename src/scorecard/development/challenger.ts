import type { Estimate } from "../evaluation/estimate.ts";
import type { IndicatorColumn } from "../sample.ts";

/** What a model of another kind is trained on and asked for. */
export interface ChallengerTask {
  /** Over all rows, as they were received: neither binned nor filled. */
  readonly columns: readonly IndicatorColumn[];
  /** 1 = bad, 0 = good. */
  readonly bad: Uint8Array;
  /** Places of the rows to learn from, and of those whose probability of default is wanted. */
  readonly development: Int32Array;
  readonly wanted: Int32Array;
}

/**
 * Trains a model of another kind, such as boosted trees, only to know what a scorecard leaves on the table.
 * @returns probability of default of each wanted row, in [0, 1]; the same task gives the same answer
 */
export type TrainChallenger = (task: ChallengerTask) => Promise<Float64Array>;

/** The card beside a model of another kind on the same rows that neither had seen: for comparison, never for decisions. */
export interface ChallengerComparison {
  /** What was trained, for example `boosted trees (YDF)`. */
  readonly model: string;
  /** Rows that it learnt from, fewer than the card's where the sample is large, and rows it was compared on. */
  readonly developmentRows: number;
  readonly comparedRows: number;
  readonly comparedBads: number;
  readonly cardAuc: Estimate;
  readonly challengerAuc: Estimate;
  /** Challenger minus card, with the interval of DeLong's test of two correlated curves. */
  readonly gap: Estimate;
  readonly pValue: number;
}
