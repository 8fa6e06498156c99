import type { BusinessDay, EpochMs, Fen } from "#kernel";
import type { SizeClass } from "#registry";
import type { ApplicationChannel } from "../loan.ts";
import type { LoanMovement } from "./movement.ts";
import type { LoanPosition } from "./position.ts";
import type { PaymentKind } from "./application.ts";
import type { LoanTerms } from "./terms.ts";

/** A signature under a contract; on paper, the bank's person records it. */
export interface Signature {
  readonly byAccountId: string;
  readonly byName: string;
  readonly form: "electronic" | "paper";
  readonly atMs: EpochMs;
}

/** 借款合同: draft until both have signed, effective with the first draw-down, terminated when all is settled. */
export interface LoanContract {
  readonly id: string;
  readonly bankPartyId: string;
  readonly applicantPartyId: string | null;
  readonly enterpriseId: string;
  readonly applicationId: string;
  readonly limitId: string;
  readonly number: string;
  readonly bankName: string;
  readonly borrowerName: string;
  readonly borrowerCode: string | null;
  readonly terms: Omit<LoanTerms, "drawnOn">;
  readonly purpose: string;
  readonly payment: PaymentKind;
  readonly payee: string | null;
  /** The account whose incoming payments repay the loan (资金回笼账户). */
  readonly collectionAccount: string;
  readonly state: "draft" | "signed" | "effective" | "terminated";
  readonly preparedById: string;
  readonly preparedByName: string;
  readonly bankSignature: Signature | null;
  readonly borrowerSignature: Signature | null;
  readonly madeAtMs: EpochMs;
  readonly revision: number;
}

/** What must hold before money leaves (放款条件). */
export const drawdownConditions = [
  "contractSigned",
  "purposeDocumented",
  "payeeIsContracts",
  "borrowerInOrder",
] as const;
export type DrawdownCondition = (typeof drawdownConditions)[number];

/** A draw-down (放款): requested by one, checked and paid by another. */
export interface Drawdown {
  readonly id: string;
  readonly bankPartyId: string;
  readonly contractId: string;
  readonly amountFen: Fen;
  readonly payment: PaymentKind;
  readonly payee: string | null;
  readonly conditionsMet: readonly DrawdownCondition[];
  readonly state: "requested" | "paid" | "refused";
  readonly requestedById: string;
  readonly requestedByName: string;
  readonly approvedById: string | null;
  readonly approvedByName: string | null;
  readonly paidOn: BusinessDay | null;
  readonly loanId: string | null;
  readonly note: string;
  readonly madeAtMs: EpochMs;
  readonly revision: number;
}

/** An own loan with its position at the end of its last closed day. */
export interface ServicedLoan {
  readonly id: string;
  readonly bankPartyId: string;
  readonly applicantPartyId: string | null;
  readonly enterpriseId: string;
  readonly contractId: string;
  readonly contractNumber: string;
  readonly number: string;
  readonly borrowerName: string;
  readonly borrowerCode: string | null;
  readonly sizeClass: SizeClass | null;
  /** How it was applied for; a claim on the fund asks. */
  readonly channel: ApplicationChannel;
  readonly terms: LoanTerms;
  readonly position: LoanPosition;
  /** What each closed day brought in, for the loan book. */
  readonly receipts: readonly DayReceipt[];
  readonly revision: number;
}

/** What one business day brought in on a loan, by part. */
export interface DayReceipt {
  readonly on: BusinessDay;
  /** Early repayment included. */
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  /** Penalty and compound interest. */
  readonly penaltyFen: Fen;
  readonly writtenOffFen: Fen;
  /** The part of the principal that was not due yet and is scheduled no more. */
  readonly earlyFen: Fen;
}

/** A movement with who recorded it and whether it is posted. */
export interface KeptMovement {
  readonly loanId: string;
  readonly bankPartyId: string;
  readonly movement: LoanMovement;
  readonly state: "awaitingCheck" | "pending" | "posted" | "refused";
  readonly postedOn: BusinessDay | null;
  readonly sourceReference: string | null;
  readonly recordedById: string | null;
  readonly recordedByName: string | null;
  readonly checkedById: string | null;
  readonly note: string;
  readonly revision: number;
}
