import {
  addMachineDays,
  addMeterDays,
  emptyRows,
  type OperatingFacts,
  type OperatingQuery,
  type OperatingRows,
  type OperatingSource,
  type StreamName,
} from "#operations";
import { type ColumnBlock, decodeColumns, type TextValues, type NumberValues } from "./native-columns.ts";
import type { Observations } from "./observations.ts";
import { groupEnterprises, listEnterprisesWithReadings } from "./operating-groups.ts";
import { loadReadDays, type ReadDay } from "./operating-readings.ts";
import { makeDocuments } from "./operating-documents.ts";
import { type OperatingTable, operatingQueries, operatingSql } from "./operating-queries.ts";
import {
  makeCollectorDays,
  makeInvoices,
  makeMachineDays,
  makeMeterDays,
  makePayments,
  makeWorkforce,
  type RowMaker,
} from "./operating-rows.ts";

/** What the source needs of the store: reading only. */
export type OperatingReader = Pick<Observations, "query" | "queryBytes" | "position">;

/** Rows of one enterprise, still without order between streams. */
type Gathered = { [Name in StreamName]: object[] };

/** Streams that have one table, and how its rows are made. */
const makers: Readonly<Record<Exclude<OperatingTable, "documents">, RowMaker<object>>> = {
  machineDays: makeMachineDays,
  meterDays: makeMeterDays,
  collectorDays: makeCollectorDays,
  workforce: makeWorkforce,
  invoices: makeInvoices,
  payments: makePayments,
};

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
  let position = -1;
  let withReadings: ReadonlySet<string> = new Set();
  return async function* (query: OperatingQuery, isSighted: boolean): AsyncGenerator<Batch> {
    // What is visible only grows, so it is asked for only where more than was visible is wanted.
    if (query.knownAt > position) {
      position = await observations.position();
      withReadings = await listEnterprisesWithReadings(observations, position);
    }
    const knownAt = Math.min(query.knownAt, position);
    const groups = await groupEnterprises(observations, query, knownAt);
    const read = async (ids: readonly string[] | undefined): Promise<Batch> =>
      ids === undefined
        ? new Map()
        : await loadGroup(observations, { ids, asOf: query.asOf, knownAt, withReadings }, isSighted);
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

interface GroupQuery {
  readonly ids: readonly string[];
  readonly asOf: string;
  readonly knownAt: number;
  readonly withReadings: ReadonlySet<string>;
}

async function loadGroup(
  observations: OperatingReader,
  { ids, asOf, knownAt, withReadings }: GroupQuery,
  isSighted: boolean,
): Promise<Batch> {
  const tables = Object.keys(operatingQueries) as OperatingTable[];
  const [id, second] = ids;
  const isOne = id !== undefined && second === undefined;
  const parameters = { ...(isOne ? { id } : { ids }), asOf, knownAt };
  const results = await Promise.all(
    tables.map(
      async (table) => await observations.queryBytes(operatingSql(table, isOne), "Native", parameters),
    ),
  );
  const found = new Map<string, Gathered>();
  for (const [i, table] of tables.entries()) {
    for (const block of decodeColumns(results[i] as Uint8Array)) {
      addBlock(found, table, block, isSighted);
    }
  }
  const read = ids.filter((one) => withReadings.has(one));
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

/** Adds the rows of a block, whose enterprises come one after another. */
function addBlock(
  found: Map<string, Gathered>,
  table: OperatingTable,
  block: ColumnBlock,
  isSighted: boolean,
): void {
  if (block.rows === 0) return;
  const { texts, indexes } = block.columns[0] as TextValues;
  const { numbers: leaves } = block.columns[1] as NumberValues;
  const document = table === "documents" ? makeDocuments(block) : null;
  const make = table === "documents" ? null : makers[table](block);
  let enterprise = -1;
  let rows: Gathered | undefined;
  for (let at = 0; at < block.rows; at++) {
    const index = indexes[at] as number;
    if (rows === undefined || index !== enterprise) rows = gatheredOf(found, texts[index] as string);
    enterprise = index;
    const [stream, row] = make === null ? (document?.(at) ?? nothing) : [table as StreamName, make(at)];
    if (row === null) continue;
    if (isSighted) (row as { platformIndex: number }).platformIndex = leaves[at] as number;
    rows[stream].push(row);
  }
}

/**
 * Adds days that are known from readings. A day that was delivered as such is not made a second time; a day of readings
 * stands where the last of them does, so that none is known too early.
 */
function addReadDays(found: Map<string, Gathered>, days: readonly ReadDay[], isSighted: boolean): void {
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

const nothing = ["orders", null] as const;

function gatheredOf(found: Map<string, Gathered>, id: string): Gathered {
  const known = found.get(id);
  if (known !== undefined) return known;
  const made = emptyRows() as unknown as Gathered;
  found.set(id, made);
  return made;
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
