import type { BusinessDay, EpochMs, Fen, RatePpm } from "#kernel";
import type { SizeClass } from "#registry";
import type { ApplicationChannel } from "../loan.ts";
import type { OwnRepaymentMethod } from "./terms.ts";

/** draft → submitted → checked → scored → proposed → approved | declined; withdrawn by the applicant before that. */
export type ApplicationState =
  | "draft"
  | "submitted"
  | "checked"
  | "scored"
  | "proposed"
  | "approved"
  | "declined"
  | "withdrawn";

/** 受托支付: the bank pays the contract's payee; 自主支付: the borrower disposes of it. */
export type PaymentKind = "entrusted" | "self";

/** What the enterprise asks for. */
export interface LoanRequest {
  readonly amountFen: Fen;
  readonly months: number;
  readonly method: OwnRepaymentMethod;
  /** Use of the funds (用途). */
  readonly purpose: string;
  readonly payment: PaymentKind;
  /** Who is paid for the borrower; null with 自主支付. */
  readonly payee: string | null;
}

/** Why an application takes its path, or is approved or declined; sentences stand in the pages' catalogue. */
export const reasonCodes = [
  "amountAboveStraightThrough",
  "pdAboveStraightThrough",
  "evaluationMissing",
  "evaluationStale",
  "evaluationDeclined",
  "amountAboveEvaluation",
  "noBasisForData",
  "arrearsElsewhere",
  "simulatedEvaluation",
  "cashFlowSupports",
  "ordersSupport",
  "productionSupports",
  "cashFlowWeak",
  "customersConcentrated",
  "purposeUnclear",
  "dataContradicts",
  "industryRestricted",
  "other",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** The result of an evaluation as it was, with what pins it; later evaluations do not change the case. */
export interface AttachedEvaluation {
  readonly evaluationId: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly asOf: BusinessDay;
  readonly score: number | null;
  readonly pd: number | null;
  readonly grade: string | null;
  readonly decision: string;
  readonly amountFen: Fen | null;
  readonly annualRatePpm: RatePpm | null;
  readonly pins: {
    readonly scorecardSha256: string | null;
    readonly indicatorsSha256: string;
    readonly parametersSha256: string;
  };
}

/** The form of a visit (尽职调查表), bank-editable in its notes. */
export interface DueDiligence {
  readonly visitedOn: BusinessDay;
  readonly operation: string;
  readonly orders: string;
  readonly finances: string;
  readonly opinion: string;
  readonly byAccountId: string;
  readonly byName: string;
  readonly atMs: EpochMs;
}

/** What would be lent. */
export interface LoanOffer {
  readonly amountFen: Fen;
  readonly annualRatePpm: RatePpm;
  readonly months: number;
  readonly method: OwnRepaymentMethod;
}

export interface Proposal {
  readonly verdict: "approve" | "decline";
  readonly offer: LoanOffer;
  readonly reasons: readonly ReasonCode[];
  readonly note: string;
  readonly byAccountId: string;
  readonly byName: string;
  readonly atMs: EpochMs;
}

export interface Committee {
  readonly heldOn: BusinessDay;
  readonly votesFor: number;
  readonly votesAgainst: number;
}

/** The decision; made by the policy itself on the straight-through path, where nobody's account stands. */
export interface Verdict {
  readonly verdict: "approve" | "decline";
  readonly offer: LoanOffer;
  readonly reasons: readonly ReasonCode[];
  readonly note: string;
  /** Kept when the amount is above what one person may approve. */
  readonly committee: Committee | null;
  readonly byAccountId: string | null;
  readonly byName: string | null;
  readonly atMs: EpochMs;
}

/** A case (申请): both paths share it. */
export interface LoanApplication {
  readonly id: string;
  readonly bankPartyId: string;
  readonly applicantPartyId: string | null;
  readonly enterpriseId: string;
  readonly borrowerName: string;
  readonly borrowerCode: string | null;
  readonly sizeClass: SizeClass | null;
  readonly channel: ApplicationChannel;
  readonly request: LoanRequest;
  readonly state: ApplicationState;
  readonly path: "straightThrough" | "manual" | null;
  /** Why it is not straight-through, or what the data check found. */
  readonly findings: readonly ReasonCode[];
  readonly evaluation: AttachedEvaluation | null;
  readonly diligence: DueDiligence | null;
  readonly proposal: Proposal | null;
  readonly verdict: Verdict | null;
  readonly madeById: string;
  readonly madeByName: string;
  readonly madeAtMs: EpochMs;
  readonly revision: number;
}

/** A limit (额度): used and reserved never exceed the total. */
export interface CreditLimit {
  readonly id: string;
  readonly bankPartyId: string;
  readonly applicantPartyId: string | null;
  readonly enterpriseId: string;
  readonly applicationId: string;
  readonly totalFen: Fen;
  readonly usedFen: Fen;
  readonly reservedFen: Fen;
  readonly expiresOn: BusinessDay;
  readonly state: "active" | "frozen" | "closed";
}
