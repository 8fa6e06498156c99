import type { ScalingParameters } from "../parameters.ts";
import type { Scorecard } from "../scorecard.ts";

/** The straight line from log odds to points: score = offset − factor · log odds. */
export interface PointsLine {
  readonly offset: number;
  readonly factor: number;
}

/**
 * Points double the odds of good every `pointsToDoubleOdds` and are `basePoints` at `baseGoodsPerBad` : 1.
 * @source N. Siddiqi, Credit Risk Scorecards (2006), ch. 6: factor = PDO / ln 2, offset = points − factor · ln(odds)
 */
export function pointsLine(parameters: ScalingParameters): PointsLine {
  const factor = parameters.pointsToDoubleOdds / Math.LN2;
  return { offset: parameters.basePoints - factor * Math.log(parameters.baseGoodsPerBad), factor };
}

/**
 * The score of given log odds on the card's line, rounded like the card's points: the score of out-of-fold
 * log odds, which have no bins of their own.
 */
export function scoreOfLogOdds(card: Pick<Scorecard, "scaling" | "parameters">, logOdds: number): number {
  const { offset, factor } = card.scaling;
  return roundPoints(offset - factor * logOdds, card.parameters.scaling.pointsDecimals);
}

/** The log odds that a score stands for: the inverse of the line. */
export function logOddsOfScore({ offset, factor }: PointsLine, score: number): number {
  return (offset - score) / factor;
}

/** Rounds halves away from zero, and never to −0. */
export function roundPoints(points: number, decimals: number): number {
  const unit = 10 ** decimals;
  return (Math.sign(points) * Math.round(Math.abs(points) * unit)) / unit + 0;
}
