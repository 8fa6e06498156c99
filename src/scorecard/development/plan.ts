import type { RulesByIndicator, ScorecardParameters } from "../parameters.ts";
import type { EvaluationPlan } from "../validation/evaluation-plan.ts";

/** The eight steps in which a card is developed, each of which leaves an artefact that a person signs off. */
export const developmentSteps = [
  "sample",
  "explore",
  "preprocess",
  "screen",
  "fit",
  "evaluate",
  "card",
  "deploy",
] as const;

export type DevelopmentStep = (typeof developmentSteps)[number];

/** Everything that is decided while a card is developed, as plain JSON: the same plan on the same data gives the same card. */
export interface DevelopmentPlan {
  readonly version: "scorecard-plan@1";
  readonly sample: SamplePlan;
  readonly split: SplitPlan;
  readonly parameters: ScorecardParameters;
  readonly rules: RulesByIndicator;
  readonly evaluation: EvaluationPlan;
  /** Same seed, same folds, same bits. */
  readonly seed: string;
}

/** Step 1: who is in the sample, and what bad means. */
export interface SamplePlan {
  /** Column of the outcome, and its value that means bad. */
  readonly target: string;
  readonly badValue: string;
  /** Values of the target that are neither good nor bad; their rows are left out and counted. */
  readonly indeterminateValues: readonly string[];
  /** Column of row weights. */
  readonly weight: string | null;
  /** Column of the observation date or month; its months are the vintages. */
  readonly observation: string | null;
  /** Months after the observation in which the outcome was looked for; said on the card, not computed from it. */
  readonly performanceMonths: number | null;
  /** Vintages outside these bounds (inclusive, `2026-01`) are left out: too old, or not yet matured. */
  readonly observedFrom: string | null;
  readonly observedTo: string | null;
  /** Rows to leave out, with the reason that is shown. */
  readonly exclusions: readonly Exclusion[];
  /** Applications that were declined, whose outcome nobody saw; `value` of `column` marks them. */
  readonly rejects: { readonly column: string; readonly value: string } | null;
  /** Columns that may enter; null = all that are not named above. */
  readonly indicators: readonly string[] | null;
  readonly excludedIndicators: readonly string[];
  /** Columns of a region, size or kind of owner, by which fairness is examined; they never enter the card. */
  readonly groups: readonly string[];
  /** Column by whose value separate cards are developed where there are bads enough. */
  readonly segment: string | null;
}

export interface Exclusion {
  readonly column: string;
  readonly comparison: "equals" | "notEquals" | "less" | "greater" | "missing";
  /** Not looked at for `missing`. */
  readonly value: string;
  readonly reason: string;
}

/** Step 3: which rows the card may learn from, and which it is judged on. */
export type SplitPlan =
  /** The card learns from all rows and is judged by repeated cross-validation. */
  | { readonly kind: "folds"; readonly folds: number; readonly repeats: number }
  /** Rows whose column holds the value are held out. */
  | { readonly kind: "column"; readonly column: string; readonly heldOut: string }
  /** A stratified random share is held out. */
  | { readonly kind: "random"; readonly heldOutShare: number }
  /** The newest vintages, from this one on, are held out: out of time. */
  | { readonly kind: "time"; readonly heldOutFrom: string };
