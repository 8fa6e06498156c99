import type { Scorecard } from "../scorecard.ts";
import type { IndicatorRecord } from "./indicator-record.ts";

/** The score of one record. */
export interface RecordScore {
  /** Base points plus the points of each indicator's bin: higher is better. */
  readonly points: number;
  /** ln(PD / (1 − PD)) at the development sample's bad rate: (offset − points) / factor. */
  readonly logOdds: number;
  /** 1 / (1 + e^−logOdds): at the sample's bad rate, before any prior shift. */
  readonly rawPd: number;
  /** Index into each card indicator's `bins`, in the card's order. */
  readonly bins: Uint8Array;
}

/** A card made ready for one record at a time. It holds no state: call it from anywhere. */
export interface CardScorer {
  readonly card: Scorecard;
  /**
   * The same points, log odds and PD to the bit as `scoreSample` gives the record among others.
   * @throws SCORECARD_INDICATOR_ABSENT when the record lacks an indicator of the card; a missing value is null or NaN
   * @throws SCORECARD_VALUE_NOT_ALLOWED for infinities and for text where a number is expected
   */
  score(record: IndicatorRecord): RecordScore;
}

/**
 * Prepares a card once, so that a record takes microseconds.
 * @throws SCORECARD_VERSION_UNKNOWN
 */
export declare function compileScorer(card: Scorecard): CardScorer;
