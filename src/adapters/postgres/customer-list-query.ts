import { type RawBuilder, sql } from "kysely";
import type { CustomerQuery } from "#customers";

/** The order of the list; what a portrait says orders only those whose portrait may be read. */
const orders: Readonly<Record<CustomerQuery["sort"], RawBuilder<unknown>>> = {
  name: sql`listed.name`,
  sales: sql`listed.sales_fen`,
  growth: sql`listed.growth_ppm`,
  stage: sql`array_position(array['startUp', 'growth', 'maturity', 'decline'], listed.life_stage)`,
  idle: sql`listed.idle_fen`,
  since: sql`listed.since_at_ms`,
};

/**
 * Customers that may be seen, with the columns of their portraits emptied where no basis is left: neither a filter nor
 * an order then tells what they held.
 */
export function listedCustomers(allowed: {
  readonly visibleIds: readonly string[];
  readonly readableIds: readonly string[];
}): RawBuilder<unknown> {
  const { visibleIds, readableIds } = allowed;
  const readable = sql`customer.customer_id = any (${[...readableIds]}::uuid[])`;
  const shown = (column: string) =>
    sql`case when ${readable} then customer.${sql.ref(column)} end as ${sql.ref(column)}`;
  return sql`select customer.party_id, customer.customer_id, customer.uscc, customer.name, customer.region,
    customer.industry, customer.size_class, customer.standing, customer.origin, customer.since_at_ms,
    ${shown("edition_id")}, ${shown("is_listed")}, ${shown("life_stage")}, ${shown("supply_chain")},
    ${shown("public_data")}, ${shown("needs")}, ${shown("sales_fen")}, ${shown("growth_ppm")}, ${shown("idle_fen")}
    from touchstone.customer where customer.customer_id = any (${[...visibleIds]}::uuid[])`;
}

/** The conditions of a query, each on the emptied columns. */
export function customerConditions(query: CustomerQuery): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  const equals = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql`listed.${sql.ref(column)} = ${value}`);
  };
  equals("standing", query.standing);
  equals("region", query.region);
  equals("supply_chain", query.supplyChain);
  equals("life_stage", query.lifeStage);
  equals("public_data", query.publicData);
  if (query.industry !== undefined) conditions.push(sql`left(listed.industry, 3) = ${query.industry}`);
  if (query.need !== undefined) conditions.push(sql`${query.need} = any (listed.needs)`);
  if (query.isListed !== undefined)
    conditions.push(sql`coalesce(listed.is_listed, false) = ${query.isListed}`);
  if (query.managerId !== undefined) {
    conditions.push(sql`exists (select 1 from touchstone.customer_enterprise link
      join touchstone.customer_keeper keeper
        on keeper.party_id = link.party_id and keeper.enterprise_id = link.enterprise_id
      where link.customer_id = listed.customer_id and keeper.account_manager_id = ${query.managerId}::uuid)`);
  }
  if (query.search !== undefined && query.search.trim() !== "") {
    const part = `%${query.search.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    conditions.push(sql`(listed.name ilike ${part} or listed.uscc ilike ${part})`);
  }
  return sql.join(conditions, sql` and `);
}

export function customerOrder({ sort, direction }: CustomerQuery): RawBuilder<unknown> {
  const way = direction === "ascending" ? sql`asc nulls last` : sql`desc nulls last`;
  return sql`${orders[sort]} ${way}, listed.name, listed.customer_id`;
}
