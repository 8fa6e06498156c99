import type { TaskSource } from "#access";
import type { ConsentServices } from "#consent";
import type { BusinessDay, Clock, IdSource } from "#kernel";
import type { SizeClass } from "#registry";
import type { PdfRenderer } from "#report";
import type { OwnLoanRecord } from "./book/book-store.ts";
import type { LoanBook } from "./loan.ts";
import type { AttachedEvaluation } from "./own/application.ts";
import type { LendingStore } from "./own/lending-store.ts";
import type { OwnLoanParameters } from "./own/parameters.ts";

/** An enterprise as a borrower, from the register or from what was evaluated. */
export interface Borrower {
  readonly enterpriseId: string;
  readonly name: string;
  /** 统一社会信用代码, or the data set's code. */
  readonly code: string | null;
  readonly sizeClass: SizeClass | null;
  /** The enterprise's own party; null when it has none here. */
  readonly partyId: string | null;
}

/** Port to what is known of borrowers outside this room. */
export interface BorrowerSource {
  find(partyId: string, enterpriseId: string, on: BusinessDay): Promise<Borrower | null>;
  /** The enterprise that a party is, for its owner. */
  findOwn(partyId: string, on: BusinessDay): Promise<Borrower | null>;
  list(partyId: string, on: BusinessDay): Promise<readonly Borrower[]>;
}

/** Port to the bank's newest evaluation of an enterprise. */
export interface EvaluationSource {
  findNewest(partyId: string, enterpriseId: string): Promise<AttachedEvaluation | null>;
}

/**
 * Port to the loan book: writes own loans there, works out the day and proposes their classes (初分). Doing it again
 * changes nothing.
 */
export type ShowInBook = (
  partyId: string,
  day: BusinessDay,
  loans: readonly OwnLoanRecord[],
) => Promise<void>;

/** What the pages and commands of own loans, from application to settlement, need, passed in. */
export interface LendingServices {
  readonly store: LendingStore;
  readonly parameters: OwnLoanParameters;
  readonly borrowers: BorrowerSource;
  /** Whether somebody may apply there: another party than a bank lends nothing. */
  readonly isBank: (asker: { readonly partyId: string }, partyId: string) => Promise<boolean>;
  readonly evaluations: EvaluationSource;
  readonly consent: Pick<ConsentServices, "requireBasis" | "basisOf">;
  readonly book: LoanBook;
  readonly showInBook: ShowInBook;
  readonly pdf: PdfRenderer;
  readonly tasks: TaskSource;
  readonly nextId: IdSource;
  readonly clock: Clock;
}
