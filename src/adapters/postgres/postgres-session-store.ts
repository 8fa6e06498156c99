import type { SessionStore } from "#access";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The sessions in PostgreSQL. */
export function createSessionStore(record: SystemOfRecord): SessionStore {
  return {
    create: async (session) => {
      await record.inParty(session.partyId, async (transaction) =>
        transaction
          .insertInto("session")
          .values({
            party_id: session.partyId,
            secret_hash: session.secretHash,
            user_id: session.accountId,
            created_at_ms: session.createdAtMs,
            expires_at_ms: session.expiresAtMs,
          })
          .execute(),
      );
    },
    find: async (partyId, secretHash, atMs) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("session")
          .selectAll()
          .where("secret_hash", "=", secretHash)
          .where("expires_at_ms", ">", atMs)
          .executeTakeFirst(),
      );
      if (row === undefined) return null;
      return {
        partyId: row.party_id,
        accountId: row.user_id,
        secretHash: row.secret_hash,
        createdAtMs: row.created_at_ms,
        expiresAtMs: row.expires_at_ms,
      };
    },
    remove: async (partyId, secretHash) => {
      await record.inParty(partyId, async (transaction) =>
        transaction.deleteFrom("session").where("secret_hash", "=", secretHash).execute(),
      );
    },
    removeOf: async (partyId, accountId) => {
      await record.inParty(partyId, async (transaction) =>
        transaction.deleteFrom("session").where("user_id", "=", accountId).execute(),
      );
    },
    removeExpired: async (partyId, atMs) => {
      await record.inParty(partyId, async (transaction) =>
        transaction.deleteFrom("session").where("expires_at_ms", "<=", atMs).execute(),
      );
    },
  };
}
