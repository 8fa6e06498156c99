import { sql, type Transaction } from "kysely";
import type { IntakeSnapshot, IntakeStore } from "#intake";
import type { JsonObject } from "#seal";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The sequence state of the way in, in PostgreSQL, as rows of the installation's party. */
export function createIntakeStore(record: SystemOfRecord): IntakeStore {
  const { partyId } = record;
  return {
    read: async () => await record.inParty(partyId, readAll),
    save: async (changed) => {
      await record.inParty(partyId, async (transaction) => await writeChanged(transaction, partyId, changed));
    },
  };
}

async function readAll(transaction: Transaction<Tables>): Promise<IntakeSnapshot | null> {
  const { rows } = await sql<{ platform_index: number; taken_at_ms: number }>`
    select platform_index, taken_at_ms from touchstone.intake_snapshot`.execute(transaction);
  const newest = rows[0];
  if (newest === undefined) return null;
  const origins = await sql<{ origin: string; size: number }>`
    select origin, size from touchstone.intake_origin`.execute(transaction);
  const collectors = await sql<{ collector_id: string; state: JsonObject }>`
    select collector_id, state from touchstone.intake_collector`.execute(transaction);
  const chunks = await sql<{ collector_id: string; epoch: number; chunk: number; places: Buffer }>`
    select collector_id, epoch, chunk, places from touchstone.intake_chunk`.execute(transaction);
  return {
    platformIndex: newest.platform_index,
    takenAtMs: newest.taken_at_ms,
    origins: new Map(origins.rows.map(({ origin, size }) => [origin, size])),
    collectors: new Map(collectors.rows.map(({ collector_id, state }) => [collector_id, state])),
    chunks: chunks.rows.map(({ collector_id, epoch, chunk, places }) => ({
      collector: collector_id,
      epoch,
      chunk,
      bytes: places,
    })),
    dropped: [],
  };
}

async function writeChanged(
  transaction: Transaction<Tables>,
  partyId: string,
  { platformIndex, takenAtMs, origins, collectors, chunks, dropped }: IntakeSnapshot,
): Promise<void> {
  await sql`insert into touchstone.intake_snapshot (party_id, platform_index, taken_at_ms)
    values (${partyId}::uuid, ${platformIndex}, ${takenAtMs})
    on conflict (party_id) do update
      set platform_index = excluded.platform_index, taken_at_ms = excluded.taken_at_ms`.execute(transaction);
  for (const some of inGroups([...origins])) {
    await sql`insert into touchstone.intake_origin (party_id, origin, size)
      select ${partyId}::uuid, * from unnest(${some.map(([origin]) => origin)}::text[], ${some.map(([, size]) => size)}::bigint[])
      on conflict (party_id, origin) do update set size = excluded.size`.execute(transaction);
  }
  for (const some of inGroups([...collectors])) {
    const ids = some.map(([id]) => id);
    const states = some.map(([, state]) => JSON.stringify(state));
    await sql`insert into touchstone.intake_collector (party_id, collector_id, state)
      select ${partyId}::uuid, * from unnest(${ids}::text[], ${states}::jsonb[])
      on conflict (party_id, collector_id) do update set state = excluded.state`.execute(transaction);
  }
  for (const some of inGroups(chunks)) {
    const places = some.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await sql`insert into touchstone.intake_chunk (party_id, collector_id, epoch, chunk, places)
      select ${partyId}::uuid, * from unnest(${some.map(({ collector }) => collector)}::text[],
        ${some.map(({ epoch }) => epoch)}::bigint[], ${some.map(({ chunk }) => chunk)}::bigint[], ${places}::bytea[])
      on conflict (party_id, collector_id, epoch, chunk) do update set places = excluded.places`.execute(
      transaction,
    );
  }
  for (const { collector, epoch, chunk } of dropped) {
    await sql`delete from touchstone.intake_chunk
      where collector_id = ${collector} and epoch = ${epoch} and chunk = ${chunk}`.execute(transaction);
  }
}

const groupSize = 1000;

/** A statement takes so many rows at once. */
function* inGroups<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += groupSize) yield items.slice(at, at + groupSize);
}
