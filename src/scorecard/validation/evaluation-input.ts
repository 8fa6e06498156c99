import type { EvaluationPlan } from "./evaluation-plan.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { CrossValidation } from "./cross-validate.ts";
import type { RejectRefit } from "../rejects/reject-inference.ts";
import type { MasterScale } from "../evaluation/master-scale.ts";
import type { Population } from "../evaluation/population.ts";

/** What `evaluateModel` judges, and by which choices. */
export interface EvaluationInput {
  /** At least one; development first. */
  readonly populations: readonly Population[];
  readonly plan: EvaluationPlan;
  /** Same seed, same bits. */
  readonly seed: string;
  /** A scale in force, instead of one built on the development rows. */
  readonly masterScale?: MasterScale;
  /** Scores of declined applicants; the plan's `rejectInference` and `rejectBadFactor` say what is assumed of them. */
  readonly rejects?: {
    readonly points: Float64Array;
    readonly pd: Float64Array;
    /** What `refitWithRejects` found, for the artefact. */
    readonly refits?: readonly RejectRefit[];
  };
  /** When the card learnt from all rows: the figures that are quoted. */
  readonly crossValidation?: CrossValidation;
  readonly parameters?: EvaluationParameters;
}
