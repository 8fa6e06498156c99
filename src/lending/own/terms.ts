import type { BusinessDay, Fen, RatePpm } from "#kernel";
import type { RepaymentMethod } from "../loan.ts";

/** How an own loan can be repaid; revolving loans (随借随还) are mirrored only. */
export const ownRepaymentMethods = [
  "interestOnlyBullet",
  "levelPayment",
  "levelPrincipal",
  "singlePayment",
] as const satisfies readonly RepaymentMethod[];

export type OwnRepaymentMethod = (typeof ownRepaymentMethods)[number];

/**
 * What happens to a due day that is not worked (顺延): it stays; it moves to the next working day and interest periods
 * stay; or the period moves with it, so that interest runs on.
 */
export type DueDayRoll = "none" | "dueDayOnly" | "interestRunsOn";

/** What a loan is repaid first with a payment; the parts in order. */
export type AllocationPart = "fee" | "penalty" | "interest" | "principal";

/** The terms that the arithmetic of a loan needs; they are in the contract and never change. */
export interface LoanTerms {
  readonly principalFen: Fen;
  readonly annualRatePpm: RatePpm;
  readonly drawnOn: BusinessDay;
  /** Months from the draw-down to the last due day, 1 to 60. */
  readonly months: number;
  readonly method: OwnRepaymentMethod;
  /** Day of the month on which interest of 先息后本 falls due, 1 to 28; other methods pay on the day of the draw-down. */
  readonly interestDay: number;
  readonly roll: DueDayRoll;
  /** Times the contract rate on overdue principal (罚息), 1,300,000 to 2,000,000 ppm. */
  readonly penaltyFactorPpm: RatePpm;
  /** Whether unpaid interest bears interest at the penalty rate (复利) by contract. */
  readonly compounds: boolean;
}

/** One instalment of a schedule; days are business days in Asia/Shanghai. */
export interface Instalment {
  readonly ordinal: number;
  /** First day of its interest period. */
  readonly fromOn: BusinessDay;
  /** Day after the last day of its interest period. */
  readonly toOn: BusinessDay;
  /** The day on which it must be paid, rolled when the terms say so. */
  readonly dueOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}
