/** By what a model is judged: step 6 of a development. */
export interface EvaluationPlan {
  /** What a cut-off is worth: profit of a good and loss of a bad, in the same unit. */
  readonly profitOfGood: number;
  readonly lossOfBad: number;
  readonly bootstrapRounds: number;
  /** 0.95 = 95 % intervals. */
  readonly confidence: number;
  /** Grades of the master scale. */
  readonly grades: number;
  readonly rejectInference: "none" | "parcelling" | "fuzzy" | "reclassification";
  /** How many times as often a reject is bad as an accepted applicant of the same score; the sensitivity runs from 1 to it. */
  readonly rejectBadFactor: number;
}
