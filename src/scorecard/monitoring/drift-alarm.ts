/** What an alarm is about. */
export type DriftRule =
  | "scoreShift"
  | "indicatorShift"
  | "discriminationLoss"
  | "riskUnderstated"
  | "riskOverstated"
  | "gradeUnderstated"
  | "gradeOrderBroken"
  | "fewRows";

/** Something that moved, or cannot be judged. Sentences are made from `rule`, `subject` and `figures`. */
export interface DriftAlarm {
  readonly level: "notice" | "amber" | "red";
  readonly rule: DriftRule;
  /** Indicator or grade; `null` for the score as a whole. */
  readonly subject: string | null;
  /** `null` when it is about all vintages together. */
  readonly vintage: string | null;
  readonly figures: DriftFigures;
}

export interface DriftFigures {
  /** What was found, in the unit of the rule: an index, an AUC, a bad rate. */
  readonly found: number;
  /** What it was at development. */
  readonly expected: number;
  /** The bound that was crossed: of what was found, or of the p-value where the rule is about risk or grades. */
  readonly limit: number;
  /** Times the number of tests of its kind (Bonferroni), so that many months or indicators do not make alarms by themselves. */
  readonly pValue: number | null;
  readonly rows: number;
}
