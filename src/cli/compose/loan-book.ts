import { createBookReads, createBookStore } from "#adapters/postgres";
import { addDays } from "#kernel";
import {
  closeDays,
  createClassTasks,
  type LoanBookServices,
  receiveDelivery,
  recordFact,
  takeClassStep,
} from "#lending";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the mirrored loan book and its five classes. */
export async function composeLoanBook(foundation: Foundation): Promise<LoanBookServices> {
  const { record, nextId, clock } = foundation;
  const store = createBookStore(record, nextId);
  const reads = createBookReads(record);
  const context = { store, ledger: foundation.stores.ledger, nextId, clock };
  return {
    book: store,
    reads,
    tasks: createClassTasks(reads),
    print: async (document) => await foundation.pdf.render(document),
    receive: async (partyId, sent) => await receiveDelivery(context, partyId, sent),
    closeOwnDay: async (partyId, on, loans) =>
      await store.exclusively(partyId, async (session) => {
        for (const own of loans) await session.saveOwnLoan(own, on);
        const last = await session.lastOwnDay();
        const from = last === null || last >= on ? on : addDays(last, 1);
        await closeDays(session, { from, to: on, classFrom: from, source: "own" }, context);
      }),
    takeStep: async (partyId, wanted) =>
      await store.exclusively(partyId, async (session) => await takeClassStep(session, wanted, clock)),
    recordFact: async (partyId, fact) => await recordFact(context, partyId, fact),
  };
}
