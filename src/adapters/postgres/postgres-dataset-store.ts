import { sql } from "kysely";
import type { DatasetStanding, DatasetStore } from "#jobs";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Data sets and who brought what into them, in PostgreSQL. */
export function createDatasetStore(record: SystemOfRecord): DatasetStore {
  return { ...standingsOf(record), ...enterprisesOf(record) };
}

function standingsOf(
  record: SystemOfRecord,
): Pick<DatasetStore, "standingOf" | "claim" | "isSimulated" | "markSimulated" | "list"> {
  return {
    standingOf: async (partyId, dataset) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{ standing: DatasetStanding }>`
          select touchstone.dataset_standing(${dataset}) as standing`.execute(transaction);
        return rows[0]?.standing ?? "nobody";
      }),
    claim: async (partyId, dataset, atMs) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{ standing: DatasetStanding }>`
          select touchstone.claim_dataset(${dataset}, ${atMs}) as standing`.execute(transaction);
        return rows[0]?.standing === "own" ? "own" : "others";
      }),
    isSimulated: async (partyId, dataset) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{ simulated: boolean }>`
          select touchstone.is_simulated_dataset(${dataset}) as simulated`.execute(transaction);
        return rows[0]?.simulated ?? false;
      }),
    markSimulated: async (partyId, dataset) => {
      await record.inParty(partyId, async (transaction) =>
        transaction.updateTable("dataset").set({ simulated: true }).where("name", "=", dataset).execute(),
      );
    },
    list: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("dataset").selectAll().orderBy("created_at_ms", "desc").execute(),
      );
      return rows.map((row) => ({
        name: row.name,
        simulated: row.simulated,
        createdAtMs: row.created_at_ms,
      }));
    },
  };
}

function enterprisesOf(
  record: SystemOfRecord,
): Pick<DatasetStore, "addEnterprises" | "broughtByOthers" | "broughtBy"> {
  return {
    addEnterprises: async (partyId, dataset, enterpriseIds, atMs) => {
      if (enterpriseIds.length === 0) return;
      await record.inParty(partyId, async (transaction) =>
        sql`insert into touchstone.dataset_enterprise (party_id, dataset, enterprise_id, first_at_ms)
          select ${partyId}::uuid, ${dataset}, id, ${atMs} from unnest(${enterpriseIds}::text[]) as w (id)
          on conflict do nothing`.execute(transaction),
      );
    },
    broughtByOthers: async (partyId, dataset) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{ id: string }>`
          select touchstone.enterprises_of_others(${dataset}) as id`.execute(transaction);
        return new Set(rows.map(({ id }) => id));
      }),
    broughtBy: async (partyId, dataset) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("dataset_enterprise")
          .select("enterprise_id")
          .where("dataset", "=", dataset)
          .execute(),
      );
      return new Set(rows.map((row) => row.enterprise_id));
    },
  };
}
