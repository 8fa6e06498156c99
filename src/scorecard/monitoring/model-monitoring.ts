import type { GradeCalibration } from "../evaluation/calibration.ts";
import type { DriftAlarm } from "./drift-alarm.ts";
import type { Stability } from "./stability.ts";

/** How a model in use is doing: plain JSON for the report and the page. */
export interface ModelMonitoring {
  readonly version: "monitoring@1";
  readonly confidence: number;
  readonly rows: number;
  /** Rows whose outcome is known. */
  readonly maturedRows: number;
  readonly stability: Stability;
  /** Of the matured rows, by the grades of the model's master scale; empty without outcomes. */
  readonly grades: readonly GradeCalibration[];
  readonly alarms: readonly DriftAlarm[];
}
