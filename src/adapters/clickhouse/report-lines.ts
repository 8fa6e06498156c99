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
  readonly flags: number;
}

/** Lines in order of time within their account; whether a balance follows was judged when they were received. */
async function loadStatement(
  reader: FactsReader,
  query: RowsParameters,
): Promise<readonly ReportStatementLine[]> {
  const rows = await reader.query<StatementColumns>(
    `SELECT account, toString(posted_on) AS day, counterparty, summary, amount_fen AS amountFen,
       balance_fen AS balanceFen, flags, ${placeColumns}
     FROM statement_line WHERE ${ofEnterprise} AND posted_on <= toDate32({asOf:String})
     ORDER BY account, posted_on, platform_index, entry_index, time_order, ordinal`,
    { ...query },
  );
  return rows.map((row) => ({
    account: row.account,
    day: row.day,
    counterparty: row.counterparty,
    summary: row.summary,
    amountFen: BigInt(row.amountFen),
    balanceFen: row.balanceFen === null ? null : BigInt(row.balanceFen),
    breaksBalance: (row.flags & 1) !== 0,
    place: placeOf(row),
  }));
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
  const rows = await reader.query<DocumentColumns>(
    `SELECT kind AS documentKind, number, toString(on_day) AS day, counterparty, item, amount_fen AS amountFen,
       ${placeColumns}
     FROM business_document WHERE ${ofEnterprise} AND stream NOT IN ('loans', 'registers', 'masters', 'twins') AND on_day <= toDate32({asOf:String})
     ORDER BY on_day, ${logOrder}`,
    { ...query },
  );
  return rows.map((row) => {
    const { documentKind, number, day, counterparty, item } = row;
    const amountFen = BigInt(row.amountFen ?? "0");
    return { documentKind, number, day, counterparty, item, amountFen, place: placeOf(row) };
  });
}
