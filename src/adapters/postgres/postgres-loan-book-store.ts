import { sql } from "kysely";
import type { BookSession, BookStore } from "#lending";
import type { IdSource } from "#kernel";
import { classSession } from "./loan-class-session.ts";
import type { SessionBase } from "./loan-session-base.ts";
import { deliverySession } from "./loan-delivery-session.ts";
import { loanSession } from "./loan-rows-session.ts";
import { createLoanBook } from "./postgres-loan-book-reads.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The loan book in PostgreSQL. */
export function createBookStore(record: SystemOfRecord, nextId: IdSource): BookStore {
  return {
    ...createLoanBook(record),
    exclusively: async (partyId, work) =>
      await record.inParty(partyId, async (transaction) => {
        // One writer for each bank: what was checked against the book must still hold when it is stored.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`loan-book:${partyId}`}, 0))`.execute(
          transaction,
        );
        const base: SessionBase = { transaction, partyId, nextId };
        const session: BookSession = {
          ...deliverySession(base),
          ...loanSession(base),
          ...classSession(base),
        };
        return await work(session);
      }),
  };
}
