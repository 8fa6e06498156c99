import type { TaskSource } from "#access";
import type { BusinessDay } from "#kernel";
import type { PrintedDocument } from "#report";
import type { BookReads } from "./book/book-reads.ts";
import type { LoanFact, OwnLoanRecord } from "./book/book-store.ts";
import type { DeliveryOutcome, SentFile } from "./book/delivery.ts";
import type { ClassMove } from "./classification/class-move.ts";
import type { WantedStep } from "./classification/class-steps.ts";
import type { LoanBook } from "./loan.ts";

/** What the pages and commands of the mirrored loan book and its five classes need, passed in. */
export interface LoanBookServices {
  readonly book: LoanBook;
  readonly reads: BookReads;
  readonly tasks: TaskSource;
  /** Receives a delivery of a bank's loan files; see `receiveDelivery`. */
  receive(partyId: string, sent: readonly SentFile[]): Promise<DeliveryOutcome>;
  /**
   * Writes own loans as their accounting knows them and closes the day: the days since they were last closed are worked
   * out and act on the classes.
   */
  closeOwnDay(partyId: string, on: BusinessDay, loans: readonly OwnLoanRecord[]): Promise<void>;
  /** A step of a person with a change of class; see `takeClassStep`. */
  takeStep(partyId: string, wanted: WantedStep): Promise<ClassMove>;
  /** The reconciliation report and the like as PDF. */
  print(document: PrintedDocument): Promise<Uint8Array>;
  /** Records what days past due cannot show; it acts on the class at once. */
  recordFact(partyId: string, fact: Omit<LoanFact, "id" | "recordedAtMs">): Promise<LoanFact>;
}
