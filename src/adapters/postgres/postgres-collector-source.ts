import { sql } from "kysely";
import { z } from "zod";
import type { CollectorSource, KnownCollector } from "#registry";
import { collectorStateSchema } from "./collector-rows.ts";
import { moveCollector } from "./collector-writes.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

const nobody = "00000000-0000-0000-0000-000000000000";

const knownSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["collector", "gateway"]),
    state: collectorStateSchema,
    name: z.string(),
    partyId: z.string(),
    enterpriseId: z.string().nullable(),
    tokenHash: z.string().nullable(),
    certificateHash: z.string().nullable(),
    group: z.string().nullable(),
    node: z.string().nullable(),
    messagesPerSecond: z.number(),
    keys: z.array(
      z.object({
        keyId: z.string(),
        publicKey: z.string(),
        validFromMs: z.number(),
        validToMs: z.number().nullable(),
      }),
    ),
    elements: z.array(
      z.object({ code: z.string(), elementId: z.string(), enterpriseId: z.string(), kind: z.string() }),
    ),
  })
  .transform(
    ({ group, node, keys, elements, ...rest }): KnownCollector => ({
      ...rest,
      sparkplug: group === null || node === null ? null : { group, node },
      keys: keys.map(({ publicKey, ...key }) => ({
        ...key,
        publicKey: new Uint8Array(Buffer.from(publicKey, "base64")),
      })),
      elements: new Map(elements.map(({ code, ...element }) => [code, element])),
    }),
  );

/** The collectors of all parties in PostgreSQL, read by a function of the tables' owner. */
export function createCollectorSource(record: SystemOfRecord): CollectorSource {
  const load = async (wanted: string | null): Promise<readonly KnownCollector[]> => {
    const { rows } = await record.inParty(nobody, async (transaction) =>
      sql<{
        known: unknown;
      }>`select known from touchstone.collector_directory(${wanted}::uuid) as known`.execute(transaction),
    );
    return rows.map(({ known }) => knownSchema.parse(known));
  };
  const move = async (
    { id, partyId }: KnownCollector,
    from: KnownCollector["state"],
    to: KnownCollector["state"],
    why: { readonly reason: string | null; readonly atMs: number },
  ): Promise<void> => {
    await record.inParty(partyId, async (transaction) => {
      const row = await transaction
        .selectFrom("collector")
        .select("owner_party_id")
        .where("collector_id", "=", id)
        .executeTakeFirst();
      const collector = { id, partyId, ownerPartyId: row?.owner_party_id ?? null, from };
      await moveCollector(transaction, collector, to, { ...why, doneBy: null });
    });
  };
  return {
    loadAll: async () => await load(null),
    load: async (collectorId) => (await load(collectorId))[0] ?? null,
    activate: async (collector, atMs) => await move(collector, "bound", "active", { reason: null, atMs }),
    quarantine: async (collector, reason, atMs) => {
      const { state } = (await load(collector.id))[0] ?? collector;
      if (state === "revoked" || state === "quarantined") return;
      await move(collector, state, "quarantined", { reason, atMs });
    },
  };
}
