import { accessFaults, type Account, type AccountStore, partyKinds, roles } from "#access";
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
  .object({
    party_id: z.string(),
    kind: z.enum(partyKinds),
    code: z.string(),
    name: z.string(),
    simulated: z.boolean(),
  })
  .transform(({ party_id, simulated, ...party }) => ({ id: party_id, ...party, isSimulated: simulated }));

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
        transaction
          .selectFrom("party")
          .select(["party_id", "kind", "code", "name", "simulated"])
          .executeTakeFirst(),
      );
      return row === undefined ? null : partySchema.parse(row);
    },
    list: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("app_user").selectAll().orderBy("name").execute(),
      );
      return rows.map((row) => accountSchema.parse(row));
    },
    add: async ({ partyId, name, role }, atMs) => {
      const id = nextId();
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("app_user")
          .values({
            party_id: partyId,
            user_id: id,
            name,
            role,
            password_hash: null,
            created_at_ms: atMs,
          })
          .onConflict((conflict) => conflict.columns(["party_id", "name"]).doNothing())
          .returningAll()
          .executeTakeFirst(),
      );
      if (row === undefined) throw accessFaults.fault("ACCESS_NAME_TAKEN", { name });
      return accountSchema.parse(row);
    },
    change: async (partyId, accountId, { role, passwordHash, isSuspended }, atMs) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("app_user")
          .set({
            ...(role === undefined ? {} : { role }),
            ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
            ...(isSuspended === undefined ? {} : { suspended_at_ms: isSuspended ? atMs : null }),
          })
          .where("user_id", "=", accountId)
          .returningAll()
          .executeTakeFirst(),
      );
      if (row === undefined) throw accessFaults.fault("ACCESS_PERSON_NOT_FOUND", { id: accountId });
      return accountSchema.parse(row);
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
