import { sql, type Transaction } from "kysely";
import {
  type CollectorCard,
  type CollectorStore,
  type CollectorToAdd,
  type DeviceActor,
  type KeyToAdd,
  registryFaults,
} from "#registry";
import { collectorEventOf, readCards } from "./collector-rows.ts";
import { type CollectorParty, insertBindings, moveCollector } from "./collector-writes.ts";
import { listUnsealedCollectors, markCollectorsSealed } from "./collector-seals.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The party under which a question is asked before anybody is known. */
const nobody = "00000000-0000-0000-0000-000000000000";
const rowsPerInsert = 1000;

/** The collectors in PostgreSQL; what crosses parties goes through functions of the tables' owner. */
export function createCollectorStore(record: SystemOfRecord): CollectorStore {
  return {
    ...reading(record),
    ...enrolling(record),
    add: async (actor, collectors, atMs) => {
      try {
        await record.inParty(actor.partyId, async (transaction) =>
          addCollectors(transaction, actor, collectors, atMs),
        );
      } catch (cause) {
        if (!isNodeTaken(cause)) throw cause;
        const node = collectors
          .flatMap(({ sparkplug }) => (sparkplug === null ? [] : [`${sparkplug.group}/${sparkplug.node}`]))
          .join(", ");
        throw registryFaults.fault("REGISTRY_NODE_TAKEN", { node }, cause);
      }
    },
    move: async (actor, collector, to, why) =>
      await record.inParty(actor.partyId, async (transaction) =>
        moveCollector(transaction, { ...partyOf(collector), from: collector.state }, to, {
          ...why,
          doneBy: actor.accountId,
        }),
      ),
    bind: async (actor, { id }, bindings, atMs) => {
      await record.inParty(actor.partyId, async (transaction) => {
        await unbind(
          transaction,
          id,
          bindings.map(({ code }) => code),
          atMs,
        );
        await insertBindings(
          transaction,
          actor,
          bindings.map((binding) => ({ collectorId: id, binding })),
          atMs,
        );
      });
    },
    unbind: async (actor, { id }, codes, atMs) => {
      await record.inParty(actor.partyId, async (transaction) => unbind(transaction, id, codes, atMs));
    },
    listUnsealed: async (partyId) =>
      await record.inParty(partyId, async (transaction) => listUnsealedCollectors(transaction, partyId)),
    markSealed: async (partyId, sealed, atMs) => {
      await record.inParty(partyId, async (transaction) => markCollectorsSealed(transaction, sealed, atMs));
    },
  };
}

function reading(record: SystemOfRecord): Pick<CollectorStore, "list" | "find" | "listEvents"> {
  return {
    list: async (partyId, enterpriseId) =>
      await record.inParty(partyId, async (transaction) =>
        readCards(transaction, enterpriseId === undefined ? {} : { enterpriseId }),
      ),
    find: async (partyId, collectorId) =>
      (await record.inParty(partyId, async (transaction) => readCards(transaction, { collectorId })))[0] ??
      null,
    listEvents: async (partyId, collectorId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("collector_event as e")
          .leftJoin("app_user as u", "u.user_id", "e.done_by")
          .selectAll("e")
          .select("u.name as done_by_name")
          .where("e.collector_id", "=", collectorId)
          .orderBy("e.event", "desc")
          .execute(),
      );
      return rows.map(collectorEventOf);
    },
  };
}

function enrolling(
  record: SystemOfRecord,
): Pick<CollectorStore, "addCode" | "findCode" | "isKeyKnown" | "enrol" | "addKey"> {
  return {
    addCode: async ({ partyId, accountId }, collector, { hash, expiresAtMs }, atMs) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction
          .updateTable("enrolment_code")
          .set({ voided_at_ms: atMs })
          .where("collector_id", "=", collector.id)
          .where("used_at_ms", "is", null)
          .where("voided_at_ms", "is", null)
          .execute();
        await transaction
          .insertInto("enrolment_code")
          .values(codeRow(collector, { hash, expiresAtMs }, { accountId, atMs }))
          .execute();
      });
    },
    findCode: async (hash) => {
      const { rows } = await record.inParty(nobody, async (transaction) =>
        sql<{ party_id: string; collector_id: string }>`select party_id, collector_id
          from touchstone.find_enrolment(${hash})`.execute(transaction),
      );
      const [found] = rows;
      return found === undefined ? null : { partyId: found.party_id, collectorId: found.collector_id };
    },
    isKeyKnown: async (publicKey) => {
      const { rows } = await record.inParty(nobody, async (transaction) =>
        sql<{ known: boolean }>`select touchstone.is_collector_key_known(${publicKey}) as known`.execute(
          transaction,
        ),
      );
      return rows[0]?.known === true;
    },
    enrol: async (collector, codeHash, key, atMs) =>
      await record.inParty(collector.partyId, async (transaction) => {
        const code = await transaction
          .selectFrom("enrolment_code")
          .selectAll()
          .where("code_hash", "=", codeHash)
          .forUpdate()
          .executeTakeFirst();
        if (code === undefined || code.used_at_ms !== null || code.voided_at_ms !== null) {
          return { kind: "refused", why: "spent" };
        }
        if (code.expires_at_ms <= atMs) return { kind: "refused", why: "expired" };
        const state = await stateOf(transaction, collector.id);
        if (state === "revoked") return { kind: "refused", why: "revoked" };
        await transaction
          .updateTable("enrolment_code")
          .set({ used_at_ms: atMs })
          .where("code_hash", "=", codeHash)
          .execute();
        await addKey(transaction, collector, key, atMs);
        if (state === "registered") {
          const from = { ...partyOf(collector), from: "registered" } as const;
          await moveCollector(transaction, from, "bound", { reason: null, atMs, doneBy: null });
        }
        return { kind: "used" };
      }),
    addKey: async (collector, key, atMs) => {
      await record.inParty(collector.partyId, async (transaction) =>
        addKey(transaction, collector, key, atMs),
      );
    },
  };
}

async function addCollectors(
  transaction: Transaction<Tables>,
  actor: DeviceActor,
  collectors: readonly CollectorToAdd[],
  atMs: number,
): Promise<void> {
  const { partyId, accountId } = actor;
  for (let from = 0; from < collectors.length; from += rowsPerInsert) {
    const some = collectors.slice(from, from + rowsPerInsert);
    await transaction
      .insertInto("collector")
      .values(some.map((one) => collectorRow(one, actor, atMs)))
      .execute();
    await transaction
      .insertInto("collector_event")
      .values(
        some.map((one) => ({
          party_id: partyId,
          collector_id: one.id,
          event: 1,
          owner_party_id: one.ownerPartyId,
          from_state: null,
          // A gateway with a token needs no device to enrol.
          state: one.tokenHash === null ? "registered" : "bound",
          reason: null,
          done_by: accountId,
          at_ms: atMs,
          sealed_at_ms: null,
        })),
      )
      .execute();
    const codes = some.flatMap((one) =>
      one.code === null ? [] : [codeRow({ ...one, partyId }, one.code, { accountId, atMs })],
    );
    if (codes.length > 0) await transaction.insertInto("enrolment_code").values(codes).execute();
  }
  const bindings = collectors.flatMap((one) =>
    one.bindings.map((binding) => ({ collectorId: one.id, binding })),
  );
  await insertBindings(transaction, actor, bindings, atMs);
}

function collectorRow(one: CollectorToAdd, { partyId, accountId }: DeviceActor, atMs: number) {
  return {
    party_id: partyId,
    collector_id: one.id,
    kind: one.kind,
    name: one.name,
    state: one.tokenHash === null ? "registered" : "bound",
    enterprise_id: one.enterpriseId,
    owner_party_id: one.ownerPartyId,
    sparkplug_group: one.sparkplug?.group ?? null,
    sparkplug_node: one.sparkplug?.node ?? null,
    token_hash: one.tokenHash,
    certificate_hash: null,
    messages_per_second: one.messagesPerSecond,
    description: null,
    registered_by: accountId,
    registered_at_ms: atMs,
    activated_at_ms: null,
    quarantined_by: null,
    quarantined_at_ms: null,
    quarantine_reason: null,
  };
}

function codeRow(
  collector: { readonly id: string; readonly partyId: string },
  { hash, expiresAtMs }: { readonly hash: string; readonly expiresAtMs: number },
  by: { readonly accountId: string | null; readonly atMs: number },
) {
  return {
    party_id: collector.partyId,
    code_hash: hash,
    collector_id: collector.id,
    made_by: by.accountId,
    made_at_ms: by.atMs,
    expires_at_ms: expiresAtMs,
    used_at_ms: null,
    voided_at_ms: null,
  };
}

async function addKey(
  transaction: Transaction<Tables>,
  collector: CollectorCard,
  key: KeyToAdd,
  atMs: number,
): Promise<void> {
  await transaction
    .updateTable("collector_key")
    .set({ valid_to_ms: key.othersUntilMs })
    .where("collector_id", "=", collector.id)
    .where((where) =>
      where.or([where("valid_to_ms", "is", null), where("valid_to_ms", ">", key.othersUntilMs)]),
    )
    .execute();
  await transaction
    .insertInto("collector_key")
    .values({
      party_id: collector.partyId,
      collector_id: collector.id,
      key_id: key.keyId,
      owner_party_id: collector.ownerPartyId,
      public_key: key.publicKey,
      valid_from_ms: atMs,
      valid_to_ms: null,
      came_by: key.cameBy,
      proof: JSON.stringify(key.proof),
      sealed_at_ms: null,
    })
    .execute();
  await transaction
    .updateTable("collector")
    .set({
      certificate_hash: key.certificateHash,
      ...(key.description === null ? {} : { description: key.description }),
    })
    .where("collector_id", "=", collector.id)
    .execute();
}

async function unbind(
  transaction: Transaction<Tables>,
  collectorId: string,
  codes: readonly string[],
  atMs: number,
): Promise<void> {
  await transaction
    .updateTable("collector_element")
    .set({ unbound_at_ms: atMs, sealed_at_ms: null })
    .where("collector_id", "=", collectorId)
    .where(sql<boolean>`code = any (${codes}::text[])`)
    .where("unbound_at_ms", "is", null)
    .execute();
}

async function stateOf(transaction: Transaction<Tables>, collectorId: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom("collector")
    .select("state")
    .where("collector_id", "=", collectorId)
    .executeTakeFirst();
  return row?.state;
}

function partyOf({ id, partyId, ownerPartyId }: CollectorCard): CollectorParty {
  return { id, partyId, ownerPartyId };
}

function isNodeTaken(cause: unknown): boolean {
  return cause instanceof Error && "constraint" in cause && cause.constraint === "collector_node_once";
}
