import type { InvitationStore } from "#access";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The invitations in PostgreSQL. */
export function createInvitationStore(record: SystemOfRecord): InvitationStore {
  return {
    replace: async ({ partyId, accountId, tokenHash, createdAtMs, expiresAtMs }) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction.deleteFrom("invitation").where("user_id", "=", accountId).execute();
        await transaction
          .insertInto("invitation")
          .values({
            party_id: partyId,
            token_hash: tokenHash,
            user_id: accountId,
            created_at_ms: createdAtMs,
            expires_at_ms: expiresAtMs,
          })
          .execute();
      });
    },
    redeem: async (partyId, tokenHash, atMs) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .deleteFrom("invitation")
          .where("token_hash", "=", tokenHash)
          .where("expires_at_ms", ">", atMs)
          .returning("user_id")
          .executeTakeFirst(),
      );
      return row?.user_id ?? null;
    },
  };
}
