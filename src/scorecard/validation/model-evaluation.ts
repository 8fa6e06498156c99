import type { DriftAlarm } from "../monitoring/drift-alarm.ts";
import type { Stability } from "../monitoring/stability.ts";
import type { RejectInference } from "../rejects/reject-inference.ts";
import type { Calibration, GradeCalibration } from "../evaluation/calibration.ts";
import type { Curves, ScoreBand } from "../evaluation/curves.ts";
import type { CutOffs } from "../evaluation/cut-offs.ts";
import type { Estimate } from "../evaluation/estimate.ts";
import type { Fairness } from "../evaluation/fairness.ts";
import type { MasterScale } from "../evaluation/master-scale.ts";
import type { PopulationKind } from "../evaluation/population.ts";
import type { SwapSet } from "../evaluation/swap-set.ts";

/** What is known about how good a model is: one artefact of plain JSON for the report, the page and the model card. */
export interface ModelEvaluation {
  readonly version: "evaluation@1";
  /** Confidence of every interval, for example 0.95. */
  readonly confidence: number;
  readonly headline: Headline;
  /** Development first, then what the model had not seen. */
  readonly populations: readonly PopulationEvaluation[];
  /** Grades of the score, built on the development rows; on the same rows scored by folds when they were. */
  readonly masterScale: MasterScale;
  readonly stability: Stability;
  /** On the last population that has old scores; `null` without any. */
  readonly swapSet: SwapSet | null;
  /** One a kind of group, on the last population that has groups. */
  readonly fairness: readonly Fairness[];
  readonly rejectInference: RejectInference | null;
  readonly alarms: readonly DriftAlarm[];
}

/** The one figure that is quoted: on the rows furthest from those the model learnt from. */
export interface Headline {
  readonly of: PopulationKind;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  readonly gini: number;
  readonly ks: number;
  readonly brier: number;
  /** What was done, in one sentence; `methodZh` is the same in Chinese. */
  readonly method: string;
  readonly methodZh: string;
}

export interface PopulationEvaluation {
  readonly kind: PopulationKind;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: Estimate;
  readonly meanPd: number;
  readonly discrimination: DiscriminationEstimates;
  readonly curves: Curves;
  /** Rows by score in bands of about equal size, best first. */
  readonly bands: readonly ScoreBand[];
  readonly calibration: Calibration;
  /** By the grades of the master scale. */
  readonly grades: readonly GradeCalibration[];
  readonly cutOffs: CutOffs;
}

export interface DiscriminationEstimates {
  /** Interval by DeLong's variance on the logit scale. */
  readonly auc: Estimate;
  /** The same area with an interval by bootstrap, as a check on the other. */
  readonly aucByBootstrap: Estimate;
  readonly gini: Estimate;
  /** Interval by bootstrap. */
  readonly ks: Estimate;
  /** Score at which the cumulative shares of bads and goods lie furthest apart. */
  readonly ksPoints: number;
  /** Area under precision and recall of the bads; the bad rate is what a model without any power gets. */
  readonly averagePrecision: number;
  /** (mean good − mean bad)² / mean of the two variances of the score; `null` where the score varies in neither. */
  readonly divergence: number | null;
  readonly method: string;
  readonly methodZh: string;
}
