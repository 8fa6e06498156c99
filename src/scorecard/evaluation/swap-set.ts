import type { Estimate } from "./estimate.ts";

/** Who would be decided differently by the new model than by the old one at the same share of approvals. */
export interface SwapSet {
  readonly approvalRate: number;
  readonly oldCutOff: number;
  readonly newCutOff: number;
  readonly bothApprove: SwapCell;
  /** Declined by the old model, approved by the new one. */
  readonly swappedIn: SwapCell;
  /** Approved by the old model, declined by the new one. */
  readonly swappedOut: SwapCell;
  readonly bothDecline: SwapCell;
  readonly oldAuc: Estimate;
  readonly newAuc: Estimate;
  /** New minus old, by DeLong's test for the same rows. */
  readonly aucDifference: Estimate;
  readonly pValue: number;
  /** Profit of the new approvals minus that of the old. */
  readonly profitGained: number;
}

export interface SwapCell {
  readonly rows: number;
  readonly bads: number;
  /** `null` where nobody is in the cell. */
  readonly badRate: Estimate | null;
}
