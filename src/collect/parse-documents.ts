import type { Rows } from "./columns.ts";
import type { DocumentMapping } from "./document-mapping.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import { parsePeriodEnd } from "./parse-period.ts";
import { parseScaled, plainNumber } from "./parse-number.ts";
import type { DocumentValue, ParsedDocuments } from "./parsed.ts";
import { readAmount, readName } from "./read-field.ts";
import { indexOfAny } from "./resolve-columns.ts";
import { type BatchNotes, RowCursor } from "./row-cursor.ts";
import { titleValue } from "./table-title.ts";

const longestText = 200;

/**
 * Parses a batch of business documents: orders, stock, vouchers, lines of statements, lists. A row gives one value for
 * each of its measures that is not empty; a row with any wrong field goes into quarantine as a whole.
 */
export function parseDocuments(
  layout: Layout,
  mapping: DocumentMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedDocuments {
  const cursor = new RowCursor(layout, rows, notes);
  const readRow = createRowReader(layout, mapping, cursor);
  const ordinals: number[] = [];
  const values: DocumentValue[] = [];
  const prints = new Uint32Array(2 * rows.ends.length);
  const print = new Fingerprint();
  while (cursor.next()) {
    const row = ordinals.length;
    const found = readRow(row);
    if (found === null || cursor.isRejected) continue;
    ordinals.push(cursor.ordinal);
    values.push(...found);
    printRow(print, mapping, found);
    print.finish(prints, row);
  }
  return {
    kind: "documents",
    document: mapping.document,
    source: mapping.source,
    ordinals: Uint32Array.from(ordinals),
    fingerprints: prints.slice(0, 2 * ordinals.length),
    values,
    problems: cursor.problems,
  };
}

/** Everything that is read of a row: two rows that say the same are one, as of one enterprise. */
function printRow(print: Fingerprint, { document }: DocumentMapping, found: readonly DocumentValue[]): void {
  const text = JSON.stringify([document, found.map((value) => ({ ...value, row: 0 }))]);
  const bytes = Buffer.from(text, "utf8");
  print.start();
  print.bytes(bytes, 0, bytes.length);
}

/** What names a document stands in its first row only, where cells are merged. */
interface Head {
  readonly number: string;
  readonly day: number | null;
  readonly counterparty: string;
  readonly line: number;
}

function createRowReader(
  layout: Layout,
  mapping: DocumentMapping,
  cursor: RowCursor,
): (row: number) => readonly DocumentValue[] | null {
  const at = (names: readonly string[] | undefined): number => indexOfAny(layout.columns, names);
  const [number, counterparty] = [at(mapping.number), at(mapping.counterparty)];
  const texts = [mapping.itemCode, mapping.item, mapping.unit, mapping.text].map(at);
  const readDay = createDayReader(layout, mapping, cursor);
  const readValues = createValuesReader(layout, mapping, cursor);
  let above: Head = { number: "", day: null, counterparty: "", line: 0 };
  return (row) => {
    const named = [number, counterparty].map((column) => readName(cursor, column, longestText));
    const day = readDay(mapping.fillDown ? above.day : null);
    if (day === null || named.includes(null)) return null;
    const [ownNumber = "", ownParty = ""] = named as string[];
    // A number of its own begins another document, whose counterparty may well be missing.
    const isSame = mapping.fillDown && (ownNumber === "" || ownNumber === above.number);
    const head: Head = {
      number: isSame ? above.number : ownNumber,
      day,
      counterparty: isSame && ownParty === "" ? above.counterparty : ownParty,
      line: ownNumber === "" || ownNumber === above.number ? above.line + 1 : 1,
    };
    const others = texts.map((column) => readName(cursor, column, longestText));
    if (others.includes(null)) return null;
    const [itemCode = "", item = "", unit = "", text = ""] = others as string[];
    if (
      /^(合计|总计|小计)/.test(item) ||
      /^(合计|总计|小计)/.test(ownNumber) ||
      /^(合计|总计|小计)/.test(itemCode)
    ) {
      cursor.reject(-1, "ROW_TOTAL");
      return null;
    }
    if (number >= 0 && head.number === "") {
      cursor.reject(number, "DOCUMENT_NUMBER_MISSING");
      return null;
    }
    const values = readValues();
    if (values === null) return null;
    above = head;
    return values.map((value) => ({
      ...head,
      day,
      row,
      itemCode,
      item,
      unit,
      ...value,
      text: value.text === "" ? text : value.text,
    }));
  };
}

type Value = Pick<DocumentValue, "measure" | "quantityMilli" | "amountFen" | "text">;

function createValuesReader(
  layout: Layout,
  mapping: DocumentMapping,
  cursor: RowCursor,
): () => readonly Value[] | null {
  const columns = mapping.values.map((value) => ({
    measure: value.measure,
    scale: value.scale,
    quantity: indexOfAny(layout.columns, value.quantity),
    amount: indexOfAny(layout.columns, value.amount),
    text: indexOfAny(layout.columns, value.text),
  }));
  return () => {
    const values: Value[] = [];
    for (const { measure, scale, quantity, amount, text } of columns) {
      const quantityMilli = readQuantity(cursor, quantity);
      const fen = quantityMilli === null ? null : readAmount(cursor, amount, scale);
      const words = fen === null ? null : readName(cursor, text, 2000);
      if (quantityMilli === null || fen === null || words === null) return null;
      if (quantityMilli === "empty" && fen === "empty" && words === "") continue;
      values.push({
        measure,
        quantityMilli: quantityMilli === "empty" ? null : quantityMilli,
        amountFen: fen === "empty" ? null : fen,
        text: words,
      });
    }
    if (values.length > 0) return values;
    cursor.reject(-1, "DOCUMENT_VALUE_MISSING");
    return null;
  };
}

/** Thousandths; `empty` where there is none; null, and the row rejected, when it is no number. */
function readQuantity(cursor: RowCursor, column: number): number | "empty" | null {
  if (column < 0) return "empty";
  const text = cursor.text(column);
  if (text === null) return null;
  if (text === "") return "empty";
  const value = parseScaled(plainNumber(text), 1000);
  if (Number.isFinite(value)) return value;
  cursor.rejectField(column, "VALUE_MALFORMED");
  return null;
}

/** The row's day or the end of its period, else the title's; an empty field may take the day of the row above. */
function createDayReader(
  layout: Layout,
  { day }: DocumentMapping,
  cursor: RowCursor,
): (above: number | null) => number | null {
  const column = indexOfAny(layout.columns, day.column);
  const titled = layout.title === undefined ? null : titleValue(layout.title, day.title);
  const stated = titled === null ? Number.NaN : parsePeriodEnd(titled);
  return (above) => {
    const text = column < 0 ? "" : cursor.text(column);
    if (text === null) return null;
    if (text === "") {
      const found = above ?? stated;
      if (Number.isFinite(found)) return found;
      if (column < 0) cursor.reject(-1, "DAY_MISSING");
      else cursor.reject(column, "DAY_MISSING");
      return null;
    }
    const parsed = parsePeriodEnd(text);
    if (Number.isFinite(parsed)) return parsed;
    cursor.rejectField(column, "DATE_MALFORMED");
    return null;
  };
}
