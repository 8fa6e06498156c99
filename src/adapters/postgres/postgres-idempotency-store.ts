import type { IdempotencyStore, KeyOwner } from "#jobs";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The idempotency keys in PostgreSQL; the primary key decides which of two calls at once is first. */
export function createIdempotencyStore(record: SystemOfRecord): IdempotencyStore {
  return {
    claim: async (owner, fingerprint, atMs) =>
      await record.inParty(owner.partyId, async (transaction) => {
        const inserted = await transaction
          .insertInto("idempotency_key")
          .values({ ...columnsOf(owner), fingerprint, status: null, body: null, claimed_at_ms: atMs })
          .onConflict((conflict) => conflict.columns(["party_id", "user_id", "key"]).doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows === 1n) return { kind: "new" } as const;
        const found = await transaction
          .selectFrom("idempotency_key")
          .select(["fingerprint", "status", "body"])
          .where("user_id", "=", owner.accountId)
          .where("key", "=", owner.key)
          .executeTakeFirst();
        if (found !== undefined && found.fingerprint !== fingerprint)
          return { kind: "otherRequest" } as const;
        // Released between the two statements, or without an answer: the caller tries again.
        if (found === undefined || found.status === null) return { kind: "inProgress" } as const;
        return { kind: "answered", answer: { status: found.status, body: found.body ?? "" } } as const;
      }),
    answer: async (owner, { status, body }) => {
      await record.inParty(owner.partyId, async (transaction) =>
        transaction
          .updateTable("idempotency_key")
          .set({ status, body })
          .where("user_id", "=", owner.accountId)
          .where("key", "=", owner.key)
          .execute(),
      );
    },
    release: async (owner) => {
      await record.inParty(owner.partyId, async (transaction) =>
        transaction
          .deleteFrom("idempotency_key")
          .where("user_id", "=", owner.accountId)
          .where("key", "=", owner.key)
          .where("status", "is", null)
          .execute(),
      );
    },
    clean: async (partyId, beforeMs) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .deleteFrom("idempotency_key")
          .where((where) => where.or([where("status", "is", null), where("claimed_at_ms", "<", beforeMs)]))
          .execute(),
      );
    },
  };
}

function columnsOf({ partyId, accountId, key }: KeyOwner) {
  return { party_id: partyId, user_id: accountId, key };
}
