import type { DocumentMapping } from "./document-mapping.ts";
import type { Mapping, ReadingMapping } from "./mapping.ts";
import { operationsColumns } from "./operations-mapping.ts";
import { indexOfAny } from "./resolve-columns.ts";
import type { StatementMapping } from "./statement-mapping.ts";
import type { TaxInvoiceMapping } from "./tax-invoice-mapping.ts";

/** A column that a mapping needs, by any of its names. */
export type NeededColumn = readonly string[];

/** Every column that a file must have to be read by a mapping, each once. */
export function neededColumnsOf(mapping: Mapping): readonly NeededColumn[] {
  const needed = columnsByKind(mapping);
  const seen = new Set<string>();
  return needed.filter((names) => {
    const key = names.join("\n");
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** The columns by which a file is recognised: those that the mapping says, or all that it needs. */
export function recognisingColumnsOf(mapping: Mapping): readonly NeededColumn[] {
  const { recognisedBy } = mapping;
  if (recognisedBy.length === 0) return neededColumnsOf(mapping);
  return recognisedBy.map((names) => (typeof names === "string" ? [names] : names));
}

/** Whether a header has a column; mappings that are older than other names for a column take the exact one only. */
export function hasColumn(mapping: Mapping, columns: readonly string[], names: NeededColumn): boolean {
  return isExact(mapping) ? names.some((name) => columns.includes(name)) : indexOfAny(columns, names) >= 0;
}

function isExact({ mapping }: Mapping): boolean {
  return (
    mapping === "touchstone-invoices@1" ||
    mapping === "touchstone-readings@1" ||
    mapping === "touchstone-operations@1"
  );
}

function columnsByKind(mapping: Mapping): NeededColumn[] {
  switch (mapping.mapping) {
    case "touchstone-invoices@1":
      return [...enterpriseColumn(mapping), ...Object.values(mapping.columns).map((name) => [name])];
    case "touchstone-readings@1":
      return [...enterpriseColumn(mapping), ...readingColumns(mapping)];
    case "touchstone-tax-invoices@1":
      return taxInvoiceColumns(mapping);
    case "touchstone-statements@1":
      return [...enterpriseColumn(mapping), ...statementColumns(mapping)];
    case "touchstone-operations@1":
      return [...enterpriseColumn(mapping), ...operationsColumns(mapping).map((name) => [name])];
    case "touchstone-documents@1":
      return [...enterpriseColumn(mapping), ...documentColumns(mapping)];
  }
}

function enterpriseColumn({ enterprise }: Exclude<Mapping, TaxInvoiceMapping>): NeededColumn[] {
  return enterprise && "column" in enterprise ? [[enterprise.column]] : [];
}

function readingColumns({ asset, time, channels }: ReadingMapping): NeededColumn[] {
  const columns: NeededColumn[] = [];
  if ("column" in asset) columns.push([asset.column]);
  columns.push([time.column]);
  if (time.interval.kind === "toColumn") columns.push([time.interval.column]);
  for (const { column, optional } of channels) if (column !== undefined && !optional) columns.push([column]);
  return columns;
}

function taxInvoiceColumns({ columns }: TaxInvoiceMapping): NeededColumn[] {
  const { issuedOn, sellerName, buyerName, net, tax, status } = columns;
  return [
    [...columns.electronicNumber, ...columns.number],
    issuedOn,
    sellerName,
    buyerName,
    net,
    tax,
    status,
  ];
}

function statementColumns({ account, time, amount }: StatementMapping): NeededColumn[] {
  const columns: NeededColumn[] = [time.column];
  if (account.column !== undefined && account.title === undefined && account.constant === undefined) {
    columns.push(account.column);
  }
  if (amount.kind === "columns") columns.push(amount.in, amount.out);
  else columns.push(amount.column);
  if (amount.kind === "flagged") columns.push(amount.flag);
  return columns;
}

/** Documents that say nothing without the other party. */
const tradeDocuments: ReadonlySet<string> = new Set([
  "salesOrder",
  "purchaseOrder",
  "delivery",
  "receiptOfGoods",
]);

/** Of several measures one is enough; the day may stand in the title. */
function documentColumns({
  document,
  number,
  day,
  item,
  counterparty,
  values,
}: DocumentMapping): NeededColumn[] {
  const party = tradeDocuments.has(document) ? counterparty : undefined;
  const columns = [number, item, party].filter((names) => names !== undefined);
  if (day.column !== undefined && day.title === undefined) columns.push(day.column);
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const names = [only.quantity, only.text, only.amount].find((one) => one !== undefined);
    if (names !== undefined) columns.push(names);
  }
  return columns;
}
