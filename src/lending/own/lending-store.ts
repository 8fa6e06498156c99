import type { BusinessDay, EpochMs, Fen } from "#kernel";
import type { ApplicationState, CreditLimit, LoanApplication } from "./application.ts";
import type { Drawdown, KeptMovement, LoanContract, ServicedLoan } from "./contract.ts";
import type { AccountBalance, JournalEntry } from "./journal.ts";

/** What happened to a case, a contract, a draw-down, a loan or a day; append only. */
export interface LendingEvent {
  readonly bankPartyId: string;
  readonly subjectKind: "application" | "contract" | "drawdown" | "loan" | "day";
  readonly subjectId: string;
  readonly kind: string;
  /** Null for what people do; an event of the day close stands once a day. */
  readonly businessDate: BusinessDay | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly applicantPartyId: string | null;
  readonly atMs: EpochMs;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A business day of the bank and what its close did. */
export interface BusinessDayState {
  readonly businessDate: BusinessDay;
  readonly state: "closing" | "closed";
  readonly startedAtMs: EpochMs;
  readonly closedAtMs: EpochMs | null;
  readonly result: DayResult | null;
}

/** What a day's close did; `debitFen` equals `creditFen`. */
export interface DayResult {
  readonly loans: number;
  readonly overdue: number;
  readonly entries: number;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  readonly accruedFen: Fen;
  readonly collectedFen: Fen;
  readonly events: Readonly<Record<string, number>>;
}

/** A journal entry as a list shows it. */
export interface ShownEntry extends JournalEntry {
  readonly loanNumber: string;
}

/** One kind of thing in the store; `replace` is refused when the stored revision is not the one that was read. */
export interface Shelf<T> {
  add(item: T): Promise<void>;
  /** @param forUpdate  keeps others from changing it until the transaction ends */
  find(id: string, forUpdate?: "forUpdate"): Promise<T | null>;
  /** Stores the item under the next revision. @throws LENDING_CHANGED_MEANWHILE */
  replace(item: T): Promise<void>;
}

/** The rows that one transaction sees and writes, as one party. */
export interface LendingUnit {
  readonly applications: Shelf<LoanApplication> & {
    /** Newest first. */
    list(filter: { readonly states?: readonly ApplicationState[] }): Promise<readonly LoanApplication[]>;
  };
  readonly limits: Pick<Shelf<CreditLimit>, "add" | "find"> & {
    /** @throws LENDING_LIMIT_EXCEEDED when used + reserved would pass the total */
    save(limit: CreditLimit): Promise<void>;
  };
  readonly contracts: Shelf<LoanContract> & {
    list(): Promise<readonly LoanContract[]>;
    count(): Promise<number>;
  };
  readonly drawdowns: Shelf<Drawdown> & { list(): Promise<readonly Drawdown[]> };
  readonly loans: Shelf<ServicedLoan> & {
    list(): Promise<readonly ServicedLoan[]>;
    /** Ids of loans whose last closed day is before `day`, in the order of their ids. */
    listOpenBefore(day: BusinessDay): Promise<readonly string[]>;
    firstDrawnOn(): Promise<BusinessDay | null>;
    /** Adds a version of the schedule when it is new; earlier ones stay. */
    keepSchedule(loan: ServicedLoan): Promise<void>;
  };
  readonly movements: Shelf<KeptMovement> & {
    listOf(loanId: string): Promise<readonly KeptMovement[]>;
    listWaiting(): Promise<readonly KeptMovement[]>;
  };
  readonly journal: {
    /** Posts entries; the database refuses what does not balance, stands already, or falls on a closed day. */
    post(entries: readonly JournalEntry[]): Promise<void>;
    listOf(loanId: string): Promise<readonly JournalEntry[]>;
    listOn(from: BusinessDay, to: BusinessDay, limit: number): Promise<readonly ShownEntry[]>;
    /** Sums of every account over the days, both included. */
    balances(from: BusinessDay | null, to: BusinessDay): Promise<readonly AccountBalance[]>;
    countOn(day: BusinessDay): Promise<number>;
  };
  readonly days: {
    /** Marks the day as closing and keeps other closes of the party out until the transaction ends. */
    begin(day: BusinessDay, atMs: EpochMs): Promise<BusinessDayState>;
    close(day: BusinessDay, result: DayResult, atMs: EpochMs): Promise<void>;
    lastClosed(): Promise<BusinessDay | null>;
    /** Newest first. */
    list(limit: number): Promise<readonly BusinessDayState[]>;
  };
  readonly events: {
    add(events: readonly LendingEvent[]): Promise<void>;
    /** Oldest first. */
    listOf(subjectIds: readonly string[]): Promise<readonly LendingEvent[]>;
    /** How many events of each kind the day close of the day made. */
    countOn(day: BusinessDay): Promise<Readonly<Record<string, number>>>;
  };
}

/**
 * Port to own loans. A unit of work is one transaction: all of it is durable when `work` resolves, or nothing of it is
 * there. Two units that change one thing wait for each other or one is refused.
 */
export interface LendingStore {
  work<T>(partyId: string, use: (unit: LendingUnit) => Promise<T>): Promise<T>;
}
