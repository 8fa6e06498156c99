import type { LoanBook } from "./loan.ts";

/** What the pages and commands of the mirrored loan book and its five classes need, passed in. */
export interface LoanBookServices {
  readonly book: LoanBook;
}
