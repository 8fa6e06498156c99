import type { Estimate } from "./estimate.ts";

/** Grades of a score, best first: points fall and PD rises from each to the next. */
export interface MasterScale {
  readonly version: "master-scale@1";
  readonly grades: readonly MasterGrade[];
  /** Herfindahl index of the shares: 1 / number of grades when even, 1 when all are in one. */
  readonly concentration: number;
  /** Lowest PD that a grade may bear. */
  readonly pdFloor: number;
}

export interface MasterGrade {
  /** `G1` is the best. */
  readonly grade: string;
  /** Inclusive; `null` in the worst grade, which has no lowest score. */
  readonly pointsFrom: number | null;
  /** Exclusive; `null` in the best grade. */
  readonly pointsTo: number | null;
  /** The model's PD at the bounds: exclusive 0 … 1 at the ends. */
  readonly pdFrom: number;
  readonly pdTo: number;
  readonly rows: number;
  readonly bads: number;
  readonly share: number;
  /** Mean of the model's PD over the grade's rows. */
  readonly meanPd: number;
  /**
   * PD that the grade bears: its bad rate with Jeffreys' prior, pooled with neighbours so that it never falls from a
   * better grade to a worse one; the interval makes use of that order too.
   */
  readonly pd: Estimate;
}

/**
 * The grade of a score.
 * @param grades  best first
 * @returns index into `grades`
 */
export function gradeAt(grades: readonly MasterGrade[], points: number): number {
  const found = grades.findIndex(({ pointsFrom }) => pointsFrom === null || points >= pointsFrom);
  return found < 0 ? grades.length - 1 : found;
}
