import type {
  BatchCounts,
  InvoiceColumns,
  KnownInvoices,
  KnownRows,
  ObservationStore,
  RowStream,
  StoredChurnRate,
  StoredEnterprise,
  StoredQuality,
} from "#collect";
import { joinBalanceChecks, streamOf } from "#collect";
import type { Connection } from "./connection.ts";
import { type DecodedBlock, decodeBlocks } from "./native-format.ts";
import { knownRowsOf, loadKnownTelemetry } from "./known-telemetry.ts";
import { loadFiles, loadKnownOperations, loadOperatingSpans } from "./known-operations.ts";
import { loadLiveStreams } from "./live-streams.ts";
import { loadBalanceChecks } from "./stored-checks.ts";

/** The reading side of the store: what is visible, that is, projected in full. */
export type StoredRows = Pick<
  ObservationStore,
  | "position"
  | "knownStreams"
  | "knownInvoices"
  | "knownRows"
  | "knownTelemetry"
  | "operatingSpans"
  | "knownOperations"
  | "files"
  | "unfinished"
  | "liveStreams"
  | "statementChecks"
  | "correctedRows"
  | "enterprises"
  | "quality"
  | "churnRates"
  | "lastDay"
>;

/** Tables of the streams that keep the fingerprints of their rows. */
const tables = { reading: "reading", statement: "statement_line", document: "business_document" } as const;

export function createStoredRows(reader: Connection): StoredRows {
  const position = async (): Promise<number> => {
    const rows = await reader.query<{ position: string }>(
      `SELECT greatest((SELECT max(position) FROM projector_position WHERE projector = 'observations'),
         (SELECT if(count() = 0, 0, max(platform_index) + 1) FROM import_batch)) AS position`,
    );
    return Number(rows[0]?.position ?? 0);
  };
  return {
    position,
    knownStreams: async () => await loadStreams(reader, await position()),
    knownInvoices: async (ids) => await loadInvoices(reader, ids, await position()),
    knownRows: async (stream, ids) => await loadKnownRows(reader, tables[stream], ids, await position()),
    knownTelemetry: async (spans, eventsOf) =>
      await loadKnownTelemetry(reader, await position(), spans, eventsOf),
    operatingSpans: async () => await loadOperatingSpans(reader, await position()),
    knownOperations: async (ids, days) => await loadKnownOperations(reader, await position(), ids, days),
    files: async (dataset) => await loadFiles(reader, dataset, await position()),
    liveStreams: async (ids, until) => await loadLiveStreams(reader, ids, until),
    unfinished: async () => {
      const [range] = await reader.query<{ first: string; last: string }>(
        "SELECT first, last FROM projection_range WHERE last >= {position:UInt64} ORDER BY last DESC LIMIT 1",
        { position: await position() },
      );
      return range === undefined ? null : { first: Number(range.first), last: Number(range.last) };
    },
    statementChecks: async (dataset) =>
      joinBalanceChecks(await loadBalanceChecks(reader, dataset, await position())),
    correctedRows: async (dataset) => {
      const rows = await reader.query<{ origin: string; index: string; ordinal: number; row: string }>(
        `SELECT of_origin AS origin, of_entry AS index, of_ordinal AS ordinal, row FROM correction
         WHERE dataset = {dataset:String} AND platform_index < {position:UInt64}`,
        { dataset, position: await position() },
      );
      return rows.map(({ origin, index, ordinal, row }) => ({
        origin,
        index: Number(index),
        ordinal,
        row: Number(row),
      }));
    },
    enterprises: async (dataset) => await loadEnterprises(reader, dataset, await position()),
    quality: async (dataset) => await loadQuality(reader, dataset, await position()),
    churnRates: async (dataset) => await loadChurn(reader, dataset, await position()),
    lastDay: async (ids) => {
      const rows = await reader.query<{ day: string | null }>(
        `SELECT max(last_day) AS day FROM import_batch
         WHERE platform_index < {position:UInt64} AND enterprise_id IN {ids:Array(String)}`,
        { position: await position(), ids },
      );
      return rows[0]?.day ?? null;
    },
  };
}

async function loadStreams(reader: Connection, position: number): Promise<ReadonlySet<string>> {
  if (position === 0) return new Set();
  const known = (stream: string, table: string): string =>
    `SELECT DISTINCT enterprise_id AS id, ${stream} AS stream FROM ${table} WHERE platform_index < {position:UInt64}`;
  // One statement: each costs more than the little it has to read.
  const sql = [
    known("toString(direction)", "invoice"),
    ...Object.entries(tables).map(([stream, table]) => known(`'${stream}'`, table)),
  ].join(" UNION ALL ");
  const streams = await reader.query<{ id: string; stream: RowStream }>(sql, { position });
  return new Set(streams.map(({ id, stream }) => streamOf(id, stream)));
}

async function loadInvoices(
  reader: Connection,
  enterpriseIds: readonly string[],
  position: number,
): Promise<KnownInvoices[]> {
  const bytes = await reader.queryBytes(
    `SELECT CAST(indexOf({ids:Array(String)}, enterprise_id) AS UInt32) AS enterprise, CAST(direction = 'purchase' AS UInt8) AS purchase,
       number, toInt32(issued_on) AS issued, counterparty, net_fen, tax_fen, gross_fen, is_void
     FROM invoice WHERE enterprise_id IN {ids:Array(String)} AND platform_index < {position:UInt64}
     ORDER BY enterprise, purchase`,
    "Native",
    { ids: enterpriseIds, position },
  );
  return decodeBlocks(bytes).flatMap((block) => splitInvoices(block, enterpriseIds));
}

/** A block holds the rows of several enterprises one after the other. */
function splitInvoices(block: DecodedBlock, enterpriseIds: readonly string[]): KnownInvoices[] {
  const [enterprise, purchase, numbers, issued, parties, net, tax, gross, isVoid] = block.columns.map(
    ({ data }) => data as Uint8Array<ArrayBuffer>,
  ) as [Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes];
  const enterprises = new Uint32Array(enterprise.buffer);
  const found: KnownInvoices[] = [];
  let numberAt = 0;
  let partyAt = 0;
  for (let first = 0, next = 0; first < block.rows; first = next) {
    while (
      next < block.rows &&
      enterprises[next] === enterprises[first] &&
      purchase[next] === purchase[first]
    ) {
      next++;
    }
    const numberEnd = skipTexts(numbers, numberAt, next - first);
    const partyEnd = skipTexts(parties, partyAt, next - first);
    const columns: InvoiceColumns = {
      numbers: numbers.slice(numberAt, numberEnd),
      counterparties: parties.slice(partyAt, partyEnd),
      issuedDays: new Int32Array(issued.slice(4 * first, 4 * next).buffer),
      netFen: new Int32Array(net.slice(8 * first, 8 * next).buffer),
      taxFen: new Int32Array(tax.slice(8 * first, 8 * next).buffer),
      grossFen: new Int32Array(gross.slice(8 * first, 8 * next).buffer),
      isVoid: isVoid.slice(first, next),
    };
    numberAt = numberEnd;
    partyAt = partyEnd;
    found.push({
      enterpriseId: enterpriseIds[(enterprises[first] as number) - 1] as string,
      direction: purchase[first] === 1 ? "purchase" : "sale",
      columns,
    });
  }
  return found;
}

type Bytes = Uint8Array<ArrayBuffer>;

function skipTexts(column: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let i = 0; i < count; i++) {
    let length = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = column[at++] as number;
      length += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    at += length;
  }
  return at;
}

async function loadKnownRows(
  reader: Connection,
  table: string,
  enterpriseIds: readonly string[],
  position: number,
): Promise<KnownRows[]> {
  // What collectors sent is compared by itself, in spans of time; lines of statements come from files alone.
  const ofFiles = table === "statement_line" ? "" : "AND collector = ''";
  const bytes = await reader.queryBytes(
    `SELECT DISTINCT CAST(indexOf({ids:Array(String)}, enterprise_id) AS UInt32) AS enterprise, fingerprint
     FROM ${table} WHERE enterprise_id IN {ids:Array(String)} AND platform_index < {position:UInt64} ${ofFiles}`,
    "Native",
    { ids: enterpriseIds, position },
  );
  return knownRowsOf(bytes, enterpriseIds);
}

async function loadEnterprises(
  reader: Connection,
  dataset: string,
  position: number,
): Promise<StoredEnterprise[]> {
  const rows = await reader.query<{
    id: string;
    code: string;
    name: string;
    label: "default" | "performing" | "";
    rating: string;
  }>(
    `SELECT id, argMax(code, at) AS code, argMax(name, at) AS name, argMax(label, at) AS label,
       argMax(rating, at) AS rating
     FROM (
       SELECT enterprise_id AS id, code, name, label, bank_rating AS rating, (platform_index + 1, ordinal) AS at
       FROM enterprise WHERE dataset = {dataset:String} AND platform_index < {position:UInt64}
       UNION ALL
       SELECT enterprise_id AS id, any(enterprise_code) AS code, code AS name, '' AS label, '' AS rating,
         (toUInt64(0), toUInt32(0)) AS at
       FROM import_batch
       WHERE dataset = {dataset:String} AND platform_index < {position:UInt64} AND enterprise_id != ''
         AND kind IN ('invoices', 'readings', 'statements', 'documents', 'operations')
       GROUP BY id HAVING sum(stored) > 0
     )
     GROUP BY id`,
    { dataset, position },
  );
  return rows.map(({ id, code, name, label, rating }) => ({
    id,
    code,
    name,
    label: label === "" ? null : label,
    bankRating: rating === "" ? null : rating,
  }));
}

async function loadQuality(reader: Connection, dataset: string, position: number): Promise<StoredQuality[]> {
  const rows = await reader.query<
    Record<keyof BatchCounts | "receivedAtMs" | "sealedEntries", string> & {
      enterpriseId: string;
      firstDay: string | null;
      lastDay: string | null;
    }
  >(
    `SELECT enterprise_id AS enterpriseId, sumIf(b.read, is_data) - sum(b.replaced) AS read,
       sumIf(b.stored, is_data) AS stored, sumIf(b.duplicates, is_data) AS duplicates,
       sumIf(b.quarantined, is_data) - sum(b.replaced) AS quarantined,
       sumIf(b.amounts_do_not_add_up, is_data) AS amountsDoNotAddUp, sumIf(b.number_reused, is_data) AS numberReused,
       sumIf(b.merged_lines, is_data) AS mergedLines, sum(b.replaced) AS corrected,
       min(b.first_day) AS firstDay, max(b.last_day) AS lastDay, max(b.received_at_ms) AS receivedAtMs,
       count() AS sealedEntries
     FROM (
       SELECT *, kind IN ('invoices', 'readings', 'statements', 'documents', 'operations') AS is_data, toUInt32(c.rows) AS replaced
       FROM import_batch AS i LEFT JOIN (
         SELECT of_origin, of_entry, count() AS rows FROM correction
         WHERE platform_index < {position:UInt64} GROUP BY of_origin, of_entry
       ) AS c ON i.origin = c.of_origin AND i.entry_index = c.of_entry
     ) AS b
     WHERE dataset = {dataset:String} AND platform_index < {position:UInt64} AND enterprise_id != ''
     GROUP BY enterprise_id`,
    { dataset, position },
  );
  return rows.map((row) => ({
    enterpriseId: row.enterpriseId,
    read: Number(row.read),
    stored: Number(row.stored),
    duplicates: Number(row.duplicates),
    quarantined: Number(row.quarantined),
    amountsDoNotAddUp: Number(row.amountsDoNotAddUp),
    numberReused: Number(row.numberReused),
    mergedLines: Number(row.mergedLines),
    corrected: Number(row.corrected),
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    receivedAtMs: Number(row.receivedAtMs),
    sealedEntries: Number(row.sealedEntries),
  }));
}

async function loadChurn(reader: Connection, dataset: string, position: number): Promise<StoredChurnRate[]> {
  return await reader.query<StoredChurnRate>(
    `SELECT rate_ppm AS ratePpm, argMaxIf(churn, at, rating = 'A') AS A, argMaxIf(churn, at, rating = 'B') AS B,
       argMaxIf(churn, at, rating = 'C') AS C
     FROM (SELECT *, (platform_index, ordinal) AS at FROM churn_rate)
     WHERE dataset = {dataset:String} AND platform_index < {position:UInt64}
     GROUP BY rate_ppm ORDER BY rate_ppm`,
    { dataset, position },
  );
}
