import type { StreamName, StreamRows } from "./rows.ts";
import { enterpriseHeader, type StreamField, streamFields } from "./stream-fields.ts";

/** A table of one delivery: rows of one stream, one line each, of any number of enterprises. */
export interface StreamTable<Name extends StreamName = StreamName> {
  /** Name of its file in the delivery's folder. */
  readonly file: string;
  readonly stream: Name;
  /** The header, without its line break. */
  readonly header: string;
  /** Whether a row of the stream stands in this table; others stand in another one. */
  holds(row: StreamRows[Name]): boolean;
  /** A row as a line of the table, without its line break. */
  lineOf(code: string, row: StreamRows[Name]): string;
}

/**
 * The tables of a delivery in the order in which they are imported: one a stream, but one for each direction of
 * invoices (sales first). A payment's reference has no column: it is what `paymentReference` finds in the purpose.
 */
export const streamTables: readonly StreamTable[] = Object.keys(streamFields).flatMap((name) =>
  tablesOf(name as StreamName),
);

/** Words of the status of an invoice. */
const statuses = { valid: "有效发票", void: "作废发票" } as const;

function tablesOf(stream: StreamName): readonly StreamTable[] {
  if (stream === "invoices") return [invoiceTable("sale"), invoiceTable("purchase")];
  if (stream === "payments") return [tableOf(stream, "statements.csv", ["reference"])];
  return [tableOf(stream, `${kebab(stream)}.csv`, [])];
}

function tableOf<Name extends StreamName>(
  stream: Name,
  file: string,
  without: readonly string[],
): StreamTable<Name> {
  const fields = fieldsOf(stream).filter(([name]) => !without.includes(name));
  return {
    file,
    stream,
    header: [enterpriseHeader, ...fields.map(([, { header }]) => header)].join(","),
    holds: () => true,
    lineOf: (code, row) => lineOf(code, fields, row as Cells),
  };
}

/** As the invoices of other sources: one table a direction. */
function invoiceTable(direction: "sale" | "purchase"): StreamTable<"invoices"> {
  const table = tableOf("invoices", direction === "sale" ? "sales-invoices.csv" : "purchase-invoices.csv", [
    "direction",
  ]);
  const party = direction === "sale" ? "购方单位代号" : "销方单位代号";
  return {
    ...table,
    header: table.header.replace("对方单位", party),
    holds: (row) => row.direction === direction,
  };
}

/** Fields of a stream with their names, in the order of the columns. */
export function fieldsOf(stream: StreamName): readonly (readonly [name: string, field: StreamField])[] {
  return Object.entries(streamFields[stream]) as (readonly [string, StreamField])[];
}

type Cells = Readonly<Record<string, string | number | bigint | boolean | null>>;

function lineOf(code: string, fields: ReturnType<typeof fieldsOf>, row: Cells): string {
  let line = quoted(code);
  for (const [name, field] of fields) line += `,${cellOf(field, row[name] ?? null)}`;
  return line;
}

function cellOf({ kind }: StreamField, value: Cells[string]): string {
  if (value === null) return "";
  switch (kind) {
    case "day":
      return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
    case "milli":
      return decimalOf(BigInt(value), 3);
    case "fen":
      return decimalOf(BigInt(value), 2);
    case "truth":
      return value === true ? statuses.void : statuses.valid;
    case "text":
    case "word":
    case "whole":
      return quoted(String(value));
  }
}

/** Digits with a point before the last few; zeros behind the point of a quantity are left out. */
function decimalOf(value: bigint, decimals: number): string {
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals);
  const shown = decimals === 3 ? fraction.replace(/0+$/, "") : fraction;
  return `${value < 0n ? "-" : ""}${digits.slice(0, -decimals)}${shown === "" ? "" : `.${shown}`}`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
