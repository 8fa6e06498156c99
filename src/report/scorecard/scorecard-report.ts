import type {
  ChallengerComparison,
  SegmentArtefact,
  BinnedIndicator,
  DevelopmentPlan,
  Exploration,
  ModelEvaluation,
  RegressionReport,
  SampleArtefact,
  Scorecard,
  ScreeningFigures,
} from "#scorecard";

/** Everything that the report of a development shows; what is null was not part of the run. */
export interface ScorecardReport {
  /** Name of the data. */
  readonly dataset: string;
  /** The command that makes the same again. */
  readonly command: string;
  readonly plan: DevelopmentPlan;
  readonly sample: SampleArtefact;
  readonly exploration: Exploration | null;
  /** Rows that the card learnt from. */
  readonly developmentRows: number;
  /** Of every indicator that was offered, on those rows. */
  readonly binnings: readonly BinnedIndicator[];
  readonly screening: readonly ScreeningFigures[];
  readonly regression: RegressionReport | null;
  readonly card: Scorecard;
  readonly evaluation: ModelEvaluation;
  /** A model of another kind on the same rows; null when none was asked for. */
  readonly challenger: ChallengerComparison | null;
  /** Null when the plan names no segment. */
  readonly segmented: SegmentArtefact | null;
  /** Files of the run with their SHA-256, the data first. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}
