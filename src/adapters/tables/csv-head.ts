import { type TextEncoding, decodeText, detectEncoding } from "#collect";
import { tablesFaults } from "./errors.ts";
import { isCode, missingMarks, notANumber, numberOfText } from "./number-text.ts";

/** What the beginning of a file says about the rest. */
export interface CsvHead {
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Bytes in front of the first row of data. */
  readonly headBytes: number;
  /** What each column seems to hold, by the first rows. */
  readonly kinds: readonly ColumnKind[];
}

export type ColumnKind = "numeric" | "categorical";

const delimiters = [",", "\t", ";", "|"] as const;

/**
 * Reads the names of the columns and guesses what they hold.
 * @param head  the first bytes, inflated; the more rows the better the guess
 * @param missing  texts that mean "no value"
 * @throws TABLES_FORMAT, TABLES_EMPTY, TABLES_COLUMN_TWICE
 */
export function readCsvHead(
  head: Uint8Array,
  file: string,
  missing: ReadonlySet<string>,
  hasTypes: boolean,
): CsvHead {
  if (head.length === 0) throw tablesFaults.fault("TABLES_EMPTY", { file });
  const verdict = detectEncoding(head);
  if (verdict.kind !== "text") {
    const found = verdict.kind === "binary" ? verdict.what : verdict.found;
    throw tablesFaults.fault("TABLES_FORMAT", { file, found });
  }
  const { encoding, bomBytes } = verdict;
  const first = lineEnd(head, bomBytes);
  const line = decodeText(head.subarray(bomBytes, first.end), encoding) ?? "";
  const delimiter = likeliestDelimiter(line);
  const names = namesOf(splitLine(line, delimiter), file);
  if (first.next >= head.length) throw tablesFaults.fault("TABLES_EMPTY", { file });
  if (hasTypes) {
    const types = lineEnd(head, first.next);
    const line2 = decodeText(head.subarray(first.next, types.end), encoding) ?? "";
    const kinds = splitLine(line2, delimiter).map(kindOfType);
    return { encoding, delimiter, names, headBytes: types.next, kinds };
  }
  const rows = rowsOf(head.subarray(first.next), encoding, delimiter);
  const kinds = names.map((_, column) => guessKind(rows, column, missing));
  return { encoding, delimiter, names, headBytes: first.next, kinds };
}

function lineEnd(bytes: Uint8Array, from: number): { readonly end: number; readonly next: number } {
  let isQuoted = false;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) isQuoted = !isQuoted;
    else if (byte === 0x0a && !isQuoted) return { end: bytes[at - 1] === 0x0d ? at - 1 : at, next: at + 1 };
  }
  return { end: bytes.length, next: bytes.length };
}

function likeliestDelimiter(line: string): string {
  const counts = delimiters.map((delimiter) => ({ delimiter, count: splitLine(line, delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** A column without a name, as spreadsheets write row numbers, is called by its place. */
function namesOf(cells: readonly string[], file: string): readonly string[] {
  const names = cells.map((cell, index) => (cell === "" ? `column${index + 1}` : cell));
  const places = new Map<string, number>();
  for (const [index, column] of names.entries()) {
    const first = places.get(column);
    if (first !== undefined) {
      throw tablesFaults.fault("TABLES_COLUMN_TWICE", { file, column, first, second: index + 1 });
    }
    places.set(column, index + 1);
  }
  return names;
}

/** Fields of one line as texts; a quoted field may hold delimiters and doubled quotation marks. */
function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at <= line.length; at++) {
    const character = line[at];
    if (character === undefined || (character === delimiter && !isQuoted)) {
      cells.push(cell.trim());
      cell = "";
    } else if (character === '"' && (isQuoted || cell.trim() === "")) {
      if (isQuoted && line[at + 1] === '"') cell += line[at++];
      else isQuoted = !isQuoted;
    } else cell += character;
  }
  return cells;
}

function rowsOf(
  bytes: Uint8Array,
  encoding: TextEncoding,
  delimiter: string,
): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const { end, next } = lineEnd(bytes, at);
    const line = decodeText(bytes.subarray(at, end), encoding);
    // The last line may be cut in the middle of a field.
    if (line !== null && next < bytes.length) rows.push(splitLine(line, delimiter));
    at = next;
  }
  return rows;
}

/** Numbers when everything present is one, and none is written as a code; a column without values is numeric. */
function guessKind(
  rows: readonly (readonly string[])[],
  column: number,
  missing: ReadonlySet<string>,
): ColumnKind {
  for (const row of rows) {
    const text = row[column] ?? "";
    if (text === "" || missing.has(text) || missingMarks.has(text)) continue;
    if (isCode(text) || numberOfText(text) === notANumber) return "categorical";
  }
  return "numeric";
}

/** By the name of a ClickHouse type: numbers are numbers, all else (texts, dates, enumerations, booleans) categories. */
function kindOfType(type: string): ColumnKind {
  return /^(?:Nullable\()?(?:U?Int\d+|Float\d+|BFloat16|Decimal)/.test(type) ? "numeric" : "categorical";
}
