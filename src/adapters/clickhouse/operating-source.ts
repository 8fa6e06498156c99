import {
  addMachineDays,
  addMeterDays,
  type OperatingFacts,
  type OperatingQuery,
  type OperatingRows,
  type OperatingSource,
} from "#operations";
import type { Observations } from "./observations.ts";
import { groupEnterprises } from "./operating-groups.ts";
import { readPacks } from "./operating-packs.ts";
import { loadReadDays } from "./operating-readings.ts";
import { addTables, type Gathered, gatheredOf, type RowsQuery } from "./operating-tables.ts";
import { createPackCover, type PackCover } from "./pack-cover.ts";
import { orderPacked } from "./order-packed.ts";

/** What the source needs of the store: reading only. */
export type OperatingReader = Pick<Observations, "query" | "queryBytes" | "position">;

/**
 * Operating facts from ClickHouse. A few enterprises are asked for at a time, so that a region is never held at once;
 * the next ones are read while the caller works. Nothing is written.
 */
export function openOperatingSource(observations: OperatingReader): OperatingSource {
  const load = createLoader(observations);
  return {
    loadOperations: async function* (query) {
      for await (const gathered of load(query, false)) {
        for (const [id, rows] of gathered) yield [id, factsOf(query, rows)];
      }
    },
    loadRows: async function* (query) {
      for await (const gathered of load(query, true)) {
        for (const [id, rows] of gathered) yield [id, rows as unknown as OperatingRows];
      }
    },
  };
}

type Batch = ReadonlyMap<string, Gathered>;

function createLoader(observations: OperatingReader) {
  const cover = createPackCover(observations);
  return async function* (query: OperatingQuery, isSighted: boolean): AsyncGenerator<Batch> {
    const known = await cover(query.knownAt);
    const knownAt = Math.min(query.knownAt, known.position);
    const groups = await groupEnterprises(observations, query, knownAt);
    const read = async (ids: readonly string[] | undefined): Promise<Batch> =>
      ids === undefined
        ? new Map()
        : await loadGroup(observations, { ids, asOf: query.asOf, knownAt, known }, isSighted);
    let next = read(groups[0]);
    // A failure surfaces where it is awaited; until then it must not count as unhandled.
    next.catch(() => undefined);
    for (let i = 0; i < groups.length; i++) {
      const batch = await next;
      next = read(groups[i + 1]);
      next.catch(() => undefined);
      yield batch;
    }
  };
}

interface GroupQuery extends RowsQuery {
  readonly known: PackCover;
}

async function loadGroup(
  observations: OperatingReader,
  { ids, asOf, knownAt, known }: GroupQuery,
  isSighted: boolean,
): Promise<Batch> {
  const found = new Map<string, Gathered>();
  const inTables = ids.filter((id) => known.unpacked.has(id));
  const inPacks = ids.filter((id) => !known.unpacked.has(id));
  await addPacks(found, observations, { ids: inPacks, asOf, knownAt }, isSighted);
  await addTables(found, observations, { ids: inTables, asOf, knownAt }, isSighted);
  const read = ids.filter((one) => known.withReadings.has(one));
  if (read.length > 0)
    addReadDays(found, await loadReadDays(observations, { ids: read, asOf, knownAt }), isSighted);
  // In the order asked for, whatever table named an enterprise first.
  return new Map(
    ids.flatMap((id) => {
      const rows = found.get(id);
      return rows === undefined ? [] : [[id, rows] as const];
    }),
  );
}

/** Adds the packed rows of enterprises whose packs say everything, each stream by day and then as it came. */
async function addPacks(
  found: Map<string, Gathered>,
  observations: OperatingReader,
  query: RowsQuery,
  isSighted: boolean,
): Promise<void> {
  await readPacks(observations, query, (id, stream, row, platformIndex) => {
    if (isSighted) (row as { platformIndex: number }).platformIndex = platformIndex;
    gatheredOf(found, id)[stream].push(row);
  });
  for (const rows of found.values()) orderPacked(rows);
}

/**
 * Adds days that are known from readings. A day that was delivered as such is not made a second time; a day of readings
 * stands where the last of them does, so that none is known too early.
 */
function addReadDays(
  found: Map<string, Gathered>,
  days: Awaited<ReturnType<typeof loadReadDays>>,
  isSighted: boolean,
): void {
  const delivered = new Map<string, ReadonlySet<string>>();
  const touched = new Set<Gathered>();
  for (const { enterpriseId, kind, row, platformIndex } of days) {
    const rows = gatheredOf(found, enterpriseId);
    const stream = kind === "machine" ? "machineDays" : "meterDays";
    const key = `${enterpriseId} ${stream}`;
    const known = delivered.get(key) ?? keysOf(rows[stream] as readonly (typeof row)[]);
    delivered.set(key, known);
    if (known.has(`${row.day}/${row.asset}`)) continue;
    rows[stream].push(isSighted ? { ...row, platformIndex } : row);
    touched.add(rows);
  }
  for (const rows of touched) {
    for (const stream of ["machineDays", "meterDays"] as const) {
      (rows[stream] as (typeof days)[number]["row"][]).sort(
        (a, b) => a.day - b.day || (a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : 0),
      );
    }
  }
}

function keysOf(rows: readonly { readonly day: number; readonly asset: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ day, asset }) => `${day}/${asset}`));
}

/** The facts; days that came in parts are summed, and stand in order of day and asset. */
function factsOf({ asOf, knownAt }: OperatingQuery, rows: Gathered): OperatingFacts {
  const { machineDays, meterDays, ...others } = rows as unknown as OperatingFacts;
  return {
    ...others,
    asOf,
    knownAt,
    machineDays: sumParts(machineDays, addMachineDays),
    meterDays: sumParts(meterDays, addMeterDays),
  };
}

/** Rows that came ordered by day, asset (by its bytes) and arrival, summed where they are of one asset and day. */
function sumParts<Row extends { readonly asset: string; readonly day: number }>(
  days: readonly Row[],
  add: (left: Row, right: Row) => Row,
): Row[] {
  const sums: Row[] = [];
  let isOrdered = true;
  for (const row of days) {
    const last = sums.at(-1);
    if (last === undefined || last.day !== row.day) sums.push(row);
    else if (last.asset === row.asset) sums[sums.length - 1] = add(last, row);
    else {
      if (last.asset > row.asset) isOrdered = false;
      sums.push(row);
    }
  }
  if (isOrdered) return sums;
  // The store orders names by their bytes, which for rare characters is another order.
  return sums.sort((a, b) => a.day - b.day || (a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : 0));
}
