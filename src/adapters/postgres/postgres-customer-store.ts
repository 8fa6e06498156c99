import type { DataClass } from "#consent";
import { type Selectable, sql, type Transaction } from "kysely";
import {
  type CustomerEntry,
  type CustomerPortrait,
  customersFaults,
  type CustomerStore,
  type EntryKind,
} from "#customers";
import { customerConditions, customerOrder, listedCustomers } from "./customer-list-query.ts";
import {
  type CustomerLinks,
  customerLinks,
  readCustomer,
  readEdition,
  readEntry,
  readPortrait,
  shownColumns,
} from "./customer-rows.ts";
import { documentText } from "./lending-document.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** A bank's customers in PostgreSQL. */
export function createCustomerStore(record: SystemOfRecord): CustomerStore {
  return { ...recordsOf(record), ...editionsOf(record), ...entriesOf(record), ...countsOf(record) };
}

type CustomerRow = Selectable<Tables["customer"]> & CustomerLinks;

function recordsOf(
  record: SystemOfRecord,
): Pick<CustomerStore, "saveCustomers" | "listCustomers" | "findCustomer" | "queryCustomers"> {
  return {
    saveCustomers: async (partyId, customers) => {
      await record.inParty(partyId, async (transaction) => {
        for (const customer of customers) {
          const columns = {
            uscc: customer.uscc,
            name: customer.name,
            region: customer.region,
            industry: customer.industry,
            size_class: customer.sizeClass,
            standing: customer.standing,
            origin: customer.origin,
          };
          await transaction
            .insertInto("customer")
            .values({
              party_id: partyId,
              customer_id: customer.id,
              since_at_ms: customer.sinceAtMs,
              ...columns,
            })
            .onConflict((conflict) => conflict.columns(["party_id", "customer_id"]).doUpdateSet(columns))
            .execute();
          for (const enterprise_id of customer.enterpriseIds) {
            await transaction
              .insertInto("customer_enterprise")
              .values({ party_id: partyId, enterprise_id, customer_id: customer.id })
              .onConflict((conflict) =>
                conflict.columns(["party_id", "enterprise_id"]).doUpdateSet({ customer_id: customer.id }),
              )
              .execute();
          }
        }
      });
    },
    listCustomers: async (partyId) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<CustomerRow>`select customer.*, ${customerLinks} from touchstone.customer
          order by customer.name, customer.customer_id`.execute(transaction),
      );
      return rows.map(readCustomer);
    },
    findCustomer: async (partyId, customerId) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<CustomerRow>`select customer.*, ${customerLinks} from touchstone.customer
          where customer.customer_id = ${customerId}::uuid`.execute(transaction),
      );
      return rows[0] === undefined ? null : readCustomer(rows[0]);
    },
    queryCustomers: async (partyId, query, allowed) =>
      await record.inParty(partyId, async (transaction) => {
        const listed = sql`(${listedCustomers(allowed)}) as listed`;
        const where = customerConditions(query);
        const { rows: counted } = await sql<{ total: number }>`
          select count(*) as total from ${listed} where ${where}`.execute(transaction);
        const { rows } = await sql<CustomerRow & { portrait: unknown }>`
          select customer.*, ${customerLinks}, portrait.document as portrait
          from ${listed} join touchstone.customer on customer.party_id = listed.party_id
            and customer.customer_id = listed.customer_id
          left join touchstone.customer_portrait portrait on portrait.party_id = listed.party_id
            and portrait.edition_id = listed.edition_id and portrait.customer_id = listed.customer_id
          where ${where} order by ${customerOrder(query)}
          limit ${query.limit} offset ${query.offset}`.execute(transaction);
        return {
          total: counted[0]?.total ?? 0,
          items: rows.map((row) => ({
            customer: readCustomer(row),
            portrait: row.portrait === null ? null : readPortrait(row.portrait),
          })),
        };
      }),
  };
}

function editionsOf(
  record: SystemOfRecord,
): Pick<
  CustomerStore,
  "saveEdition" | "listEditions" | "findEdition" | "portraitsOf" | "portraitHistory" | "usedClasses"
> {
  return {
    saveEdition: async (partyId, edition, portraits) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction
          .insertInto("customer_edition")
          .values({
            party_id: partyId,
            edition_id: edition.id,
            as_of: edition.asOf,
            made_at_ms: edition.madeAtMs,
            document: documentText(edition),
          })
          .execute();
        for (let from = 0; from < portraits.length; from += portraitsAtOnce) {
          const some = portraits.slice(from, from + portraitsAtOnce);
          await savePortraits(transaction, partyId, edition.id, some);
        }
      });
    },
    listEditions: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("customer_edition")
          .select("document")
          .orderBy("as_of", "desc")
          .orderBy("made_at_ms", "desc")
          .execute(),
      );
      return rows.map(readEdition);
    },
    findEdition: async (partyId, editionId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("customer_edition")
          .select("document")
          .where("edition_id", "=", editionId)
          .executeTakeFirst(),
      );
      return row === undefined ? null : readEdition(row);
    },
    portraitsOf: async (partyId, editionId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("customer_portrait")
          .select("document")
          .where("edition_id", "=", editionId)
          .orderBy("customer_id")
          .execute(),
      );
      return rows.map(({ document }) => readPortrait(document));
    },
    portraitHistory: async (partyId, customerId) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<{ document: unknown }>`select portrait.document from touchstone.customer_portrait portrait
          join touchstone.customer_edition edition
            on edition.party_id = portrait.party_id and edition.edition_id = portrait.edition_id
          where portrait.customer_id = ${customerId}::uuid
          order by edition.as_of, edition.made_at_ms`.execute(transaction),
      );
      return rows.map(({ document }) => readPortrait(document));
    },
    usedClasses: async (partyId) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<{ id: string; classes: DataClass[] }>`
          select customer.customer_id as id, portrait.document -> 'dataClasses' as classes
          from touchstone.customer join touchstone.customer_portrait portrait
            on portrait.party_id = customer.party_id and portrait.edition_id = customer.edition_id
            and portrait.customer_id = customer.customer_id`.execute(transaction),
      );
      return new Map(rows.map(({ id, classes }) => [id, classes]));
    },
  };
}

/** Few enough that a statement stays small, many enough that their number does not matter. */
const portraitsAtOnce = 500;

async function savePortraits(
  transaction: Transaction<Tables>,
  partyId: string,
  editionId: string,
  portraits: readonly CustomerPortrait[],
): Promise<void> {
  await transaction
    .insertInto("customer_portrait")
    .values(
      portraits.map((portrait) => ({
        party_id: partyId,
        edition_id: editionId,
        customer_id: portrait.customerId,
        document: documentText(portrait),
      })),
    )
    .execute();
  const shown = portraits.map((portrait) => ({
    customer_id: portrait.customerId,
    ...shownColumns(portrait),
  }));
  await sql`update touchstone.customer set edition_id = ${editionId}::uuid, is_listed = shown.is_listed,
      life_stage = shown.life_stage, supply_chain = shown.supply_chain, public_data = shown.public_data,
      needs = shown.needs, sales_fen = shown.sales_fen, growth_ppm = shown.growth_ppm, idle_fen = shown.idle_fen
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as shown(customer_id uuid, is_listed boolean,
      life_stage text, supply_chain text, public_data text, needs text[], sales_fen numeric, growth_ppm bigint,
      idle_fen numeric)
    where customer.party_id = ${partyId}::uuid and customer.customer_id = shown.customer_id`.execute(
    transaction,
  );
}

function entriesOf(
  record: SystemOfRecord,
): Pick<CustomerStore, "addEntry" | "replaceEntry" | "findEntry" | "listEntries"> {
  return {
    addEntry: async (partyId, entry) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("customer_entry")
          .values({
            party_id: partyId,
            entry_id: entry.id,
            kind: entry.kind,
            customer_id: entry.customerId,
            on_day: entry.onDay,
            document: documentText(entry.content),
            made_by: entry.madeBy,
            made_at_ms: entry.madeAtMs,
            revision: 1,
          })
          .execute(),
      );
    },
    replaceEntry: async (partyId, entry) => {
      const changed = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("customer_entry")
          .set({ document: documentText(entry.content), revision: entry.revision + 1 })
          .where("entry_id", "=", entry.id)
          .where("revision", "=", entry.revision)
          .executeTakeFirst(),
      );
      if (changed.numUpdatedRows !== 1n) {
        throw customersFaults.fault("CUSTOMERS_CHANGED_MEANWHILE", { id: entry.id });
      }
    },
    findEntry: async (partyId, entryId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("customer_entry")
          .selectAll()
          .where("entry_id", "=", entryId)
          .executeTakeFirst(),
      );
      return row === undefined ? null : readEntry(row.kind as EntryKind, row);
    },
    listEntries: async <Kind extends EntryKind>(partyId: string, kind: Kind, customerId?: string) => {
      const rows = await record.inParty(partyId, async (transaction) => {
        let query = transaction.selectFrom("customer_entry").selectAll().where("kind", "=", kind);
        if (customerId !== undefined) query = query.where("customer_id", "=", customerId);
        return await query.orderBy("on_day").orderBy("made_at_ms").orderBy("entry_id").execute();
      });
      return rows.map((row): CustomerEntry<Kind> => readEntry(kind, row));
    },
  };
}

function countsOf(record: SystemOfRecord): Pick<CustomerStore, "prospectCounts"> {
  return {
    prospectCounts: async (partyId, month, atLeast, atMs) =>
      await record.inParty(partyId, async (transaction) => {
        await sql`insert into touchstone.prospect_count_month (party_id, month, counts, at_ms)
          select ${partyId}::uuid, ${month}, coalesce(jsonb_agg(to_jsonb(groups)), '[]'), ${atMs}
          from touchstone.count_prospect_groups(${atLeast}::integer) groups
          on conflict do nothing`.execute(transaction);
        const row = await transaction
          .selectFrom("prospect_count_month")
          .select("counts")
          .where("month", "=", month)
          .executeTakeFirst();
        return (row?.counts ?? []) as Awaited<ReturnType<CustomerStore["prospectCounts"]>>;
      }),
  };
}
