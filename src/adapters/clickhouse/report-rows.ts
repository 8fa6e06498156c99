import { endOfDayMs } from "#indicators";
import { businessDayOf } from "#kernel";
import type { AssetReadings, EnterpriseRowSource, ReportBill, ReportInvoice } from "#report";
import type { FactsReader } from "./indicator-filter.ts";
import { loadReportLines } from "./report-lines.ts";
import {
  logOrder,
  ofEnterprise,
  type PlaceColumns,
  placeColumns,
  placeOf,
  type RowsParameters,
} from "./report-place.ts";

/** Observed rows of one enterprise from ClickHouse, for the due-diligence report and its drill-downs. */
export function openReportRows(reader: FactsReader): EnterpriseRowSource {
  return {
    loadRows: async ({ enterpriseId, asOf, knownAt, dataClasses }) => {
      const query = { enterpriseId, asOf, knownAt };
      const invoices = dataClasses.has("invoice") ? await loadInvoices(reader, query) : [];
      const lines = await loadReportLines(reader, query, dataClasses);
      const isRead = dataClasses.has("energy") || dataClasses.has("machine");
      const readings = isRead ? await loadReadings(reader, query) : [];
      const bills = dataClasses.has("energy") ? await loadBills(reader, query) : [];
      return { invoices, ...lines, bills, readings, files: await loadFiles(reader, query) };
    },
  };
}

interface InvoiceColumns extends PlaceColumns {
  readonly direction: "sale" | "purchase";
  readonly number: string;
  readonly day: string;
  readonly counterparty: string;
  readonly netFen: string;
  readonly grossFen: string;
  readonly isVoid: number;
  readonly flags: number;
}

async function loadInvoices(reader: FactsReader, query: RowsParameters): Promise<readonly ReportInvoice[]> {
  const rows = await reader.query<InvoiceColumns>(
    `SELECT direction, number, toString(issued_on) AS day, counterparty, net_fen AS netFen, gross_fen AS grossFen,
       is_void AS isVoid, flags, ${placeColumns}
     FROM invoice WHERE ${ofEnterprise} AND issued_on <= toDate32({asOf:String})
     ORDER BY issued_on, ${logOrder}`,
    { ...query },
  );
  return rows.map((row) => ({
    direction: row.direction,
    number: row.number,
    day: row.day,
    counterparty: row.counterparty,
    netFen: BigInt(row.netFen),
    grossFen: BigInt(row.grossFen),
    isVoid: row.isVoid !== 0,
    doesNotAddUp: (row.flags & 1) !== 0,
    numberReused: (row.flags & 2) !== 0,
    place: placeOf(row),
  }));
}

interface BillColumns extends PlaceColumns {
  readonly asset: string;
  readonly fromMs: string;
  readonly energyWh: string;
}

/** Months that a meter was billed for, those that ended by the day. */
async function loadBills(reader: FactsReader, query: RowsParameters): Promise<readonly ReportBill[]> {
  const rows = await reader.query<BillColumns>(
    `SELECT asset, from_ms AS fromMs, value AS energyWh, ${placeColumns}
     FROM reading WHERE ${ofEnterprise} AND channel = 'billed_energy_wh' AND to_ms <= {endMs:Int64}
     ORDER BY from_ms, ${logOrder}`,
    { enterpriseId: query.enterpriseId, knownAt: query.knownAt, endMs: endOfDayMs(query.asOf) },
  );
  return rows.map((row) => ({
    asset: row.asset,
    day: businessDayOf(Number(row.fromMs)),
    energyWh: BigInt(row.energyWh),
    place: placeOf(row),
  }));
}

interface ReadingColumns extends PlaceColumns {
  readonly asset: string;
  readonly rows: number;
}

/** Sealed batches of each asset's readings; a batch stands once, with the number of its rows. */
async function loadReadings(reader: FactsReader, query: RowsParameters): Promise<readonly AssetReadings[]> {
  const rows = await reader.query<ReadingColumns>(
    `SELECT asset, toUInt32(count()) AS rows, origin, entry_index AS entryIndex, toUInt32(0) AS ordinal,
       any(platform_index) AS platformIndex, any(received_at_ms) AS receivedAtMs
     FROM reading WHERE ${ofEnterprise} GROUP BY asset, origin, entry_index ORDER BY asset, origin, entry_index`,
    { enterpriseId: query.enterpriseId, knownAt: query.knownAt },
  );
  return [...Map.groupBy(rows, ({ asset }) => asset)].map(([asset, own]) => ({
    asset,
    rows: own.reduce((sum, batch) => sum + batch.rows, 0),
    entries: own.map(placeOf),
  }));
}

async function loadFiles(
  reader: FactsReader,
  { enterpriseId, knownAt }: RowsParameters,
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ origin: string; entryIndex: string; file: string }>(
    `SELECT origin, entry_index AS entryIndex, any(file) AS file
     FROM import_batch WHERE ${ofEnterprise} GROUP BY origin, entry_index`,
    { enterpriseId, knownAt },
  );
  return new Map(rows.map(({ origin, entryIndex, file }) => [`${origin}#${entryIndex}`, file]));
}
