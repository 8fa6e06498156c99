import { type Selectable, sql } from "kysely";
import {
  type Customer,
  type CustomerEdition,
  type CustomerEntry,
  type CustomerPortrait,
  type CustomerStanding,
  type EntryKind,
  entrySchemas,
} from "#customers";
import type { SizeClass } from "#registry";
import { readDocument } from "./lending-document.ts";
import type { Tables } from "./schema.ts";

/** What a customer's row is joined with: its enterprises and who keeps it. */
export interface CustomerLinks {
  readonly enterprise_ids: string[];
  readonly manager_id: string | null;
}

/** Enterprises of the customer of the row, and who keeps them, beside its columns. */
export const customerLinks = sql<CustomerLinks>`
  coalesce((select array_agg(link.enterprise_id order by link.enterprise_id) from touchstone.customer_enterprise link
    where link.party_id = customer.party_id and link.customer_id = customer.customer_id), '{}') as enterprise_ids,
  (select keeper.account_manager_id from touchstone.customer_enterprise link
    join touchstone.customer_keeper keeper
      on keeper.party_id = link.party_id and keeper.enterprise_id = link.enterprise_id
    where link.party_id = customer.party_id and link.customer_id = customer.customer_id
    order by link.enterprise_id limit 1) as manager_id`;

export function readCustomer(row: Selectable<Tables["customer"]> & CustomerLinks): Customer {
  return {
    id: row.customer_id,
    uscc: row.uscc,
    name: row.name,
    enterpriseIds: row.enterprise_ids,
    region: row.region,
    industry: row.industry,
    sizeClass: row.size_class as SizeClass | null,
    standing: row.standing as CustomerStanding,
    origin: row.origin as Customer["origin"],
    managerId: row.manager_id,
    sinceAtMs: row.since_at_ms,
  };
}

export function readEdition(row: Pick<Selectable<Tables["customer_edition"]>, "document">): CustomerEdition {
  return readDocument<CustomerEdition>(row.document);
}

export function readPortrait(document: unknown): CustomerPortrait {
  return readDocument<CustomerPortrait>(document);
}

/** The columns of the customer's row that a portrait sets. */
export function shownColumns(portrait: CustomerPortrait) {
  const { segment, lifeStage, features, idleAssets, needs, quality } = portrait;
  return {
    is_listed: quality.isListed,
    life_stage: lifeStage?.stage ?? null,
    supply_chain: segment.supplyChain,
    public_data: segment.publicData,
    needs: needs.map(({ code }) => code),
    sales_fen: features.salesFen === null ? null : String(features.salesFen),
    growth_ppm: features.salesGrowthPpm,
    idle_fen: String(idleAssets.reduce((sum, { valueFen }) => sum + valueFen, 0n)),
  };
}

/** An entry; what is stored is parsed again, so that an older program's document cannot pass for a newer one's. */
export function readEntry<Kind extends EntryKind>(
  kind: Kind,
  row: Selectable<Tables["customer_entry"]>,
): CustomerEntry<Kind> {
  const content = entrySchemas[kind].parse(readDocument(row.document));
  return {
    id: row.entry_id,
    kind,
    customerId: row.customer_id,
    onDay: row.on_day,
    content: content as CustomerEntry<Kind>["content"],
    madeBy: row.made_by,
    madeAtMs: row.made_at_ms,
    revision: row.revision,
  };
}
