import { sql, type Transaction } from "kysely";
import { canonicalJson, type JsonObject } from "#seal";
import {
  type DeviceActor,
  type ElementQuery,
  type ElementStore,
  type ElementToSave,
  type RegisteredElement,
  registryFaults,
  twinAt,
  type TwinVersion,
} from "#registry";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";
import { elementKindSchema, twinVersionOf } from "./twin-rows.ts";

const rowsPerInsert = 1000;

/** The elements of enterprises and their twins in PostgreSQL. */
export function createElementStore(record: SystemOfRecord): ElementStore {
  return {
    kept: async (partyId, enterpriseIds) => {
      const { rows } = await record.inParty(partyId, async (transaction) =>
        sql<{ id: string; owner: string | null }>`select w.id, o.party_id as owner
          from unnest(${enterpriseIds}::text[]) as w (id)
          left join touchstone.enterprise_owner o on o.enterprise_id = w.id
          where touchstone.keeps_enterprise(w.id, o.party_id)`.execute(transaction),
      );
      return new Map(rows.map(({ id, owner }) => [id, owner]));
    },
    save: async (actor, elements, atMs) => {
      try {
        return await record.inParty(actor.partyId, async (transaction) =>
          saveElements(transaction, actor, elements, atMs),
        );
      } catch (cause) {
        // The key is taken by a row that this party cannot see.
        if (!isTaken(cause)) throw cause;
        throw registryFaults.fault("REGISTRY_ELEMENT_OF_OTHERS", {}, cause);
      }
    },
    list: async (partyId, query) =>
      await record.inParty(partyId, async (transaction) => listElements(transaction, query)),
    find: async (partyId, elementId) =>
      await record.inParty(partyId, async (transaction) => {
        const element = await transaction
          .selectFrom("element")
          .selectAll()
          .where("element_id", "=", elementId)
          .executeTakeFirst();
        if (element === undefined) return null;
        const rows = await transaction
          .selectFrom("element_version")
          .selectAll()
          .where("element_id", "=", elementId)
          .orderBy("version")
          .execute();
        return {
          id: element.element_id,
          enterpriseId: element.enterprise_id,
          kind: elementKindSchema.parse(element.kind),
          code: element.code,
          partyId: element.party_id,
          ownerPartyId: element.owner_party_id,
          registeredAtMs: element.registered_at_ms,
          versions: rows.map(twinVersionOf),
        };
      }),
    listUnsealed: async (partyId) =>
      await record.inParty(partyId, async (transaction) => {
        const rows = await transaction
          .selectFrom("element_version as v")
          .innerJoin("element as e", "e.element_id", "v.element_id")
          .selectAll("v")
          .select(["e.kind", "e.code"])
          .where("v.party_id", "=", partyId)
          .where("v.sealed_at_ms", "is", null)
          .orderBy("v.element_id")
          .orderBy("v.version")
          .execute();
        return rows.map((row) => ({
          elementId: row.element_id,
          enterpriseId: row.enterprise_id,
          kind: elementKindSchema.parse(row.kind),
          code: row.code,
          version: twinVersionOf(row),
        }));
      }),
    markSealed: async (partyId, versions, atMs) => {
      if (versions.length === 0) return;
      await record.inParty(partyId, async (transaction) =>
        sql`update touchstone.element_version v set sealed_at_ms = ${atMs}
          from unnest(${versions.map(({ elementId }) => elementId)}::text[],
            ${versions.map(({ version }) => version)}::integer[]) as s (element_id, version)
          where v.element_id = s.element_id and v.version = s.version`.execute(transaction),
      );
    },
  };
}

async function saveElements(
  transaction: Transaction<Tables>,
  actor: DeviceActor,
  elements: readonly ElementToSave[],
  atMs: number,
) {
  await lockEnterprises(
    transaction,
    elements.map(({ enterpriseId }) => enterpriseId),
  );
  const ids = elements.map(({ id }) => id);
  const kinds = await kindsOf(transaction, ids);
  const histories = await versionsOf(transaction, ids);
  const added: ElementToSave[] = [];
  const versions: { readonly element: ElementToSave; readonly version: number }[] = [];
  for (const element of elements) {
    const kind = kinds.get(element.id);
    if (kind !== undefined && kind !== element.kind) {
      const { code } = element;
      throw registryFaults.fault("REGISTRY_ELEMENT_KIND", { code, found: kind, kind: element.kind });
    }
    const known = histories.get(element.id) ?? [];
    if (kind === undefined) added.push(element);
    else if (saysTheSame(known, element)) continue;
    versions.push({ element, version: known.length + 1 });
  }
  await insertElements(transaction, actor, added, atMs);
  await insertVersions(transaction, actor, versions, atMs);
  const changed = versions.length - added.length;
  return { added: added.length, changed, unchanged: elements.length - versions.length };
}

/** Two people who change the same enterprise wait for each other, so that versions are numbered without a gap. */
async function lockEnterprises(
  transaction: Transaction<Tables>,
  enterpriseIds: readonly string[],
): Promise<void> {
  const sorted = [...new Set(enterpriseIds)].sort();
  await sql`select pg_advisory_xact_lock(hashtextextended('elements ' || id, 0))
    from unnest(${sorted}::text[]) with ordinality as wanted (id, place) order by place`.execute(transaction);
}

async function kindsOf(
  transaction: Transaction<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; kind: string }>`select element_id as id, kind
    from touchstone.element where element_id = any (${ids}::text[])`.execute(transaction);
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

async function versionsOf(
  transaction: Transaction<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly TwinVersion[]>> {
  const rows = await transaction
    .selectFrom("element_version")
    .selectAll()
    .where(sql<boolean>`element_id = any (${ids}::text[])`)
    .orderBy("version")
    .execute();
  const grouped = Map.groupBy(rows, ({ element_id }) => element_id);
  return new Map([...grouped].map(([id, own]) => [id, own.map(twinVersionOf)]));
}

/** Whether the twin that holds on that day says so already. */
function saysTheSame(known: readonly TwinVersion[], { validFrom, data }: ElementToSave): boolean {
  const now = twinAt(known, { on: validFrom, knownAtMs: Number.MAX_SAFE_INTEGER });
  return now !== null && canonicalOf(now.data) === canonicalOf(data);
}

function canonicalOf(data: TwinVersion["data"]): string {
  return canonicalJson(data as unknown as JsonObject);
}

async function insertElements(
  transaction: Transaction<Tables>,
  { partyId, accountId }: DeviceActor,
  elements: readonly ElementToSave[],
  atMs: number,
): Promise<void> {
  for (let from = 0; from < elements.length; from += rowsPerInsert) {
    await transaction
      .insertInto("element")
      .values(
        elements.slice(from, from + rowsPerInsert).map((one) => ({
          party_id: partyId,
          element_id: one.id,
          enterprise_id: one.enterpriseId,
          owner_party_id: one.ownerPartyId,
          kind: one.kind,
          code: one.code,
          registered_by: accountId,
          registered_at_ms: atMs,
        })),
      )
      .execute();
  }
}

async function insertVersions(
  transaction: Transaction<Tables>,
  { partyId, accountId }: DeviceActor,
  versions: readonly { readonly element: ElementToSave; readonly version: number }[],
  atMs: number,
): Promise<void> {
  for (let from = 0; from < versions.length; from += rowsPerInsert) {
    await transaction
      .insertInto("element_version")
      .values(
        versions.slice(from, from + rowsPerInsert).map(({ element, version }) => ({
          party_id: partyId,
          element_id: element.id,
          version,
          enterprise_id: element.enterpriseId,
          owner_party_id: element.ownerPartyId,
          valid_from: element.validFrom,
          recorded_by: accountId,
          recorded_at_ms: atMs,
          data: JSON.stringify(element.data),
          sealed_at_ms: null,
        })),
      )
      .execute();
  }
}

async function listElements(
  transaction: Transaction<Tables>,
  { enterpriseIds, kinds, on, knownAtMs }: ElementQuery,
): Promise<readonly RegisteredElement[]> {
  const rows = await transaction
    .selectFrom("element as e")
    .innerJoin("element_version as v", "v.element_id", "e.element_id")
    .distinctOn("e.element_id")
    .select(["e.element_id", "e.enterprise_id", "e.kind", "e.code", "e.registered_at_ms"])
    .select(["v.version", "v.valid_from", "v.recorded_at_ms", "v.recorded_by", "v.data"])
    .where("v.valid_from", "<=", on)
    .where("v.recorded_at_ms", "<=", knownAtMs)
    .$if(enterpriseIds !== undefined, (query) =>
      query.where(sql<boolean>`e.enterprise_id = any (${enterpriseIds ?? []}::text[])`),
    )
    .$if(kinds !== undefined, (query) => query.where(sql<boolean>`e.kind = any (${kinds ?? []}::text[])`))
    .orderBy("e.element_id")
    .orderBy("v.valid_from", "desc")
    .orderBy("v.version", "desc")
    .execute();
  const collator = new Intl.Collator("en", { numeric: true });
  return rows
    .map((row) => ({
      id: row.element_id,
      enterpriseId: row.enterprise_id,
      kind: elementKindSchema.parse(row.kind),
      code: row.code,
      registeredAtMs: row.registered_at_ms,
      twin: twinVersionOf(row),
    }))
    .sort((a, b) =>
      a.enterpriseId === b.enterpriseId
        ? collator.compare(a.code, b.code)
        : a.enterpriseId < b.enterpriseId
          ? -1
          : 1,
    );
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}
