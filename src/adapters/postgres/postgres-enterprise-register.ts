import { type Selectable, sql, type Transaction } from "kysely";
import type { BusinessDay, EpochMs } from "#kernel";
import {
  type DatedSizeInputs,
  type EnterpriseRegister,
  type EnterpriseToRegister,
  type RegisteredEnterprise,
  sizeClassOf,
  sizeInputsOn,
} from "#registry";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

const rowsPerInsert = 500;

/** The register of enterprises in PostgreSQL. */
export function createEnterpriseRegister(record: SystemOfRecord): EnterpriseRegister {
  const load = async (
    partyId: string,
    enterpriseId: string | null,
    on: BusinessDay,
  ): Promise<readonly RegisteredEnterprise[]> =>
    await record.inParty(partyId, async (transaction) => {
      const rows = await transaction
        .selectFrom("enterprise")
        .selectAll()
        .distinctOn("enterprise_id")
        .$if(enterpriseId !== null, (query) => query.where("enterprise_id", "=", enterpriseId ?? ""))
        .orderBy("enterprise_id")
        .orderBy(sql`party_id <> ${partyId}`)
        .orderBy("registered_at_ms")
        .execute();
      const sizes = await transaction
        .selectFrom("enterprise_size")
        .selectAll()
        .$if(enterpriseId !== null, (query) => query.where("enterprise_id", "=", enterpriseId ?? ""))
        .orderBy("valid_from")
        .execute();
      const sizesOf = Map.groupBy(sizes, (row) => `${row.party_id} ${row.enterprise_id}`);
      return rows.map((row) => {
        const own = sizesOf.get(`${row.party_id} ${row.enterprise_id}`) ?? [];
        return registeredOf(row, own.map(sizeOf), on);
      });
    });
  return {
    register: async (partyId, enterprises, by) => {
      await record.inParty(partyId, async (transaction) => {
        for (let from = 0; from < enterprises.length; from += rowsPerInsert) {
          await insert(transaction, partyId, enterprises.slice(from, from + rowsPerInsert), by);
        }
      });
    },
    ownersOf: async (partyId, enterpriseIds) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<{ id: string; owner: string }>`select enterprise_id as id, party_id as owner
          from touchstone.enterprise_owner where enterprise_id = any (${enterpriseIds}::text[])`.execute(
          transaction,
        ),
      );
      return new Map(rows.map(({ id, owner }) => [id, owner]));
    },
    list: async (partyId, on) => {
      const collator = new Intl.Collator("en", { numeric: true });
      return [...(await load(partyId, null, on))].sort((a, b) => collator.compare(a.code, b.code));
    },
    find: async (partyId, enterpriseId, on) => (await load(partyId, enterpriseId, on))[0] ?? null,
    countOthers: async (partyId, atLeast) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{ region: string | null; industry: string | null; enterprises: number }>`
          select region, industry, enterprises
          from touchstone.count_other_enterprises(${atLeast}::integer)`.execute(transaction);
        return rows;
      }),
  };
}

async function insert(
  transaction: Transaction<Tables>,
  partyId: string,
  enterprises: readonly EnterpriseToRegister[],
  by: { readonly accountId: string | null; readonly atMs: EpochMs },
): Promise<void> {
  await transaction
    .insertInto("enterprise")
    .values(
      enterprises.map((one) => ({
        party_id: partyId,
        enterprise_id: one.id,
        dataset: one.dataset,
        code: one.code,
        uscc: one.uscc,
        name: one.name,
        region: one.region,
        industry: one.industry,
        platform_party_id: one.platformPartyId,
        own_party_id: one.ownPartyId,
        registered_by: by.accountId,
        registered_at_ms: by.atMs,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const owners = enterprises.flatMap(({ id, ownPartyId }) =>
    ownPartyId === null ? [] : [{ enterprise_id: id, party_id: ownPartyId }],
  );
  if (owners.length > 0) {
    await transaction
      .insertInto("enterprise_owner")
      .values(owners)
      .onConflict((conflict) => conflict.column("enterprise_id").doNothing())
      .execute();
  }
  const sizes = enterprises.flatMap(({ id, ownPartyId, size, validFrom }) =>
    size === null
      ? []
      : [
          {
            party_id: partyId,
            enterprise_id: id,
            own_party_id: ownPartyId,
            valid_from: validFrom,
            year: size.year,
            employees: size.employees,
            revenue_fen: size.revenueFen === null ? null : String(size.revenueFen),
            assets_fen: size.assetsFen === null ? null : String(size.assetsFen),
            recorded_by: by.accountId,
            recorded_at_ms: by.atMs,
          },
        ],
  );
  if (sizes.length === 0) return;
  await transaction
    .insertInto("enterprise_size")
    .values(sizes)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function registeredOf(
  row: Selectable<Tables["enterprise"]>,
  sizes: readonly DatedSizeInputs[],
  on: BusinessDay,
): RegisteredEnterprise {
  const inForce = sizeInputsOn(sizes, on);
  return {
    id: row.enterprise_id,
    registeredByPartyId: row.party_id,
    dataset: row.dataset,
    code: row.code,
    name: row.name,
    uscc: row.uscc,
    region: row.region,
    industry: row.industry,
    platformPartyId: row.platform_party_id,
    ownPartyId: row.own_party_id,
    registeredAtMs: row.registered_at_ms,
    sizes,
    sizeClass: inForce === null || row.industry === null ? null : sizeClassOf(row.industry, inForce, on),
  };
}

function sizeOf(row: Selectable<Tables["enterprise_size"]>): DatedSizeInputs {
  return {
    validFrom: row.valid_from,
    year: row.year,
    employees: row.employees,
    revenueFen: row.revenue_fen === null ? null : BigInt(row.revenue_fen),
    assetsFen: row.assets_fen === null ? null : BigInt(row.assets_fen),
  };
}
