import { type EvidenceClass, type ReadingFlag, readingFlags } from "#collect";
import type { RowFilter, RowUnit, SourceCount, TracedRow } from "#flow";
import { addDays, startOfDayMs } from "#kernel";
import { foreignKindsOf } from "#operations";
import type { Observations } from "./observations.ts";
import { tables } from "./provenance-tables.ts";

type Reader = Pick<Observations, "query">;

function whereOf(filter: RowFilter): string {
  const { within } = tables[filter.kind];
  return [
    "enterprise_id = {enterpriseId:String}",
    within,
    "platform_index < {position:UInt64}",
    ...(filter.channels === undefined ? [] : ["has({channels:Array(String)}, channel)"]),
    ...(filter.asset === undefined ? [] : ["asset = {asset:String}"]),
    ...(filter.direction === undefined ? [] : ["direction = {direction:String}"]),
    ...(filter.streams === undefined
      ? []
      : ["if(stream = '', has({foreignKinds:Array(String)}, kind), has({streams:Array(String)}, stream))"]),
  ].join(" AND ");
}

function parametersOf(filter: RowFilter, position: number) {
  const { enterpriseId, from, to, channels, asset, direction, streams, knownAt } = filter;
  return {
    enterpriseId,
    position: Math.min(position, knownAt ?? position),
    ...(filter.kind === "reading"
      ? { fromMs: startOfDayMs(from), toMs: startOfDayMs(addDays(to, 1)) }
      : { from, to }),
    ...(channels === undefined ? {} : { channels }),
    ...(asset === undefined ? {} : { asset }),
    ...(direction === undefined ? {} : { direction }),
    ...(streams === undefined ? {} : { streams, foreignKinds: foreignKindsOf(streams) }),
  };
}

/** How many rows of a filter came by which way. */
export async function loadCounts(
  reader: Reader,
  filter: RowFilter,
  position: number,
): Promise<SourceCount[]> {
  const { table, from, to, collector, evidence, flags } = tables[filter.kind];
  const rows = await reader.query<
    Omit<SourceCount, "kind" | "rows" | "receivedAtMs" | "flagged"> & Record<string, string>
  >(
    `SELECT toString(${evidence}) AS evidence, toString(${collector}) AS collector, count() AS rows,
       toString(toDate32(toDateTime64(min(${from}) / 1000, 3, 'Asia/Shanghai'))) AS firstDay,
       toString(toDate32(toDateTime64(max(${to}) / 1000, 3, 'Asia/Shanghai'))) AS lastDay,
       max(received_at_ms) AS receivedAtMs, countIf(${flags} != 0) AS flagged
     FROM ${table} WHERE ${whereOf(filter)} GROUP BY 1, 2 ORDER BY rows DESC`,
    parametersOf(filter, position),
  );
  return rows.map((row) => ({
    kind: filter.kind,
    evidence: row.evidence,
    collector: row.collector,
    rows: Number(row["rows"]),
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    receivedAtMs: Number(row["receivedAtMs"]),
    flagged: Number(row["flagged"]),
  }));
}

interface StoredRow {
  readonly origin: string;
  readonly entry: string;
  readonly ordinal: number;
  readonly platformIndex: string;
  readonly receivedAtMs: string;
  readonly fromMs: string;
  readonly toMs: string;
  readonly subject: string;
  readonly what: string;
  readonly value: string;
  readonly unit: RowUnit;
  readonly collector: string;
  readonly elementId: string;
  readonly evidence: EvidenceClass;
  readonly flags: number;
}

interface EntryRow {
  readonly origin: string;
  readonly entry: string;
  readonly collector: string;
  readonly key: string;
  readonly epoch: string | null;
  readonly sequence: string | null;
  readonly via: string;
  readonly file: string;
}

/** The newest rows of a filter, with the batch or file that brought each. */
export async function loadTracedRows(
  reader: Reader,
  filter: RowFilter,
  { position, most }: { readonly position: number; readonly most: number },
): Promise<TracedRow[]> {
  const { table, from, to, subject, what, value, unit, collector, elementId, evidence, flags } =
    tables[filter.kind];
  const rows = await reader.query<StoredRow>(
    `SELECT origin, entry_index AS entry, ordinal, platform_index AS platformIndex,
       received_at_ms AS receivedAtMs, ${from} AS fromMs, ${to} AS toMs, toString(${subject}) AS subject,
       toString(${what}) AS what, ${value} AS value, ${unit} AS unit, toString(${collector}) AS collector,
       toString(${elementId}) AS elementId, toString(${evidence}) AS evidence, toUInt8(${flags}) AS flags
     FROM ${table} WHERE ${whereOf(filter)}
     ORDER BY fromMs DESC, platform_index DESC, entry_index DESC, ordinal DESC LIMIT {most:UInt32}`,
    { ...parametersOf(filter, position), most },
  );
  const entries = await loadEntries(reader, rows);
  return rows.map((row) => describeRow(filter.kind, row, entries));
}

const keyOf = (origin: string, entry: string, collector: string): string => `${origin} ${entry} ${collector}`;

async function loadEntries(
  reader: Reader,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<string, EntryRow>> {
  const places = [...new Map(rows.map((row) => [`${row.origin} ${row.entry}`, row])).values()];
  if (places.length === 0) return new Map();
  const entries = await reader.query<EntryRow>(
    `WITH arrayZip({origins:Array(String)}, {indexes:Array(UInt64)}) AS places
     SELECT origin, entry_index AS entry, toString(collector) AS collector, toString(key) AS key,
       toString(epoch) AS epoch, toString(sequence) AS sequence, toString(via) AS via, '' AS file
     FROM telemetry_batch WHERE has({origins:Array(String)}, origin) AND has(places, (toString(origin), entry_index))
     UNION ALL
     SELECT origin, entry_index AS entry, '' AS collector, '' AS key, NULL AS epoch, NULL AS sequence, '' AS via, file
     FROM import_batch WHERE has({origins:Array(String)}, origin) AND has(places, (toString(origin), entry_index))`,
    { origins: places.map(({ origin }) => origin), indexes: places.map(({ entry }) => Number(entry)) },
  );
  return new Map(entries.map((one) => [keyOf(one.origin, one.entry, one.collector), one]));
}

function describeRow(
  kind: TracedRow["kind"],
  row: StoredRow,
  entries: ReadonlyMap<string, EntryRow>,
): TracedRow {
  const entry = entries.get(keyOf(row.origin, row.entry, row.collector));
  const names = Object.entries(readingFlags) as readonly (readonly [ReadingFlag, number])[];
  return {
    kind,
    origin: row.origin,
    index: Number(row.entry),
    ordinal: row.ordinal,
    platformIndex: Number(row.platformIndex),
    receivedAtMs: Number(row.receivedAtMs),
    observedFromMs: Number(row.fromMs),
    observedToMs: Number(row.toMs),
    subject: row.subject,
    what: row.what,
    value: row.value,
    unit: row.unit,
    evidence: row.evidence,
    collector: row.collector,
    elementId: row.elementId,
    key: entry?.key ?? "",
    epoch: entry?.epoch ?? null,
    sequence: entry?.sequence ?? null,
    via: entry?.via ?? "",
    flags: names.filter(([, bit]) => (row.flags & bit) !== 0).map(([name]) => name),
    file: entry?.file ?? "",
  };
}
