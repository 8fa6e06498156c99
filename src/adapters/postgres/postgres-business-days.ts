import { sql, type Transaction } from "kysely";
import type { BusinessDayState, DayResult, LendingUnit } from "#lending";
import { documentText, readDocument } from "./lending-document.ts";
import type { Tables } from "./schema.ts";

/** The business days of one transaction. */
export function createDays(transaction: Transaction<Tables>, partyId: string): LendingUnit["days"] {
  return {
    begin: async (day, atMs) => {
      // Two closes of one bank come one after the other; the lock ends with the transaction.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`day-close ${partyId}`}, 0))`.execute(
        transaction,
      );
      await transaction
        .insertInto("business_day")
        .values({
          party_id: partyId,
          business_date: day,
          state: "closing",
          started_at_ms: atMs,
          closed_at_ms: null,
          document: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await transaction
        .selectFrom("business_day")
        .selectAll()
        .where("business_date", "=", day)
        .executeTakeFirstOrThrow();
      return dayOf(row);
    },
    close: async (day, result, atMs) => {
      await transaction
        .updateTable("business_day")
        .set({ state: "closed", closed_at_ms: atMs, document: documentText(result) })
        .where("business_date", "=", day)
        .where("state", "=", "closing")
        .execute();
    },
    lastClosed: async () => {
      const row = await transaction
        .selectFrom("business_day")
        .select("business_date")
        .where("state", "=", "closed")
        .orderBy("business_date", "desc")
        .executeTakeFirst();
      return row?.business_date ?? null;
    },
    list: async (limit) => {
      const rows = await transaction
        .selectFrom("business_day")
        .selectAll()
        .orderBy("business_date", "desc")
        .limit(limit)
        .execute();
      return rows.map(dayOf);
    },
  };
}

function dayOf(row: {
  business_date: string;
  state: string;
  started_at_ms: number;
  closed_at_ms: number | null;
  document: unknown;
}): BusinessDayState {
  return {
    businessDate: row.business_date,
    state: row.state as BusinessDayState["state"],
    startedAtMs: row.started_at_ms,
    closedAtMs: row.closed_at_ms,
    result: row.document === null ? null : readDocument<DayResult>(row.document),
  };
}
