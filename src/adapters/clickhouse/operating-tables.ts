import { emptyRows, type StreamName } from "#operations";
import type { Connection } from "./connection.ts";
import { type ColumnBlock, decodeColumns, type NumberValues, type TextValues } from "./native-columns.ts";
import { makeDocuments } from "./operating-documents.ts";
import { type OperatingTable, operatingQueries, operatingSql, whoseRows } from "./operating-queries.ts";
import {
  makeCollectorDays,
  makeInvoices,
  makeMachineDays,
  makeMeterDays,
  makePayments,
  makeWorkforce,
  type RowMaker,
} from "./operating-rows.ts";

/** Rows of one enterprise, still without order between streams. */
export type Gathered = { [Name in StreamName]: object[] };

/** Streams that have one table, and how its rows are made. */
const makers: Readonly<Record<Exclude<OperatingTable, "documents">, RowMaker<object>>> = {
  machineDays: makeMachineDays,
  meterDays: makeMeterDays,
  collectorDays: makeCollectorDays,
  workforce: makeWorkforce,
  invoices: makeInvoices,
  payments: makePayments,
};

/** Whose rows, of days up to `asOf` and leaves below `knownAt`. */
export interface RowsQuery {
  readonly ids: readonly string[];
  readonly asOf: string;
  readonly knownAt: number;
}

/** Adds the rows of enterprises from the tables of all sources, each stream by day and then as it came. */
export async function addTables(
  found: Map<string, Gathered>,
  reader: Pick<Connection, "queryBytes">,
  { ids, asOf, knownAt }: RowsQuery,
  isSighted: boolean,
): Promise<void> {
  if (ids.length === 0) return;
  const tables = Object.keys(operatingQueries) as OperatingTable[];
  const whose = whoseRows(ids);
  const parameters = { ...whose.parameters, asOf, knownAt };
  const results = await Promise.all(
    tables.map(async (table) => await reader.queryBytes(operatingSql(table, whose), "Native", parameters)),
  );
  for (const [i, table] of tables.entries()) {
    for (const block of decodeColumns(results[i] as Uint8Array)) {
      addBlock(found, table, block, isSighted);
    }
  }
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

const nothing = ["orders", null] as const;

/** The rows of an enterprise, none at first. */
export function gatheredOf(found: Map<string, Gathered>, id: string): Gathered {
  const known = found.get(id);
  if (known !== undefined) return known;
  const made = emptyRows() as unknown as Gathered;
  found.set(id, made);
  return made;
}
