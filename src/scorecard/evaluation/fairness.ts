import type { Estimate } from "./estimate.ts";

/** How a model treats the groups of one kind, such as regions, at one cut-off. */
export interface Fairness {
  /** What the groups are of: the column's id. */
  readonly attribute: string;
  readonly cutOff: number;
  readonly groups: readonly GroupFairness[];
  /** Largest minus smallest over the groups that have rows enough to be judged. */
  readonly gaps: FairnessGaps;
  /** What each constraint would cost; the first is no constraint. */
  readonly constraints: readonly ConstraintCost[];
}

export interface GroupFairness {
  readonly label: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: Estimate;
  readonly meanPd: number;
  readonly approvalRate: Estimate;
  /**
   * Approval rate against that of the group approved most often among those with rows enough to be judged; below 0.8 is
   * held to be adverse impact.
   */
  readonly impactRatio: number;
  /** Share of the goods approved, and of the bads approved; `null` without any. */
  readonly goodsApproved: Estimate | null;
  readonly badsApproved: Estimate | null;
  /** `null` without both outcomes. */
  readonly auc: Estimate | null;
  /** Bads found / bads expected by the model in the group. */
  readonly calibration: Estimate;
  /** Two-sided, that the group's bad rate is the model's mean PD. */
  readonly calibrationPValue: number;
}

export interface FairnessGaps {
  readonly approvalRate: number;
  readonly goodsApproved: number;
  readonly badsApproved: number;
  readonly calibration: number;
}

/** `none` is one cut-off for all; the others set a cut-off a group. */
export type FairnessConstraint = "none" | "equalApproval" | "equalOpportunity" | "fourFifths";

export interface ConstraintCost {
  readonly constraint: FairnessConstraint;
  /** Cut-offs in the order of the groups. */
  readonly cutOffs: readonly number[];
  readonly approvalRate: number;
  readonly badRateOfApproved: number;
  readonly profit: number;
  /** Against one cut-off for all; negative where a cut-off a group earns more. */
  readonly profitLost: number;
  /** Area under the curve of the order in which the constraint approves; `null` where it leaves the order open. */
  readonly auc: number | null;
  readonly aucLost: number | null;
}
