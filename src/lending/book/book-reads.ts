import type { BusinessDay, Fen } from "#kernel";
import type { SizeClass } from "#registry";
import type { ClassMove } from "../classification/class-move.ts";
import type { Loan, LoanClass, LoanDay } from "../loan.ts";
import type { LoanFact, ReckonedDay } from "./book-store.ts";
import type { DeliveredRows } from "./check-delivery.ts";
import type { Delivery } from "./delivery.ts";
import type { ScheduleVersion } from "./loan-position.ts";
import type { LoanFileKind } from "./loan-file-columns.ts";
import type { RepaymentRow } from "./loan-file-rows.ts";
import type { Difference } from "./difference.ts";

/** Orders of the list of loans. */
export const loanListSorts = ["number", "borrower", "balance", "daysPastDue", "dueOn", "class"] as const;

/** Which loans of the list are wanted; null leaves a filter out. */
export interface LoanListQuery {
  /** Part of a number, a borrower's name or its code. */
  readonly search: string | null;
  readonly state: Loan["state"] | null;
  /** By the class that counts now: the worse of confirmed and proposed. */
  readonly loanClass: LoanClass | null;
  readonly sizeClass: SizeClass | null;
  readonly minimumDaysPastDue: number | null;
  /** Only loans whose borrower is not in the registry. */
  readonly isUnmatched: boolean;
  readonly sort: (typeof loanListSorts)[number];
  readonly direction: "ascending" | "descending";
  readonly offset: number;
  readonly limit: number;
}

/** A loan with where it stands now. */
export interface ListedLoan {
  readonly loan: Loan;
  /** Null before its first day was worked out. */
  readonly day: LoanDay | null;
  readonly confirmed: LoanClass | null;
  /** A worse class under way; null for none. */
  readonly proposed: LoanClass | null;
  readonly bankClass: LoanClass | null;
}

export interface LoanListPage {
  readonly items: readonly ListedLoan[];
  readonly total: number;
  readonly balanceFen: Fen;
  readonly overduePrincipalFen: Fen;
  /** Newest business date of the book; null while it is empty. */
  readonly businessDate: BusinessDay | null;
}

/** A change of class with the names of its people. */
export interface NamedMove extends ClassMove {
  readonly proposedByName: string | null;
  readonly recognisedByName: string | null;
  readonly approvedByName: string | null;
  readonly returnedByName: string | null;
}

/** A change of class that is under way, with its loan. */
export interface QueuedMove {
  readonly move: NamedMove;
  readonly loan: Loan;
  readonly day: ReckonedDay | null;
  readonly bankClass: LoanClass | null;
}

/** A delivered row that says something about a loan, and where it is sealed. */
export interface SourceRow {
  readonly deliveryId: string;
  readonly businessDate: BusinessDay;
  readonly deliveryNumber: number;
  readonly isSuperseded: boolean;
  readonly kind: LoanFileKind;
  readonly file: string;
  readonly row: number;
  readonly raw: string;
  /** Name of the private log, its entry, and the row's place in it. */
  readonly origin: string;
  readonly entry: number;
  readonly ordinal: number;
}

/** Everything that the page of a loan shows. */
export interface LoanDetail {
  readonly listed: ListedLoan;
  readonly schedules: readonly ScheduleVersion[];
  readonly repayments: readonly (Omit<RepaymentRow, "number"> & { readonly writtenOffFen: Fen })[];
  readonly days: readonly ReckonedDay[];
  readonly moves: readonly NamedMove[];
  readonly bankClasses: readonly { readonly on: BusinessDay; readonly loanClass: LoanClass }[];
  readonly facts: readonly LoanFact[];
  readonly sourceRows: readonly SourceRow[];
}

/** A difference with its loan. */
export interface NamedDifference extends Difference {
  readonly number: string;
  readonly borrowerName: string;
}

/** How a delivery compares: our totals and the bank's, and each difference. */
export interface Reconciliation {
  readonly delivery: Delivery;
  readonly loans: number;
  readonly ours: ReconciledTotals;
  readonly banks: ReconciledTotals;
  readonly differences: readonly NamedDifference[];
}

export interface ReconciledTotals {
  readonly balanceFen: Fen;
  readonly overduePrincipalFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly overdueLoans: number;
}

/** Where a loan stood at the end of a month. */
export interface MonthEnd {
  readonly loanId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly businessDate: BusinessDay;
  readonly balanceFen: Fen;
  readonly daysPastDue: number;
  readonly computedClass: LoanClass;
  readonly bankClass: LoanClass | null;
  readonly sizeClass: SizeClass | null;
  readonly drawnOn: BusinessDay;
  readonly principalFen: Fen;
}

/** What the statistics of inclusive finance count. */
export interface StatisticsLoan {
  readonly loan: Loan;
  readonly industry: string | null;
  readonly isFirstLoan: boolean | null;
  readonly balanceFen: Fen;
  readonly loanClass: LoanClass;
}

/** Port to what pages and reports read of a bank's book; a party reads its own only. */
export interface BookReads {
  listPage(partyId: string, query: LoanListQuery): Promise<LoanListPage>;
  readLoan(partyId: string, loanId: string): Promise<LoanDetail | null>;
  listDeliveries(partyId: string): Promise<readonly Delivery[]>;
  findDelivery(partyId: string, deliveryId: string): Promise<Delivery | null>;
  rowsOf(partyId: string, delivery: Delivery): Promise<DeliveredRows>;
  reconciliationOf(partyId: string, delivery: Delivery): Promise<Reconciliation>;
  /** Changes of class that are under way, oldest first. */
  listQueue(partyId: string): Promise<readonly QueuedMove[]>;
  listMonthEnds(partyId: string): Promise<readonly MonthEnd[]>;
  /** Loans with a balance at the end of the day, and the newest business date up to it. */
  listForStatistics(partyId: string, on: BusinessDay): Promise<readonly StatisticsLoan[]>;
  newestDate(partyId: string): Promise<BusinessDay | null>;
}
