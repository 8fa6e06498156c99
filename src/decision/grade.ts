import type { ChurnRating, DecisionParameters, GradeDefinition } from "./parameters.ts";
import { type Recalibration, rawPdOf } from "./recalibrate-pd.ts";

/** The grade of a recalibrated PD: the first whose bound is not exceeded, so a lower PD never gets a worse grade. */
export function gradeOf(pd: number, parameters: DecisionParameters): GradeDefinition {
  const grades = parameters.grades.value;
  const found = grades.find((grade) => pd * 1e6 <= grade.pdUpToPpm) ?? grades.at(-1);
  if (found === undefined) throw new Error("the list of grades is empty");
  return found;
}

/** The worst grade that may borrow. */
export function gradeFloor(parameters: DecisionParameters): string {
  return parameters.grades.value.findLast((grade) => grade.canBorrow)?.grade ?? "—";
}

/** A grade as it is shown: its PD range, its range of score, the curve it is read on and how many hold it. */
export interface GradeBand {
  readonly grade: string;
  readonly pdLow: number;
  readonly pdHigh: number;
  readonly scoreFrom: number;
  readonly scoreTo: number;
  readonly churnRating: ChurnRating;
  readonly enterprises: number;
}

/**
 * The table of grades.
 * @param pds recalibrated PDs of the enterprises to count
 * @param scoreOfRawPd the card's scale: falling in the raw PD, finite inside (0, 1)
 */
export function gradeBands(
  pds: readonly number[],
  scoreOfRawPd: (rawPd: number) => number,
  recalibration: Recalibration,
  parameters: DecisionParameters,
): readonly GradeBand[] {
  const counts = new Map<string, number>();
  for (const pd of pds) {
    const { grade } = gradeOf(pd, parameters);
    counts.set(grade, (counts.get(grade) ?? 0) + 1);
  }
  // The ends of the scale are infinite; the table shows them at the PD floor and at a PD of 99 %.
  const floor = recalibration.pdFloorPpm / 1e6;
  const scoreAt = (pd: number): number =>
    Math.round(scoreOfRawPd(rawPdOf(Math.min(Math.max(pd, floor), 0.99), recalibration)));
  return parameters.grades.value.map((definition, index) => {
    const pdLow = (parameters.grades.value[index - 1]?.pdUpToPpm ?? 0) / 1e6;
    const pdHigh = definition.pdUpToPpm / 1e6;
    return {
      grade: definition.grade,
      pdLow,
      pdHigh,
      scoreFrom: scoreAt(pdHigh),
      scoreTo: scoreAt(pdLow),
      churnRating: definition.churnRating,
      enterprises: counts.get(definition.grade) ?? 0,
    };
  });
}
