import { type SqlBool, sql, type Transaction } from "kysely";
import type { CollectorKind, CollectorPlace, UnsealedCollectors } from "#registry";
import { bindingOf, collectorEventOf, storedKeyOf } from "./collector-rows.ts";
import type { Tables } from "./schema.ts";

/** What the logs do not hold yet of the collectors that this party registered. */
export async function listUnsealedCollectors(
  transaction: Transaction<Tables>,
  partyId: string,
): Promise<UnsealedCollectors> {
  const unsealed = sql<SqlBool>`u.sealed_at_ms is null`;
  const keys = await transaction
    .selectFrom("collector_key as u")
    .selectAll()
    .where("u.party_id", "=", partyId)
    .where(unsealed)
    .execute();
  const events = await transaction
    .selectFrom("collector_event as u")
    .selectAll()
    .where("u.party_id", "=", partyId)
    .where(unsealed)
    .orderBy("u.collector_id")
    .orderBy("u.event")
    .execute();
  const bindings = await transaction
    .selectFrom("collector_element as u")
    .innerJoin("element as e", "e.element_id", "u.element_id")
    .innerJoin("collector as c", "c.collector_id", "u.collector_id")
    .selectAll("u")
    .select(["e.code as element_code", "e.kind", "c.kind as collector_kind"])
    .where("u.party_id", "=", partyId)
    .where(unsealed)
    .execute();
  const ids = [...keys, ...events].map((row) => row.collector_id);
  const placeOf = await placesOf(transaction, ids);
  return {
    keys: keys.map((row) => ({ ...storedKeyOf(row), ...placeOf(row.collector_id) })),
    events: events.map((row) => ({ ...collectorEventOf(row), ...placeOf(row.collector_id) })),
    bindings: bindings.map((row) => ({
      ...bindingOf(row),
      unboundAtMs: row.unbound_at_ms,
      collectorId: row.collector_id,
      collectorKind: kindOf(row.collector_kind),
      enterpriseIds: [row.enterprise_id],
    })),
  };
}

/** Marks them as sealed: exactly those, so that what was written since stays to be sealed. */
export async function markCollectorsSealed(
  transaction: Transaction<Tables>,
  { keys, events, bindings }: UnsealedCollectors,
  atMs: number,
): Promise<void> {
  await sql`update touchstone.collector_key k set sealed_at_ms = ${atMs}
    from unnest(${keys.map((one) => one.collectorId)}::uuid[], ${keys.map((one) => one.keyId)}::text[])
      as s (collector_id, key_id)
    where k.collector_id = s.collector_id and k.key_id = s.key_id`.execute(transaction);
  await sql`update touchstone.collector_event e set sealed_at_ms = ${atMs}
    from unnest(${events.map((one) => one.collectorId)}::uuid[], ${events.map((one) => one.event)}::integer[])
      as s (collector_id, event)
    where e.collector_id = s.collector_id and e.event = s.event`.execute(transaction);
  await sql`update touchstone.collector_element b set sealed_at_ms = ${atMs}
    from unnest(${bindings.map((one) => one.collectorId)}::uuid[], ${bindings.map((one) => one.code)}::text[],
      ${bindings.map((one) => one.boundAtMs)}::bigint[], ${bindings.map((one) => one.unboundAtMs)}::bigint[])
      as s (collector_id, code, bound_at_ms, unbound_at_ms)
    where b.collector_id = s.collector_id and b.code = s.code and b.bound_at_ms = s.bound_at_ms
      and b.unbound_at_ms is not distinct from s.unbound_at_ms`.execute(transaction);
}

async function placesOf(
  transaction: Transaction<Tables>,
  ids: readonly string[],
): Promise<(collectorId: string) => CollectorPlace> {
  const { rows } = await sql<{ id: string; kind: string; enterprises: string[] }>`
    select c.collector_id as id, c.kind, case when c.enterprise_id is not null then array[c.enterprise_id]
      else coalesce((select array_agg(distinct b.enterprise_id) from touchstone.collector_element b
        where b.collector_id = c.collector_id and b.unbound_at_ms is null), '{}') end as enterprises
    from touchstone.collector c where c.collector_id = any (${ids}::uuid[])`.execute(transaction);
  const places = new Map(rows.map((row) => [row.id, row]));
  return (collectorId) => {
    const found = places.get(collectorId);
    return {
      collectorId,
      collectorKind: kindOf(found?.kind ?? "collector"),
      enterpriseIds: found?.enterprises ?? [],
    };
  };
}

function kindOf(kind: string): CollectorKind {
  return kind === "gateway" ? "gateway" : "collector";
}
