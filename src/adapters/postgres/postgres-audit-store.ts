import { type ExpressionBuilder, sql } from "kysely";
import { z } from "zod";
import type { AuditQuery, AuditStore, ChainedEvent, TrailSeal } from "#access";
import type { PartiesTables } from "./schema/parties.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

const eventSchema = z
  .object({
    party_id: z.string(),
    event_id: z.number(),
    user_id: z.string().nullable(),
    action: z.string(),
    subject: z.string(),
    at_ms: z.number(),
    previous_hash: z.string(),
    hash: z.string(),
  })
  .transform(
    (row): ChainedEvent => ({
      partyId: row.party_id,
      id: row.event_id,
      accountId: row.user_id,
      action: row.action,
      subject: row.subject,
      atMs: row.at_ms,
      previousHash: row.previous_hash,
      hash: row.hash,
    }),
  );

/** The audit trail in PostgreSQL; the application's role may only add to it, and the database chains it. */
export function createAuditStore(record: SystemOfRecord): AuditStore {
  return {
    append: async ({ partyId, accountId, action, subject, atMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("audit_event")
          .values({ party_id: partyId, user_id: accountId, action, subject, at_ms: atMs })
          .execute(),
      );
    },
    list: async (partyId, query, { offset, limit }) =>
      await record.inParty(partyId, async (transaction) => {
        const found = transaction.selectFrom("audit_event").where((is) => matches(is, query));
        const { total } = await found.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
        const rows = await found
          .leftJoin("app_user", "app_user.user_id", "audit_event.user_id")
          .selectAll("audit_event")
          .select("app_user.name as account_name")
          .orderBy("event_id", "desc")
          .offset(offset)
          .limit(limit)
          .execute();
        const items = rows.map((row) => ({ ...eventSchema.parse(row), accountName: row.account_name }));
        return { total, items };
      }),
    readChain: async (partyId, afterId, limit) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("audit_event")
          .selectAll()
          .where("event_id", ">", afterId)
          .orderBy("event_id")
          .limit(limit)
          .execute(),
      );
      return rows.map((row) => eventSchema.parse(row));
    },
    findNewest: async (partyId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("audit_event")
          .selectAll()
          .orderBy("event_id", "desc")
          .limit(1)
          .executeTakeFirst(),
      );
      return row === undefined ? null : eventSchema.parse(row);
    },
    recordSeal: async (partyId, { eventId, hash, origin, entryIndex, sealedAtMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("audit_seal")
          .values({
            party_id: partyId,
            event_id: eventId,
            hash,
            origin,
            entry_index: entryIndex,
            sealed_at_ms: sealedAtMs,
          })
          .execute(),
      );
    },
    findSeal: async (partyId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("audit_seal")
          .selectAll()
          .orderBy("event_id", "desc")
          .limit(1)
          .executeTakeFirst(),
      );
      return row === undefined ? null : sealOf(row);
    },
  };
}

function sealOf(row: PartiesTables["audit_seal"]): TrailSeal {
  const { event_id, hash, origin, entry_index, sealed_at_ms } = row;
  return { eventId: event_id, hash, origin, entryIndex: entry_index, sealedAtMs: sealed_at_ms };
}

function matches(is: ExpressionBuilder<Tables, "audit_event">, query: AuditQuery) {
  const { accountId, action, subject, fromMs, untilMs } = query;
  return is.and([
    ...(accountId === undefined ? [] : [is("audit_event.user_id", "=", accountId)]),
    ...(action === undefined ? [] : [sql<boolean>`starts_with(audit_event.action, ${action})`]),
    ...(subject === undefined ? [] : [sql<boolean>`strpos(audit_event.subject, ${subject}) > 0`]),
    ...(fromMs === undefined ? [] : [is("audit_event.at_ms", ">=", fromMs)]),
    ...(untilMs === undefined ? [] : [is("audit_event.at_ms", "<", untilMs)]),
  ]);
}
