import type { Scorecard } from "../scorecard.ts";

/** Smallest units in a point: 1 for whole points, 100 for points with two decimals. */
export function unitsPerPoint(card: Scorecard): number {
  return 10 ** card.parameters.scaling.pointsDecimals;
}

/**
 * Points as a whole number of units. Scores are added up in units and divided once at the end: exact, in any order, and
 * the same in every engine.
 */
export function unitsOf(card: Scorecard, points: number): number {
  return Math.round(points * unitsPerPoint(card));
}
