import { sql, type Transaction } from "kysely";
import { z } from "zod";
import {
  type Binding,
  type CollectorCard,
  type CollectorEvent,
  collectorStates,
  type StoredKey,
} from "#registry";
import type { Tables } from "./schema.ts";
import { elementKindSchema } from "./twin-rows.ts";

export const collectorStateSchema = z.enum(collectorStates);

const keySchema = z.object({
  keyId: z.string(),
  publicKey: z.string(),
  validFromMs: z.number(),
  validToMs: z.number().nullable(),
  cameBy: z.enum(["enrolment", "rotation"]),
  proof: z.record(z.string(), z.string()),
});

const bindingSchema = z.object({
  code: z.string(),
  elementId: z.string(),
  elementCode: z.string(),
  kind: elementKindSchema,
  enterpriseId: z.string(),
  boundAtMs: z.number(),
});

const cardSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["collector", "gateway"]),
    name: z.string(),
    state: collectorStateSchema,
    partyId: z.string(),
    enterpriseId: z.string().nullable(),
    ownerPartyId: z.string().nullable(),
    group: z.string().nullable(),
    node: z.string().nullable(),
    hasToken: z.boolean(),
    hasCertificate: z.boolean(),
    messagesPerSecond: z.number(),
    description: z.string().nullable(),
    registeredAtMs: z.number(),
    activatedAtMs: z.number().nullable(),
    quarantinedAtMs: z.number().nullable(),
    quarantinedBy: z.string().nullable(),
    quarantineReason: z.string().nullable(),
    keys: z.array(keySchema),
    bindings: z.array(bindingSchema),
    codeExpiresAtMs: z.number().nullable(),
  })
  .transform(
    ({ group, node, quarantinedAtMs, quarantinedBy, quarantineReason, ...card }): CollectorCard => ({
      ...card,
      sparkplug: group === null || node === null ? null : { group, node },
      quarantine:
        quarantinedAtMs === null
          ? null
          : { atMs: quarantinedAtMs, by: quarantinedBy, reason: quarantineReason ?? "" },
    }),
  );

/** The collectors that the party may see, each with its keys, bindings and open code, as one document. */
export async function readCards(
  transaction: Transaction<Tables>,
  only: { readonly collectorId?: string; readonly enterpriseId?: string },
): Promise<readonly CollectorCard[]> {
  const { collectorId = null, enterpriseId = null } = only;
  const { rows } = await sql<{ card: unknown }>`
    select jsonb_build_object('id', c.collector_id, 'kind', c.kind, 'name', c.name, 'state', c.state,
      'partyId', c.party_id, 'enterpriseId', c.enterprise_id, 'ownerPartyId', c.owner_party_id,
      'group', c.sparkplug_group, 'node', c.sparkplug_node, 'hasToken', c.token_hash is not null,
      'hasCertificate', c.certificate_hash is not null, 'messagesPerSecond', c.messages_per_second,
      'description', c.description, 'registeredAtMs', c.registered_at_ms, 'activatedAtMs', c.activated_at_ms,
      'quarantinedAtMs', c.quarantined_at_ms, 'quarantinedBy', c.quarantined_by,
      'quarantineReason', c.quarantine_reason,
      'keys', coalesce((select jsonb_agg(jsonb_build_object('keyId', k.key_id, 'publicKey', k.public_key,
          'validFromMs', k.valid_from_ms, 'validToMs', k.valid_to_ms, 'cameBy', k.came_by, 'proof', k.proof)
          order by k.valid_from_ms) from touchstone.collector_key k where k.collector_id = c.collector_id), '[]'),
      'bindings', coalesce((select jsonb_agg(jsonb_build_object('code', b.code, 'elementId', b.element_id,
          'elementCode', e.code, 'kind', e.kind, 'enterpriseId', b.enterprise_id, 'boundAtMs', b.bound_at_ms)
          order by b.code) from touchstone.collector_element b join touchstone.element e using (element_id)
        where b.collector_id = c.collector_id and b.unbound_at_ms is null), '[]'),
      'codeExpiresAtMs', (select max(o.expires_at_ms) from touchstone.enrolment_code o
        where o.collector_id = c.collector_id and o.used_at_ms is null and o.voided_at_ms is null)) as card
    from touchstone.collector c
    where (${collectorId}::uuid is null or c.collector_id = ${collectorId}::uuid)
      and (${enterpriseId}::text is null or c.enterprise_id = ${enterpriseId}::text
        or exists (select 1 from touchstone.collector_element b where b.collector_id = c.collector_id
          and b.enterprise_id = ${enterpriseId}::text and b.unbound_at_ms is null))
    order by c.name, c.collector_id`.execute(transaction);
  return rows.map(({ card }) => cardSchema.parse(card));
}

/** A stored key, parsed. */
export function storedKeyOf(row: {
  readonly key_id: string;
  readonly public_key: string;
  readonly valid_from_ms: number;
  readonly valid_to_ms: number | null;
  readonly came_by: string;
  readonly proof: unknown;
}): StoredKey {
  return keySchema.parse({
    keyId: row.key_id,
    publicKey: row.public_key,
    validFromMs: row.valid_from_ms,
    validToMs: row.valid_to_ms,
    cameBy: row.came_by,
    proof: row.proof,
  });
}

/** A stored change of state, parsed. */
export function collectorEventOf(row: {
  readonly event: number;
  readonly from_state: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly done_by: string | null;
  readonly at_ms: number;
  readonly done_by_name?: string | null;
}): CollectorEvent {
  return {
    event: row.event,
    from: collectorStateSchema.nullable().parse(row.from_state),
    state: collectorStateSchema.parse(row.state),
    reason: row.reason,
    doneBy: row.done_by,
    doneByName: row.done_by_name ?? null,
    atMs: row.at_ms,
  };
}

/** A binding that was stored, parsed. */
export function bindingOf(row: {
  readonly code: string;
  readonly element_id: string;
  readonly element_code: string;
  readonly kind: string;
  readonly enterprise_id: string;
  readonly bound_at_ms: number;
}): Binding {
  return {
    code: row.code,
    elementId: row.element_id,
    elementCode: row.element_code,
    kind: elementKindSchema.parse(row.kind),
    enterpriseId: row.enterprise_id,
    boundAtMs: row.bound_at_ms,
  };
}
