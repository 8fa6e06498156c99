import type { LoanBookServices } from "#lending";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the mirrored loan book and its five classes. */
export async function composeLoanBook(_foundation: Foundation): Promise<LoanBookServices> {
  return {
    book: { findLoan: notYet, listLoans: notYet, dayOf: notYet, daysOf: notYet, classOf: notYet },
  };
}

const notYet = (): Promise<never> => Promise.reject(new Error("the loan book is not built yet"));
