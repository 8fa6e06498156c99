import { type Sighted, type StreamName, streamNames, type StreamRows } from "#operations";
import type { BlockTarget } from "./insert-block.ts";
import { groupEnterprises } from "./operating-groups.ts";
import { insertPacks, type RowsToPack } from "./operating-packs.ts";
import { addTables, type Gathered } from "./operating-tables.ts";
import { listForeign, readPackStart } from "./pack-cover.ts";

/** Later than any day that a row may have. */
const lastDay = "2299-12-31";

type Pack = Omit<RowsToPack, "batch"> & { readonly enterpriseId: string; readonly platformIndex: number };

/**
 * Packs the operating rows that were stored before there were packs, once for a store; cut short, it is begun again, and
 * a group that was inserted is recognised by its token. Enterprises with rows of other sources are read from the tables.
 */
export async function packStoredRows(target: BlockTarget): Promise<void> {
  const { connection } = target;
  const start = await readPackStart(connection);
  if (start === 0) return;
  const foreign = new Set(await listForeign(connection, { from: 0, position: start }));
  const groups = await groupEnterprises(connection, { asOf: lastDay, knownAt: start }, start);
  for (const [place, group] of groups.entries()) {
    const ids = group.filter((id) => !foreign.has(id));
    const found = new Map<string, Gathered>();
    await addTables(found, connection, { ids, asOf: lastDay, knownAt: start }, true);
    const packs = [...found].flatMap(([id, rows]) => streamNames.flatMap((name) => packsOf(id, name, rows)));
    await insertPacks(
      target,
      packs.map((pack, batch) => ({ ...pack, batch })),
      {
        token: `stored-${start}-${place}`,
        enterpriseIds: packs.map(({ enterpriseId }) => enterpriseId),
        received: packs.map(() => 0),
        origins: packs.map(() => ""),
        indexes: packs.map(() => 0),
        platformIndexes: packs.map(({ platformIndex }) => platformIndex),
      },
    );
  }
  await connection.execute("INSERT INTO operating_pack_start SELECT 0");
}

/** Rows of a stream by the leaf that covered them; of one leaf they stay in their order. */
function packsOf<Name extends StreamName>(enterpriseId: string, stream: Name, rows: Gathered): Pack[] {
  const all = rows[stream] as Sighted<StreamRows[Name]>[];
  return [...Map.groupBy(all, ({ platformIndex }) => platformIndex)].map(([platformIndex, own]) => ({
    enterpriseId,
    platformIndex,
    stream,
    rows: own,
  }));
}
