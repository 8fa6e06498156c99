import { type Rows, setInt64, TextColumn } from "./columns.ts";
import { fingerprintInvoices } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import type { InvoiceColumns, ParsedInvoices } from "./parsed.ts";
import { readAmount, readDayOf, readName } from "./read-field.ts";
import { indexOfAny } from "./resolve-columns.ts";
import { type BatchNotes, RowCursor } from "./row-cursor.ts";
import type { TaxInvoiceMapping } from "./tax-invoice-mapping.ts";

/** What the tax bureau says of an invoice that stays valid: taken back in full, or in part. */
export const redInFull = 4;
export const redInPart = 8;

/** An invoice, summed over its lines. */
interface Invoice {
  readonly number: string;
  readonly issuedDay: number;
  readonly counterparty: string;
  readonly isVoid: boolean;
  readonly flags: number;
  readonly redOf: string;
  readonly ordinals: number[];
  netFen: number;
  taxFen: number;
  grossFen: number;
}

type Line = Omit<Invoice, "ordinals">;

const longestName = 200;

/**
 * Parses a batch of the tax bureau's invoices. The rows of one number are the lines of one invoice, which is the sum of
 * them; when one line cannot be read, none of the invoice is taken, so that no invoice is too small.
 */
export function parseTaxInvoices(
  layout: Layout,
  mapping: TaxInvoiceMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedInvoices {
  const cursor = new RowCursor(layout, rows, notes);
  const readLine = createLineReader(layout, mapping, cursor);
  const codes = createCodeCollector(layout, mapping, cursor);
  const invoices = new Map<string, Invoice>();
  const broken = new Map<string, number[]>();
  while (cursor.next()) {
    const found = readLine();
    codes.add();
    if (found === null) continue;
    if (typeof found === "string") {
      if (mapping.rows === "lines") broken.set(found, broken.get(found) ?? []);
      continue;
    }
    // An invoice a row: the same number again is another row to be judged, not a line.
    const key = mapping.rows === "lines" ? found.number : `${found.number} ${cursor.ordinal}`;
    const invoice = invoices.get(key);
    if (invoice === undefined) invoices.set(key, { ...found, ordinals: [cursor.ordinal] });
    else addLine(invoice, found, cursor.ordinal);
  }
  for (const number of broken.keys()) {
    for (const ordinal of invoices.get(number)?.ordinals ?? []) {
      cursor.ordinal = ordinal;
      cursor.reject(-1, "LINE_OF_BROKEN_INVOICE", { number });
    }
    invoices.delete(number);
  }
  return { ...columnsOf([...invoices.values()], layout, cursor), codes: [...codes.found] };
}

function addLine(invoice: Invoice, line: Line, ordinal: number): void {
  invoice.ordinals.push(ordinal);
  invoice.netFen += line.netFen;
  invoice.taxFen += line.taxFen;
  invoice.grossFen += line.grossFen;
}

function columnsOf(invoices: readonly Invoice[], layout: Layout, cursor: RowCursor): ParsedInvoices {
  const count = invoices.length;
  const numbers = new TextColumn(count * 21);
  const counterparties = new TextColumn(count * 30);
  const redOf = new TextColumn(count);
  const columns = {
    issuedDays: new Int32Array(count),
    netFen: new Int32Array(2 * count),
    taxFen: new Int32Array(2 * count),
    grossFen: new Int32Array(2 * count),
    isVoid: new Uint8Array(count),
  };
  for (const [i, invoice] of invoices.entries()) {
    numbers.appendText(invoice.number);
    counterparties.appendText(invoice.counterparty);
    redOf.appendText(invoice.redOf);
    columns.issuedDays[i] = invoice.issuedDay;
    setInt64(columns.netFen, i, invoice.netFen);
    setInt64(columns.taxFen, i, invoice.taxFen);
    setInt64(columns.grossFen, i, invoice.grossFen);
    columns.isVoid[i] = invoice.isVoid ? 1 : 0;
  }
  const all: InvoiceColumns = { ...columns, numbers: numbers.take(), counterparties: counterparties.take() };
  const fingerprints = fingerprintInvoices(all);
  return {
    kind: "invoices",
    direction: layout.side === "buyer" ? "purchase" : "sale",
    ordinals: Uint32Array.from(invoices, ({ ordinals }) => ordinals[0] ?? 0),
    lineCounts: Uint32Array.from(invoices, ({ ordinals }) => ordinals.length),
    ownFlags: Uint8Array.from(invoices, ({ flags }) => flags),
    redOf: redOf.take(),
    columns: all,
    fingerprints: fingerprints.rows,
    numberFingerprints: fingerprints.numbers,
    problems: cursor.problems.toSorted((a, b) => a.ordinal - b.ordinal),
  };
}

const statuses: ReadonlyMap<string, { readonly isVoid: boolean; readonly flags: number }> = new Map([
  ["正常", { isVoid: false, flags: 0 }],
  ["红字", { isVoid: false, flags: 0 }],
  ["已红冲-全额", { isVoid: false, flags: redInFull }],
  ["已红冲-部分", { isVoid: false, flags: redInPart }],
  ["部分红冲", { isVoid: false, flags: redInPart }],
  ["已红冲", { isVoid: false, flags: redInFull }],
  ["全额红冲", { isVoid: false, flags: redInFull }],
  ["作废", { isVoid: true, flags: 0 }],
  ["已作废", { isVoid: true, flags: 0 }],
]);

/** A line; the invoice's number where another field is wrong; null where not even that can be read. */
function createLineReader(
  layout: Layout,
  { columns, redOf }: TaxInvoiceMapping,
  cursor: RowCursor,
): () => Line | string | null {
  const at = (names: readonly string[]): number => indexOfAny(layout.columns, names);
  const isSeller = layout.side !== "buyer";
  const readNumber = createNumberReader(
    cursor,
    at(columns.electronicNumber),
    at(columns.code),
    at(columns.number),
  );
  const names = [
    isSeller ? columns.buyerName : columns.sellerName,
    isSeller ? columns.buyerCode : columns.sellerCode,
  ];
  const [nameColumn, codeColumn] = names.map(at) as [number, number];
  const [issuedOn, net, tax, gross] = [columns.issuedOn, columns.net, columns.tax, columns.gross].map(at) as [
    number,
    number,
    number,
    number,
  ];
  const status = at(columns.status);
  const red = [at(redOf), at(columns.remark)] as const;
  return () => {
    const number = readNumber();
    if (number === null) return null;
    const issuedDay = readDayOf(cursor, issuedOn);
    const netFen = issuedDay === null ? null : readRequired(cursor, net);
    const taxFen = netFen === null ? null : readAmount(cursor, tax);
    if (issuedDay === null || netFen === null || taxFen === null) return number;
    const taxOrNone = taxFen === "empty" ? 0 : taxFen;
    const grossFen = readAmount(cursor, gross);
    const counterparty = grossFen === null ? null : readParty(cursor, nameColumn, codeColumn);
    const meaning = counterparty === null ? null : readStatus(cursor, status);
    if (grossFen === null || counterparty === null || meaning === null) return number;
    const redNumber = redNumberOf(cursor, red);
    if (cursor.isRejected) return number;
    return {
      number,
      issuedDay,
      counterparty,
      ...meaning,
      redOf: redNumber,
      netFen,
      taxFen: taxOrNone,
      grossFen: grossFen === "empty" ? netFen + taxOrNone : grossFen,
    };
  };
}

function readRequired(cursor: RowCursor, column: number): number | null {
  const fen = readAmount(cursor, column);
  if (fen !== "empty") return fen;
  cursor.rejectField(column, "AMOUNT_MALFORMED");
  return null;
}

/** Codes of sellers and buyers, each once. */
function createCodeCollector(layout: Layout, { columns }: TaxInvoiceMapping, cursor: RowCursor) {
  const found = new Set<string>();
  const indexes = [columns.sellerCode, columns.buyerCode]
    .map((names) => indexOfAny(layout.columns, names))
    .filter((index) => index >= 0);
  const add = (): void => {
    for (const index of indexes) {
      const code = Buffer.from(cursor.fields.field(index)).toString("latin1");
      if (code.length === 18 && found.size < 10_000) found.add(code);
    }
  };
  return { found, add };
}

/** The twenty digits of an electronic invoice; of an old one its code and its number, eight digits at least. */
function createNumberReader(
  cursor: RowCursor,
  electronic: number,
  code: number,
  old: number,
): () => string | null {
  const digits = (column: number): string | null => {
    const text = column < 0 ? "" : cursor.text(column);
    return text === null ? null : text.normalize("NFKC").replace(/\s/g, "");
  };
  return () => {
    const [twenty, prefix, eight] = [digits(electronic), digits(code), digits(old)];
    if (twenty === null || prefix === null || eight === null) return null;
    const number = twenty !== "" && twenty !== "--" ? twenty : `${prefix}${eight.padStart(8, "0")}`;
    if (/^\d{8,20}$/.test(number)) return number;
    cursor.rejectField(twenty === "" && old >= 0 ? old : Math.max(electronic, 0), "NUMBER_MALFORMED");
    return null;
  };
}

/** The counterparty by name, which statements and orders name it by too; by its code where it has no name. */
function readParty(cursor: RowCursor, name: number, code: number): string | null {
  const named = readName(cursor, name, longestName);
  if (named === null || named !== "") return named;
  const coded = readName(cursor, code, longestName);
  if (coded !== "") return coded;
  cursor.reject(name, "COUNTERPARTY_MISSING");
  return null;
}

function readStatus(cursor: RowCursor, column: number) {
  const text = cursor.text(column);
  if (text === null) return null;
  const meaning = statuses.get(text.normalize("NFKC").replace(/[—–_]/g, "-").replace(/\s/g, ""));
  if (meaning === undefined) cursor.rejectField(column, "STATUS_UNKNOWN");
  return meaning ?? null;
}

function redNumberOf(cursor: RowCursor, [column, remark]: readonly [number, number]): string {
  const own = column < 0 ? "" : (cursor.text(column) ?? "");
  if (/^\d{8,20}$/.test(own)) return own;
  const text = remark < 0 ? "" : (cursor.text(remark) ?? "");
  return /蓝字[^\d]{0,20}(\d{20}|\d{8})(?!\d)/.exec(text.normalize("NFKC"))?.[1] ?? "";
}
