import type { BinnedIndicator } from "../binning/binning.ts";
import type { ModelEvaluation } from "../validation/model-evaluation.ts";
import type { PopulationKind } from "../evaluation/population.ts";
import type { RegressionReport } from "../regression/regression-report.ts";
import type { ScreenedIndicator } from "../scorecard.ts";
import type { ScreeningFigures } from "../screening/screening.ts";
import type { ChallengerComparison } from "./challenger.ts";

/** Rows and bads; the rate is of rows, not weighted, unless said otherwise. */
export interface Outcomes {
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
}

/**
 * Step 1: who is in the sample. `tableRows` = sample + rejects + indeterminate + withoutOutcome + outsideWindow + excluded.
 */
export interface SampleArtefact {
  readonly tableRows: number;
  /** The bad rate is weighted. */
  readonly sample: Outcomes;
  readonly rejects: number;
  readonly indeterminate: number;
  readonly withoutOutcome: number;
  readonly outsideWindow: number;
  readonly excluded: readonly { readonly reason: string; readonly rows: number }[];
  readonly performanceMonths: number | null;
  readonly vintages: readonly (Outcomes & { readonly label: string })[];
  readonly indicators: readonly { readonly id: string; readonly valueKind: "numeric" | "categorical" }[];
}

/** Step 3: which rows the card learns from, and every indicator's bins on them. */
export interface PreprocessingArtefact {
  readonly development: Outcomes;
  /** Null when the card is judged by cross-validation. */
  readonly heldOut: (Outcomes & { readonly kind: PopulationKind }) | null;
  readonly indicators: readonly BinnedIndicator[];
}

/** Step 4: what every indicator was judged by, and which may enter. */
export interface ScreeningArtefact {
  readonly figures: readonly ScreeningFigures[];
  /** Ids of those that may enter, strongest first. */
  readonly candidates: readonly string[];
  readonly screened: readonly ScreenedIndicator[];
}

/** Step 5: the regression, and what selection left out. */
export interface FitArtefact {
  readonly regression: RegressionReport;
  /** Everything that is not on the card, by screening and by selection. */
  readonly screened: readonly ScreenedIndicator[];
}

/** Step 6. */
export interface EvaluationArtefact {
  readonly evaluation: ModelEvaluation;
  /** Null when no challenger was asked for. */
  readonly challenger: ChallengerComparison | null;
}
