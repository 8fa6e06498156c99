import {
  type Account,
  type AccountStore,
  type AuditStore,
  partyKinds,
  roles,
  type SessionStore,
} from "#access";
import type { IdSource } from "#kernel";
import { z } from "zod";
import type { SystemOfRecord } from "./system-of-record.ts";

const accountSchema = z
  .object({
    user_id: z.string(),
    party_id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    password_hash: z.string().nullable(),
    suspended_at_ms: z.number().nullable(),
  })
  .transform(
    (row): Account => ({
      id: row.user_id,
      partyId: row.party_id,
      name: row.name,
      role: row.role,
      passwordHash: row.password_hash,
      isSuspended: row.suspended_at_ms !== null,
    }),
  );

/** A row of a party, or of a function that gives parties. */
export const partySchema = z
  .object({ party_id: z.string(), kind: z.enum(partyKinds), code: z.string(), name: z.string() })
  .transform(({ party_id, ...party }) => ({ id: party_id, ...party }));

/** The accounts and parties in PostgreSQL. */
export function createAccountStore(record: SystemOfRecord, nextId: IdSource): AccountStore {
  const find = async (
    partyId: string,
    column: "name" | "user_id",
    value: string,
  ): Promise<Account | null> => {
    const row = await record.inParty(partyId, async (transaction) =>
      transaction.selectFrom("app_user").selectAll().where(column, "=", value).executeTakeFirst(),
    );
    return row === undefined ? null : accountSchema.parse(row);
  };
  return {
    findByName: async (partyId, name) => await find(partyId, "name", name),
    findById: async (partyId, accountId) => await find(partyId, "user_id", accountId),
    findParty: async (partyId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("party").select(["party_id", "kind", "code", "name"]).executeTakeFirst(),
      );
      return row === undefined ? null : partySchema.parse(row);
    },
    save: async ({ partyId, name, role, passwordHash }, atMs) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("app_user")
          .values({
            party_id: partyId,
            user_id: nextId(),
            name,
            role,
            password_hash: passwordHash,
            created_at_ms: atMs,
          })
          .onConflict((conflict) =>
            conflict.columns(["party_id", "name"]).doUpdateSet({ role, password_hash: passwordHash }),
          )
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
      return accountSchema.parse(row);
    },
  };
}

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
    removeExpired: async (partyId, atMs) => {
      await record.inParty(partyId, async (transaction) =>
        transaction.deleteFrom("session").where("expires_at_ms", "<=", atMs).execute(),
      );
    },
  };
}

/** The audit trail in PostgreSQL; the application's role may only add to it. */
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
  };
}
