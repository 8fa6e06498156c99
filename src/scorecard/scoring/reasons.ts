import type { CardBin, Scorecard } from "../scorecard.ts";
import type { ScoredSample } from "./score-sample.ts";

/** What one indicator did to one row's points. */
export interface PointsReason {
  readonly indicator: string;
  readonly bin: CardBin;
  readonly points: number;
  /** bestPoints − points: never negative. */
  readonly lostAgainstBest: number;
  /** neutralPoints − points: positive where the bin is riskier than the sample. */
  readonly lostAgainstNeutral: number;
}

/** The reasons behind row `row`'s points: see `reasonsOfBins`. */
export function reasonsOf(card: Scorecard, scored: ScoredSample, row: number): readonly PointsReason[] {
  return reasonsOfBins(
    card,
    scored.perIndicator.map(({ bins }) => bins[row] as number),
  );
}

/**
 * The reasons behind a record's points, most points lost against the best bin first, then against the
 * neutral; equal ones keep the card's order. Every indicator of the card appears once.
 * @param bins  index into each card indicator's `bins`, in the card's order: `RecordScore.bins`
 */
export function reasonsOfBins(card: Scorecard, bins: ArrayLike<number>): readonly PointsReason[] {
  return card.indicators
    .map((indicator, index): PointsReason => {
      const bin = indicator.bins[bins[index] as number] as CardBin;
      return {
        indicator: indicator.id,
        bin,
        points: bin.points,
        lostAgainstBest: indicator.bestPoints - bin.points,
        lostAgainstNeutral: indicator.neutralPoints - bin.points,
      };
    })
    .sort((a, b) => b.lostAgainstBest - a.lostAgainstBest || b.lostAgainstNeutral - a.lostAgainstNeutral);
}
