import type { Vintages } from "../sample.ts";

/**
 * Which rows a model is judged on: those it learnt from, those left out at random or by a column, those that came
 * later, or each row by the cards that had not seen it.
 */
export type PopulationKind = "development" | "heldOut" | "outOfTime" | "crossValidated";

/** Scored rows with their outcome, columns of equal length. */
export interface Population {
  readonly kind: PopulationKind;
  /** Score, higher is better: the order of the rows. */
  readonly points: Float64Array;
  /** Probability of default in [0, 1]; never rises with the points. */
  readonly pd: Float64Array;
  /** 1 = bad, 0 = good. */
  readonly bad: Uint8Array;
  /** Row weights > 0, default 1. */
  readonly weights?: Float64Array;
  readonly vintages?: Vintages;
  /** Region, size, kind of owner: attributes that are not on the card and by which fairness is examined. */
  readonly groups?: readonly GroupColumn[];
  /** The card's indicators by bin. */
  readonly indicators?: readonly BinnedColumn[];
  /** Score of the model in use so far, higher is better. */
  readonly oldPoints?: Float64Array;
}

/** A kind of group, such as regions, over all rows. */
export interface GroupColumn {
  readonly id: string;
  /** Index into `labels`; −1 is missing. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** An indicator over all rows by bin. */
export interface BinnedColumn {
  readonly id: string;
  /** Index of the bin, one a row. */
  readonly codes: Uint8Array;
  readonly labels: readonly string[];
  /** Points of each bin, for the shift of the mean score that a change of shares makes. */
  readonly points?: readonly number[];
}
