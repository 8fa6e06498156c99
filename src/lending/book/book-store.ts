import type { BusinessDay, EpochMs, Fen } from "#kernel";
import type { ClassMove, ClassState } from "../classification/class-move.ts";
import type { RecordedFact } from "../classification/class-rules.ts";
import type { Loan, LoanBook, LoanClass, LoanDay } from "../loan.ts";
import type { BookBefore, DeliveredRows } from "./check-delivery.ts";
import type { Delivery } from "./delivery.ts";
import type { Finding } from "./finding.ts";
import type { LoanFileMapping } from "./loan-file-mapping.ts";
import type { AccountRow, BankClassRow, ContractRow, InstalmentRow, RepaymentRow } from "./loan-file-rows.ts";
import type { LoanHistory } from "./loan-position.ts";
import type { Difference } from "./difference.ts";

/** A loan with all that its days and its class are worked out from. */
export interface BookLoan {
  readonly loan: Loan;
  readonly isRenewal: boolean;
  readonly restructuredOn: readonly BusinessDay[];
  readonly history: LoanHistory;
  readonly facts: readonly LoanFact[];
  readonly classState: ClassState;
  /** The bank's own class at the end of each day on which it changed, oldest first. */
  readonly bankClasses: readonly { readonly on: BusinessDay; readonly loanClass: LoanClass }[];
  /** First business date on which it was in the book; its class history begins there. */
  readonly sinceOn: BusinessDay;
  /** Last business date that was delivered of a mirrored loan: it is not known further; null without such a bound. */
  readonly knownUntil: BusinessDay | null;
}

/** What a person recorded about a loan. */
export interface LoanFact {
  readonly id: string;
  readonly loanId: string;
  readonly kind: RecordedFact;
  readonly from: BusinessDay;
  readonly to: BusinessDay | null;
  readonly note: string;
  readonly recordedBy: string;
  readonly recordedAtMs: EpochMs;
}

/** A day with the class that its triggers ask for. */
export interface ReckonedDay extends LoanDay {
  readonly isNonAccrual: boolean;
  readonly computedClass: LoanClass;
  readonly triggers: readonly string[];
}

/** An own loan as its accounting knows it: everything that its days are worked out from. */
export interface OwnLoanRecord {
  readonly loan: Loan;
  readonly isFirstLoan: boolean | null;
  readonly isRenewal: boolean;
  readonly industry: string | null;
  readonly restructuredOn: readonly BusinessDay[];
  readonly instalments: readonly Omit<InstalmentRow, "number">[];
  /** All receipts since it was drawn; one that is known by its id is not written again. */
  readonly receipts: readonly (Omit<RepaymentRow, "number"> & { readonly writtenOffFen: Fen })[];
}

/**
 * Port to the book of a bank. Everything that `exclusively` does is one transaction: it is durable when it resolves
 * and leaves nothing when it rejects; two of the same bank never run at once.
 */
export interface BookStore extends LoanBook {
  exclusively<T>(partyId: string, work: (session: BookSession) => Promise<T>): Promise<T>;
}

/** What can be done within one transaction on a bank's book. */
export interface BookSession {
  findDeliveryBySha(sha256: string): Promise<Delivery | null>;
  /** The accepted delivery of a business date. */
  deliveryOn(businessDate: BusinessDay): Promise<Delivery | null>;
  /** Accepted deliveries after a business date, in order. */
  deliveriesAfter(businessDate: BusinessDay): Promise<readonly Delivery[]>;
  lastBusinessDate(): Promise<BusinessDay | null>;
  keptMapping(): Promise<LoanFileMapping | null>;
  rowsOf(delivery: Delivery): Promise<DeliveredRows>;
  /** The book as it was before a business date, by what is accepted now. */
  bookBefore(businessDate: BusinessDay, repaymentIds: readonly string[]): Promise<BookBefore>;

  addDelivery(delivery: Delivery, mapping: LoanFileMapping): Promise<void>;
  addRows(deliveryId: string, files: DeliveredRows): Promise<void>;
  /** Marks a delivery and all that it brought as superseded. */
  supersede(deliveryId: string, by: string): Promise<void>;
  setRecheck(deliveryId: string, findings: readonly Finding[]): Promise<void>;
  /** Adds or renews loans by their numbers. @returns the numbers that are new, and the id of every number */
  saveContracts(
    deliveryId: string,
    contracts: readonly ContractRow[],
  ): Promise<{ readonly fresh: readonly string[]; readonly idOf: ReadonlyMap<string, string> }>;
  /** Links loans without an enterprise to those that the bank may see by now. */
  matchEnterprises(): Promise<void>;
  /** Adds a version of each schedule that differs from the loan's current one. @returns how many */
  addSchedules(
    delivery: Pick<Delivery, "id" | "businessDate">,
    instalments: readonly InstalmentRow[],
  ): Promise<number>;
  addRepayments(deliveryId: string, repayments: readonly RepaymentRow[]): Promise<void>;
  addBankClasses(deliveryId: string, classes: readonly BankClassRow[]): Promise<void>;
  addAccounts(
    delivery: Pick<Delivery, "id" | "businessDate">,
    accounts: readonly AccountRow[],
  ): Promise<void>;
  saveOwnLoan(own: OwnLoanRecord, on: BusinessDay): Promise<void>;

  /** All loans of the bank, mirrored and own. */
  readLoans(): Promise<readonly BookLoan[]>;
  saveDays(days: readonly ReckonedDay[]): Promise<void>;
  /** Balance and state of the loans as of their newest day. */
  saveStandings(standings: readonly Pick<Loan, "id" | "balanceFen" | "state">[]): Promise<void>;
  accountsOn(businessDate: BusinessDay): Promise<readonly BankAccountDay[]>;
  saveDifferences(
    delivery: Pick<Delivery, "id" | "businessDate">,
    differences: readonly Difference[],
  ): Promise<void>;

  addMove(move: ClassMove): Promise<void>;
  /** Writes the steps and the state of a move that is there. */
  changeMove(move: ClassMove): Promise<void>;
  findMove(moveId: string): Promise<ClassMove | null>;
  addFact(fact: LoanFact): Promise<void>;
  newestDay(loanId: string): Promise<ReckonedDay | null>;
  /** Last day on which own loans were closed. */
  lastOwnDay(): Promise<BusinessDay | null>;
}

/** What the bank delivered about a loan at the end of a day. */
export interface BankAccountDay extends LoanDay {
  readonly bankClass: LoanClass | null;
}
