import type { CardBin, Scorecard } from "../scorecard.ts";
import type { IndicatorRecord, IndicatorValue } from "./indicator-record.ts";

/** What the applicant can move. Without an entry an indicator may move either way. */
export interface ChangeLimits {
  /** Indicators that cannot change, such as the age of an enterprise. */
  readonly immutable?: readonly string[];
  /** Indicators whose value can only rise, or only fall. */
  readonly onlyRising?: readonly string[];
  readonly onlyFalling?: readonly string[];
}

/** One indicator that has to move. */
export interface IndicatorChange {
  readonly indicator: string;
  readonly value: IndicatorValue;
  readonly from: CardBin;
  readonly to: CardBin;
  /** What a numeric value must come to; null for categories, any of whose new group will do. */
  readonly needed: { readonly comparison: "atLeast" | "below"; readonly bound: number } | null;
  readonly pointsGained: number;
  /** Share of the development sample that is passed over on the way, in [0, 1]. */
  readonly sharePassed: number;
}

export type NearestChange =
  | { readonly kind: "alreadyThere"; readonly points: number }
  /** `changes` by points gained, most first; `points` after all of them. */
  | { readonly kind: "reachable"; readonly points: number; readonly changes: readonly IndicatorChange[] }
  /** Not even the best values of all that may change reach it; `bestPoints` is what they come to. */
  | { readonly kind: "unreachable"; readonly points: number; readonly bestPoints: number };

/**
 * The least change of indicators that brings a record to at least `targetPoints`: of all ways the one that changes fewest
 * indicators, among those the one that passes over the smallest share of the development sample (bins counted by their
 * rows, half of the own bin), then the one of most points. Exact. A value is never to go missing, nor to a special code;
 * a missing value may be supplied.
 * @throws the faults of `CardScorer.score`
 */
export declare function nearestChange(
  card: Scorecard,
  record: IndicatorRecord,
  targetPoints: number,
  limits?: ChangeLimits,
): NearestChange;
