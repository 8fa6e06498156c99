import type { Scorecard } from "../scorecard.ts";

/**
 * Points as a whole number of the smallest unit that the card's decimals allow. Scores are added up in units and divided
 * once at the end: exact, in any order, and the same in every engine.
 */
export function unitsOf(card: Scorecard, points: number): number {
  return Math.round(points * 10 ** card.parameters.scaling.pointsDecimals);
}
