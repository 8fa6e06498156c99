import { type Rows, setInt64, TextColumn } from "./columns.ts";
import { fingerprintInvoices } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import type { InvoiceMapping } from "./mapping.ts";
import { parseDay, parseDayText } from "./parse-day.ts";
import { belowFen, parseFen, plainNumber, tooLarge } from "./parse-number.ts";
import type { InvoiceColumns, ParsedInvoices } from "./parsed.ts";
import { RowCursor, type BatchNotes } from "./row-cursor.ts";

const shortestNumber = 8;
const longestNumber = 20;

/**
 * Parses a batch of e-invoices into columns. Amounts go from their digits straight to fen; numbers that lost
 * leading zeros get them back; a row with any wrong field goes into quarantine as a whole.
 */
export function parseInvoices(
  layout: Layout,
  mapping: InvoiceMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedInvoices {
  const cursor = new RowCursor(layout, rows, notes);
  const target = createTarget(rows.ends.length);
  const at = columnIndexes(layout, mapping);
  const status = createStatusReader(mapping, cursor, at.status);
  let count = 0;
  while (cursor.next()) {
    const issued = readDay(cursor, at.issuedOn);
    const net = issued === null ? null : readFen(cursor, at.net);
    const tax = net === null ? null : readFen(cursor, at.tax);
    const gross = tax === null ? null : readFen(cursor, at.gross);
    const isVoid = gross === null ? null : status();
    if (issued === null || net === null || tax === null || gross === null || isVoid === null) continue;
    if (!appendTexts(cursor, at, target)) continue;
    target.ordinals[count] = cursor.ordinal;
    target.issuedDays[count] = issued;
    setInt64(target.netFen, count, net);
    setInt64(target.taxFen, count, tax);
    setInt64(target.grossFen, count, gross);
    target.isVoid[count] = isVoid;
    count++;
  }
  const columns = columnsOf(target, count);
  const fingerprints = fingerprintInvoices(columns);
  return {
    kind: "invoices",
    direction: mapping.direction,
    ordinals: cut(target.ordinals, count),
    columns,
    fingerprints: fingerprints.rows,
    numberFingerprints: fingerprints.numbers,
    problems: cursor.problems,
  };
}

type ColumnIndexes = Readonly<Record<keyof InvoiceMapping["columns"], number>>;

function columnIndexes(layout: Layout, mapping: InvoiceMapping): ColumnIndexes {
  const indexOf = (column: string): number => layout.columns.indexOf(column);
  const { number, issuedOn, counterparty, net, tax, gross, status } = mapping.columns;
  return {
    number: indexOf(number),
    issuedOn: indexOf(issuedOn),
    counterparty: indexOf(counterparty),
    net: indexOf(net),
    tax: indexOf(tax),
    gross: indexOf(gross),
    status: indexOf(status),
  };
}

function createTarget(rows: number) {
  return {
    numbers: new TextColumn(rows * 9),
    counterparties: new TextColumn(rows * 8),
    ordinals: new Uint32Array(rows),
    issuedDays: new Int32Array(rows),
    netFen: new Int32Array(2 * rows),
    taxFen: new Int32Array(2 * rows),
    grossFen: new Int32Array(2 * rows),
    isVoid: new Uint8Array(rows),
  };
}

function columnsOf(target: ReturnType<typeof createTarget>, count: number): InvoiceColumns {
  return {
    numbers: target.numbers.take(),
    counterparties: target.counterparties.take(),
    issuedDays: cut(target.issuedDays, count),
    netFen: cut(target.netFen, 2 * count),
    taxFen: cut(target.taxFen, 2 * count),
    grossFen: cut(target.grossFen, 2 * count),
    isVoid: cut(target.isVoid, count),
  };
}

/** The first values of a column; no copy when all are wanted, as is the rule. */
function cut<Column extends Int32Array | Uint32Array | Uint8Array>(column: Column, length: number): Column {
  return (column.length === length ? column : column.slice(0, length)) as Column;
}

/** Days since 1970; null (and the row rejected) when the field is no date. */
function readDay(cursor: RowCursor, column: number): number | null {
  const { bytes, starts, ends } = cursor.fields;
  const fast = parseDay(bytes, starts[column] as number, ends[column] as number);
  if (!Number.isNaN(fast)) return fast;
  const text = cursor.text(column);
  if (text === null) return null;
  const day = parseDayText(text);
  if (!Number.isNaN(day)) return day;
  cursor.rejectField(column, "DATE_MALFORMED");
  return null;
}

/** Fen; null (and the row rejected) when the field is no amount of whole fen. */
function readFen(cursor: RowCursor, column: number): number | null {
  const { bytes, starts, ends } = cursor.fields;
  let fen = parseFen(bytes, starts[column] as number, ends[column] as number);
  if (Number.isNaN(fen)) {
    const text = cursor.text(column);
    if (text === null) return null;
    const plain = Buffer.from(plainNumber(text), "latin1");
    fen = parseFen(plain, 0, plain.length);
  }
  if (Number.isFinite(fen)) return fen;
  const code =
    fen === belowFen ? "AMOUNT_BELOW_FEN" : fen === tooLarge ? "AMOUNT_TOO_LARGE" : "AMOUNT_MALFORMED";
  cursor.rejectField(column, code);
  return null;
}

/**
 * Number and counterparty, which go straight into their columns; both are looked at before either is written.
 */
function appendTexts(cursor: RowCursor, at: ColumnIndexes, target: ReturnType<typeof createTarget>): boolean {
  const { bytes, starts, ends } = cursor.fields;
  const partyStart = starts[at.counterparty] as number;
  const partyEnd = ends[at.counterparty] as number;
  let partyText: string | null = null;
  if (partyStart === partyEnd || !isAscii(bytes, partyStart, partyEnd)) {
    partyText = cursor.text(at.counterparty);
    if (partyText === null) return false;
    if (partyText === "") {
      cursor.reject(at.counterparty, "COUNTERPARTY_MISSING");
      return false;
    }
  }
  if (!appendNumber(cursor, at.number, target.numbers)) return false;
  if (partyText === null) target.counterparties.append(bytes, partyStart, partyEnd);
  else target.counterparties.appendText(partyText);
  return true;
}

function appendNumber(cursor: RowCursor, column: number, numbers: TextColumn): boolean {
  const { bytes, starts, ends } = cursor.fields;
  const start = starts[column] as number;
  const end = ends[column] as number;
  if (isNumber(bytes, start, end)) {
    numbers.append(bytes, start, end, shortestNumber);
    return true;
  }
  const text = cursor.text(column);
  if (text === null) return false;
  const plain = Buffer.from(text.normalize("NFKC"), "utf8");
  if (!isNumber(plain, 0, plain.length)) {
    cursor.rejectField(column, "NUMBER_MALFORMED");
    return false;
  }
  numbers.append(plain, 0, plain.length, shortestNumber);
  return true;
}

function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > longestNumber) return false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) > 0x7e) return false;
  return true;
}

/** Reads 1 for void, 0 for valid; the last spelling met is compared as bytes, so few fields are decoded. */
function createStatusReader(mapping: InvoiceMapping, cursor: RowCursor, column: number): () => number | null {
  const meanings = new Map<string, number>();
  for (const word of mapping.statuses.valid) meanings.set(word, 0);
  for (const word of mapping.statuses.void) meanings.set(word, 1);
  const seen: { readonly spelling: Uint8Array; readonly meaning: number }[] = [];
  return () => {
    const { bytes, starts, ends } = cursor.fields;
    const start = starts[column] as number;
    const end = ends[column] as number;
    for (const { spelling, meaning } of seen) if (equals(bytes, start, end, spelling)) return meaning;
    const text = cursor.text(column);
    if (text === null) return null;
    const meaning = meanings.get(text);
    if (meaning === undefined) {
      cursor.rejectField(column, "STATUS_UNKNOWN");
      return null;
    }
    if (seen.length < 8) seen.push({ spelling: bytes.slice(start, end), meaning });
    return meaning;
  };
}

function equals(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  if (end - start !== other.length) return false;
  for (let i = 0; i < other.length; i++) if (bytes[start + i] !== other[i]) return false;
  return true;
}
