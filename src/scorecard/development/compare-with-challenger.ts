import { aucEstimate, compareAucs } from "../evaluation/delong.ts";
import type { Population } from "../evaluation/population.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { Sample } from "../sample.ts";
import type { ChallengerComparison, TrainChallenger } from "./challenger.ts";

/** The card's scores of rows that it had not seen, and how a challenger gets to see the same others. */
export interface ChallengeGround {
  readonly sample: Sample;
  /** The card's population of `wanted`, in its order. */
  readonly population: Population;
  /** What is learnt from and what is predicted, once or fold by fold; together they predict all of `population`. */
  readonly rounds: readonly { readonly development: Int32Array; readonly wanted: Int32Array }[];
  readonly confidence: number;
}

/** Trains the challenger on what the card learnt from and compares both on what neither had seen. */
export async function compareWithChallenger(
  { sample, population, rounds, confidence }: ChallengeGround,
  challenger: { readonly model: string; readonly train: TrainChallenger },
): Promise<ChallengerComparison> {
  const points = new Float64Array(sample.bad.length).fill(Number.NaN);
  for (const { development, wanted } of rounds) {
    const pd = await challenger.train({ columns: sample.indicators, bad: sample.bad, development, wanted });
    wanted.forEach((row, place) => {
      points[row] = -(pd[place] as number);
    });
  }
  const { bad, weights } = population;
  const places = rounds.length === 1 ? (rounds[0]?.wanted ?? new Int32Array(0)) : null;
  const own = places === null ? points : Float64Array.from(places, (row) => points[row] as number);
  const rows = { bad, ...(weights === undefined ? {} : { weights }), pd: population.pd };
  const card = levelsOf({ ...rows, points: population.points });
  const other = levelsOf({ ...rows, points: own });
  const { difference, pValue } = compareAucs(rows, [other, card], confidence);
  return {
    model: challenger.model,
    developmentRows: rounds[0]?.development.length ?? 0,
    comparedRows: bad.length,
    comparedBads: bad.reduce((sum, outcome) => sum + outcome, 0),
    cardAuc: aucEstimate(card, confidence),
    challengerAuc: aucEstimate(other, confidence),
    gap: difference,
    pValue,
  };
}
