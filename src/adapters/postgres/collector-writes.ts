import { sql, type Transaction } from "kysely";
import type { BindingToAdd, CollectorState, DeviceActor } from "#registry";
import type { Tables } from "./schema.ts";

const rowsPerInsert = 1000;

/** A collector and the two parties that keep it. */
export interface CollectorParty {
  readonly id: string;
  readonly partyId: string;
  readonly ownerPartyId: string | null;
}

/**
 * Moves a collector, unless it has left the state meanwhile, and writes down who did it.
 * @returns false when it was elsewhere
 */
export async function moveCollector(
  transaction: Transaction<Tables>,
  collector: CollectorParty & { readonly from: CollectorState },
  to: CollectorState,
  why: { readonly reason: string | null; readonly doneBy: string | null; readonly atMs: number },
): Promise<boolean> {
  const isQuarantine = to === "quarantined";
  const moved = await transaction
    .updateTable("collector")
    .set({
      state: to,
      quarantined_by: isQuarantine ? why.doneBy : null,
      quarantined_at_ms: isQuarantine ? why.atMs : null,
      quarantine_reason: isQuarantine ? why.reason : null,
    })
    .$if(to === "active" && collector.from === "bound", (query) => query.set({ activated_at_ms: why.atMs }))
    .where("collector_id", "=", collector.id)
    .where("state", "=", collector.from)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) return false;
  await insertEvent(transaction, collector, { from: collector.from, state: to, ...why });
  return true;
}

/** Writes down a change of state, numbered within its collector. */
async function insertEvent(
  transaction: Transaction<Tables>,
  { id, partyId, ownerPartyId }: CollectorParty,
  event: {
    readonly from: CollectorState;
    readonly state: CollectorState;
    readonly reason: string | null;
    readonly doneBy: string | null;
    readonly atMs: number;
  },
): Promise<void> {
  // The row of the collector is locked by its update, so nobody else numbers an event of it now.
  await sql`insert into touchstone.collector_event
      (party_id, collector_id, event, owner_party_id, from_state, state, reason, done_by, at_ms)
    select ${partyId}::uuid, ${id}::uuid, coalesce(max(event), 0) + 1, ${ownerPartyId}::uuid, ${event.from},
      ${event.state}, ${event.reason}, ${event.doneBy}::uuid, ${event.atMs}
    from touchstone.collector_event where collector_id = ${id}::uuid`.execute(transaction);
}

/** Binds codes of collectors to elements. */
export async function insertBindings(
  transaction: Transaction<Tables>,
  { partyId, accountId }: DeviceActor,
  bindings: readonly { readonly collectorId: string; readonly binding: BindingToAdd }[],
  atMs: number,
): Promise<void> {
  for (let from = 0; from < bindings.length; from += rowsPerInsert) {
    await transaction
      .insertInto("collector_element")
      .values(
        bindings.slice(from, from + rowsPerInsert).map(({ collectorId, binding }) => ({
          party_id: partyId,
          collector_id: collectorId,
          code: binding.code,
          bound_at_ms: atMs,
          element_id: binding.elementId,
          enterprise_id: binding.enterpriseId,
          owner_party_id: binding.ownerPartyId,
          bound_by: accountId,
          unbound_at_ms: null,
          sealed_at_ms: null,
        })),
      )
      .execute();
  }
}
