import type { Scorecard } from "../scorecard.ts";

/**
 * Cards by segment (ecosystem, industry, region) with one card for everybody else, as plain JSON. All are on the same
 * scale: the same points mean the same PD in every segment.
 */
export interface SegmentedScorecard {
  readonly version: "segmented-scorecard@1";
  /** Name of the column whose value is the segment. */
  readonly segmentColumn: string;
  /** Developed on all segments together; scores rows of a segment that has no card, is unknown or is missing. */
  readonly fallback: Scorecard;
  /** In the order of their names. */
  readonly segments: readonly SegmentCard[];
}

/** How a segment is scored, and why. */
export type SegmentCard = SegmentOutcomes &
  (
    | /** Bins, indicators and coefficients of its own. */ { readonly kind: "own"; readonly card: Scorecard }
    /** The fallback's bins and indicators, with coefficients drawn towards the fallback's as far as its bads are few. */
    | {
        readonly kind: "shrunk";
        readonly card: Scorecard;
        readonly coefficients: readonly ShrunkCoefficient[];
      }
    /** The fallback card: too few outcomes to say anything of its own. */
    | { readonly kind: "fallback"; readonly reason: SegmentFallbackReason }
  );

export interface SegmentOutcomes {
  readonly segment: string;
  readonly rows: number;
  readonly bads: number;
}

export interface SegmentFallbackReason {
  readonly kind: "tooFewOutcomes";
  /** Rows of the rarer outcome, and how many it takes. */
  readonly fewest: number;
  readonly least: number;
}

/** The intercept comes first, with id `intercept`. */
export interface ShrunkCoefficient {
  readonly id: string;
  readonly pooled: number;
  readonly coefficient: number;
  /** Posterior interval at the parameters' confidence. */
  readonly low: number;
  readonly high: number;
  /** 0 = the segment's own estimate, 1 = the pooled one. */
  readonly shrinkage: number;
}

/** The card that scores a segment: its own, or the fallback for one that has none, is unknown or is missing (null). */
export function cardOfSegment({ segments, fallback }: SegmentedScorecard, segment: string | null): Scorecard {
  const found = segments.find((one) => one.segment === segment);
  return found === undefined || found.kind === "fallback" ? fallback : found.card;
}
