import { sql, type Transaction } from "kysely";
import type { BookSession, BookStore } from "#lending";
import type { IdSource } from "#kernel";
import { classSession } from "./loan-class-session.ts";
import { deliverySession } from "./loan-delivery-session.ts";
import { loanSession } from "./loan-rows-session.ts";
import { createLoanBook } from "./postgres-loan-book-reads.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** What a part of a session works on. */
export interface SessionBase {
  readonly transaction: Transaction<Tables>;
  readonly partyId: string;
  readonly nextId: IdSource;
}

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

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const rowsTogether = 2000;

/** Cuts rows into statements of bearable size. */
export function chunksOf<T>(rows: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += rowsTogether) {
    chunks.push(rows.slice(start, start + rowsTogether));
  }
  return chunks;
}
