import { sql } from "kysely";
import { accessFaults, type PartyStore } from "#access";
import { partySchema } from "./postgres-account-store.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** No party at all: the context of a question that is asked before anybody is known. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** The parties in PostgreSQL; what crosses parties goes through functions of the tables' owner. */
export function createPartyStore(record: SystemOfRecord): PartyStore {
  return {
    findIdByCode: async (code) => {
      const { rows } = await record.inParty(nobody, async (transaction) =>
        sql<{ id: string | null }>`select touchstone.party_id_of_code(${code}) as id`.execute(transaction),
      );
      return rows[0]?.id ?? null;
    },
    list: async (partyId) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql`select * from touchstone.known_parties()`.execute(transaction),
      );
      return rows.map((row) => partySchema.parse(row));
    },
    create: async (byPartyId, parties, atMs) => {
      await record.inParty(byPartyId, async (transaction) => {
        for (const { id, kind, code, name, isSimulated } of parties) {
          try {
            await sql`select touchstone.create_party(${id}, ${kind}, ${code}, ${name}, ${atMs},
              ${isSimulated})`.execute(transaction);
          } catch (cause) {
            if (isRefused(cause)) {
              throw accessFaults.fault("ACCESS_PARTY_KIND_NOT_ALLOWED", { kind }, cause);
            }
            if (!isTaken(cause)) throw cause;
            throw accessFaults.fault("ACCESS_PARTY_CODE_TAKEN", { code }, cause);
          }
        }
      });
    },
  };
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && "constraint" in cause && cause.constraint === "party_code";
}

/** The function that makes parties raises this when the maker may not. */
function isRefused(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "42501";
}
