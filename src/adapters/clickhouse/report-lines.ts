import type { ReportDocumentLine, ReportStatementLine } from "#report";
import type { FactsReader } from "./indicator-filter.ts";
import {
  logOrder,
  ofEnterprise,
  type PlaceColumns,
  placeColumns,
  placeOf,
  type RowsParameters,
} from "./report-place.ts";

/** Lines of bank statements and of business documents; empty where a class may not be read. */
export async function loadReportLines(
  reader: FactsReader,
  query: RowsParameters,
  dataClasses: ReadonlySet<string>,
): Promise<{
  readonly statement: readonly ReportStatementLine[];
  readonly documents: readonly ReportDocumentLine[];
}> {
  return {
    statement: dataClasses.has("statement") ? await loadStatement(reader, query) : [],
    documents: dataClasses.has("businessDocument") ? await loadDocuments(reader, query) : [],
  };
}

interface StatementColumns extends PlaceColumns {
  readonly account: string;
  readonly day: string;
  readonly counterparty: string;
  readonly summary: string;
  readonly amountFen: string;
  readonly balanceFen: string | null;
}

/** Lines in the order of their account; each balance is held against the one before it. */
async function loadStatement(
  reader: FactsReader,
  query: RowsParameters,
): Promise<readonly ReportStatementLine[]> {
  if (!(await hasTable(reader, "statement_line"))) return [];
  const rows = await reader.query<StatementColumns>(
    `SELECT account, toString(posted_on) AS day, counterparty, summary, amount_fen AS amountFen,
       balance_fen AS balanceFen, ${placeColumns}
     FROM statement_line WHERE ${ofEnterprise} AND posted_on <= toDate32({asOf:String})
     ORDER BY account, posted_on, ${logOrder}`,
    { ...query },
  );
  const lastBalance = new Map<string, bigint>();
  return rows.map((row) => {
    const amountFen = BigInt(row.amountFen);
    const balanceFen = row.balanceFen === null ? null : BigInt(row.balanceFen);
    const before = lastBalance.get(row.account);
    const breaksBalance = balanceFen !== null && before !== undefined && before + amountFen !== balanceFen;
    if (balanceFen !== null) lastBalance.set(row.account, balanceFen);
    const { account, day, counterparty, summary } = row;
    return { account, day, counterparty, summary, amountFen, balanceFen, breaksBalance, place: placeOf(row) };
  });
}

interface DocumentColumns extends PlaceColumns {
  readonly documentKind: string;
  readonly number: string;
  readonly day: string;
  readonly counterparty: string;
  readonly item: string;
  readonly amountFen: string | null;
}

async function loadDocuments(
  reader: FactsReader,
  query: RowsParameters,
): Promise<readonly ReportDocumentLine[]> {
  if (!(await hasTable(reader, "business_document"))) return [];
  const rows = await reader.query<DocumentColumns>(
    `SELECT kind AS documentKind, number, toString(on_day) AS day, counterparty, item, amount_fen AS amountFen,
       ${placeColumns}
     FROM business_document WHERE ${ofEnterprise} AND on_day <= toDate32({asOf:String})
     ORDER BY on_day, ${logOrder}`,
    { ...query },
  );
  return rows.map((row) => {
    const { documentKind, number, day, counterparty, item } = row;
    const amountFen = BigInt(row.amountFen ?? "0");
    return { documentKind, number, day, counterparty, item, amountFen, place: placeOf(row) };
  });
}

/** A store that was made before these tables has neither. */
async function hasTable(reader: FactsReader, table: string): Promise<boolean> {
  const rows = await reader.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = {table:String}",
    { table },
  );
  return rows.length > 0;
}
