import { type CloseContext, closeDays } from "../book/close-days.ts";
import type { BookStore, LoanFact } from "../book/book-store.ts";
import { lendingFaults } from "../errors.ts";

/**
 * Records a reason that days past due cannot show, and lets it act on the class on the loan's newest day.
 * @throws LENDING_LOAN_NOT_FOUND
 */
export async function recordFact(
  context: CloseContext & { readonly store: BookStore },
  partyId: string,
  wanted: Omit<LoanFact, "id" | "recordedAtMs">,
): Promise<LoanFact> {
  const fact: LoanFact = { ...wanted, id: context.nextId(), recordedAtMs: context.clock() };
  return await context.store.exclusively(partyId, async (session) => {
    const book = (await session.readLoans()).find(({ loan }) => loan.id === fact.loanId);
    if (book === undefined) throw lendingFaults.fault("LENDING_LOAN_NOT_FOUND", { id: fact.loanId });
    await session.addFact(fact);
    const newest = await session.newestDay(fact.loanId);
    if (newest !== null) {
      const on = newest.businessDate;
      await closeDays(session, { from: on, to: on, classFrom: on, source: book.loan.source }, context);
    }
    return fact;
  });
}
