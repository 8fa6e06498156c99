import type { BusinessDay, EpochMs, Fen, RatePpm } from "#kernel";
import type { Loan, LoanClassOnDay, LoanDay } from "#lending";
import type { SizeClass } from "#registry";
import type { BreakerState } from "./breaker.ts";
import type { MovementKind } from "./fund-event.ts";
import type { ClaimClass, ProgrammeTerms } from "./programme.ts";

/** What every row of the fund carries: the fund that owns it. */
interface Owned {
  readonly partyId: string;
}

export interface ProgrammeRecord extends Owned {
  readonly programmeId: string;
  readonly code: string;
  readonly name: string;
  readonly createdAtMs: EpochMs;
}

export interface VersionRecord extends Owned {
  readonly programmeId: string;
  readonly version: number;
  readonly effectiveFrom: BusinessDay;
  readonly terms: ProgrammeTerms;
  readonly state: "draft" | "published";
  readonly madeBy: string;
  readonly madeByName: string;
  readonly publishedBy: string | null;
  readonly publishedByName: string | null;
}

export interface PoolRecord extends Owned {
  readonly programmeId: string;
  readonly balanceFen: Fen;
  readonly reservedFen: Fen;
}

export interface MovementRecord extends Owned {
  readonly movementId: string;
  readonly programmeId: string;
  readonly kind: MovementKind;
  readonly onDay: BusinessDay;
  readonly amountFen: Fen;
  readonly source: string;
  readonly state: "proposed" | "confirmed" | "rejected";
  readonly madeBy: string;
  readonly madeByName: string;
  readonly confirmedBy: string | null;
  readonly confirmedByName: string | null;
  readonly madeAtMs: EpochMs;
}

/** A loan in a programme (项目入库): filed by one person of the bank, approved by another, decided by the fund. */
export interface EnrolmentRecord extends Owned {
  readonly enrolmentId: string;
  readonly programmeId: string;
  readonly bankPartyId: string;
  readonly loanId: string;
  readonly loanNumber: string;
  readonly enterpriseId: string | null;
  readonly borrowerName: string;
  readonly sizeClass: SizeClass | null;
  readonly principalFen: Fen;
  readonly drawnOn: BusinessDay;
  readonly dueOn: BusinessDay;
  readonly platformPartyId: string | null;
  readonly applicationNumber: string | null;
  readonly appliedOn: BusinessDay | null;
  readonly filedOn: BusinessDay;
  readonly filedBy: string;
  readonly filedByName: string;
  readonly approvedBy: string | null;
  readonly approvedByName: string | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly state: "draft" | "filed" | "confirmed" | "rejected" | "expired";
  /** Why it is refused, in both languages. */
  readonly reasons: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
  readonly decidedOn: BusinessDay | null;
  readonly filedAtMs: EpochMs;
}

export const claimStates = [
  "draft",
  "submitted",
  "checked",
  "reserved",
  "approved",
  "paid",
  "recovering",
  "closed",
  "rejected",
  "refunded",
  "clawedBack",
] as const;
export type ClaimState = (typeof claimStates)[number];

export interface ClaimRecord extends Owned {
  readonly claimId: string;
  readonly programmeId: string;
  readonly enrolmentId: string;
  readonly bankPartyId: string;
  readonly loanId: string;
  /** The day on which the loan was confirmed as claimable: with the loan it names the loss (I5). */
  readonly episodeOn: BusinessDay;
  readonly enterpriseId: string | null;
  readonly sizeClass: "micro" | "small" | "medium";
  readonly eligibleFen: Fen;
  readonly state: ClaimState;
  readonly round: number;
  readonly paidFen: Fen;
  readonly reservedFen: Fen;
  readonly lifetimePaidFen: Fen;
  readonly recoveredFen: Fen;
  readonly bankRecoveredFen: Fen;
  readonly isFinal: boolean;
  readonly refundKind: "cure" | "fraud" | null;
  readonly refundDueOn: BusinessDay | null;
  readonly demandedBy: string | null;
  readonly demandedByName: string | null;
  readonly refundedBy: string | null;
  readonly refundedByName: string | null;
  readonly openedOn: BusinessDay;
}

/** What the loan book said when a round was filed; kept, so that the claim can be read years later. */
export interface ClaimFacts {
  readonly loan: Loan;
  readonly days: readonly LoanDay[];
  readonly loanClass: LoanClassOnDay;
  /** 初分, 认定, 审批 with the people's names, oldest first; empty where the book does not tell. */
  readonly recognition: readonly ClassStep[];
}

export interface ClassStep {
  readonly step: "proposed" | "recognised" | "approved";
  readonly class: string;
  readonly on: BusinessDay;
  readonly by: string;
}

/** One walk from draft to payment: the advance, then each true-up. */
export interface RoundRecord extends Owned {
  readonly claimId: string;
  readonly round: number;
  readonly bankPartyId: string;
  readonly class: ClaimClass;
  readonly classConfirmedOn: BusinessDay;
  readonly lossKind: "expected" | "actual";
  readonly lossFen: Fen;
  readonly otherPolicyFen: Fen;
  readonly otherFen: Fen;
  readonly isDeclared: boolean;
  readonly isUndertaken: boolean;
  readonly collection: string;
  readonly facts: ClaimFacts;
  readonly entitledFen: Fen | null;
  readonly reservedFen: Fen | null;
  readonly paidFen: Fen | null;
  readonly filedBy: string;
  readonly filedByName: string;
  readonly submittedBy: string | null;
  readonly submittedByName: string | null;
  readonly checkedBy: string | null;
  readonly checkedByName: string | null;
  readonly approvedBy: string | null;
  readonly approvedByName: string | null;
  readonly rejectReason: string | null;
}

export interface ReservationRecord extends Owned {
  readonly claimId: string;
  readonly round: number;
  readonly programmeId: string;
  readonly onDay: BusinessDay;
  readonly amountFen: Fen;
  readonly state: "held" | "paid" | "released";
}

export interface RecoveryRecord extends Owned {
  readonly recoveryId: string;
  readonly claimId: string;
  readonly bankPartyId: string;
  readonly onDay: BusinessDay;
  readonly grossFen: Fen;
  readonly costFen: Fen;
  readonly fundFen: Fen | null;
  readonly bankFen: Fen | null;
  readonly note: string;
  readonly state: "reported" | "booked" | "rejected";
  readonly reportedBy: string;
  readonly reportedByName: string;
  readonly bookedBy: string | null;
  readonly bookedByName: string | null;
}

/** One line of the pool's book; its postings sum to zero. */
export interface EntryRecord extends Owned {
  readonly entryId: string;
  readonly programmeId: string;
  readonly kind: MovementKind | "payment" | "refund" | "clawBack" | "recovery";
  /** What made it; with the kind it is unique, so that nothing is posted twice. */
  readonly cause: string;
  readonly claimId: string | null;
  readonly onDay: BusinessDay;
  readonly atMs: EpochMs;
  readonly balanceAfterFen: Fen;
}

export interface PostingRecord extends Owned {
  readonly entryId: string;
  readonly line: number;
  readonly account: string;
  readonly amountFen: Fen;
}

export interface EventRecord extends Owned {
  readonly eventId: string;
  readonly bankPartyId: string | null;
  readonly actorPartyId: string;
  readonly subjectKind: "programme" | "movement" | "enrolment" | "claim" | "recovery";
  readonly subjectId: string;
  readonly claimId: string | null;
  readonly enterpriseId: string | null;
  readonly action: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly actorId: string;
  readonly actorName: string;
  readonly atMs: EpochMs;
}

export interface SealRecord extends Owned {
  readonly eventId: string;
  readonly bankPartyId: string | null;
  readonly origin: string;
  readonly entryIndex: number;
}

export interface QuotaRecord extends Owned {
  readonly programmeId: string;
  readonly bankPartyId: string;
  readonly breaker: BreakerState;
  readonly nplPpm: RatePpm;
  readonly measuredOn: BusinessDay;
}

/** Every kind of record by its name. */
export interface FundRecords {
  readonly programme: ProgrammeRecord;
  readonly version: VersionRecord;
  readonly pool: PoolRecord;
  readonly movement: MovementRecord;
  readonly enrolment: EnrolmentRecord;
  readonly claim: ClaimRecord;
  readonly round: RoundRecord;
  readonly reservation: ReservationRecord;
  readonly recovery: RecoveryRecord;
  readonly entry: EntryRecord;
  readonly posting: PostingRecord;
  readonly event: EventRecord;
  readonly seal: SealRecord;
  readonly quota: QuotaRecord;
}
export type RecordKind = keyof FundRecords;
