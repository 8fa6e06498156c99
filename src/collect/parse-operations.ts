import { fieldsOf, type StreamField } from "#operations";
import { type Rows, setInt64, TextColumn } from "./columns.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import type { OperationsMapping } from "./operations-mapping.ts";
import { parseDay } from "./parse-day.ts";
import type { OperatingColumn, ParsedOperations } from "./parsed.ts";
import { type BatchNotes, RowCursor } from "./row-cursor.ts";

/** Names are short; what a register says of an enterprise may be a sentence. */
const longestText = 500;

/**
 * Parses a batch of an operating stream into columns. A row with any wrong field goes into quarantine as a whole; two
 * rows that say the same in every field have the same fingerprint.
 */
export function parseOperations(
  layout: Layout,
  mapping: OperationsMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedOperations {
  const { stream } = mapping;
  const cursor = new RowCursor(layout, rows, notes);
  const size = rows.ends.length;
  const readers = fieldsOf(stream).map(([name, field]) =>
    createReader(cursor, name, field, layout.columns.indexOf(mapping.columns[name] ?? name), size),
  );
  const texts = readers.filter((reader) => reader.keep !== undefined);
  const day = readers.find(({ name }) => name === "onDay" || name === "day");
  if (day === undefined) throw new Error(`a row of ${stream} has no day`);
  const ordinals = new Uint32Array(size);
  const fingerprints = new Uint32Array(2 * size);
  const print = new Fingerprint();
  const streamName = Buffer.from(stream, "latin1");
  let count = 0;
  while (cursor.next()) {
    print.start();
    print.bytes(streamName, 0, streamName.length);
    // Texts are kept last: a column of texts cannot be written over.
    if (!readers.every((reader) => reader.read(count, print))) continue;
    for (const reader of texts) reader.keep?.();
    ordinals[count] = cursor.ordinal;
    print.finish(fingerprints, count);
    count++;
  }
  const columns = Object.fromEntries(readers.map((reader) => [reader.name, reader.take(count)]));
  return {
    kind: "operations",
    stream,
    ordinals: ordinals.slice(0, count),
    fingerprints: fingerprints.slice(0, 2 * count),
    dayField: day.name,
    columns,
    problems: cursor.problems,
  };
}

/** Reads one field of the cursor's row into its column. */
interface FieldReader {
  readonly name: string;
  /** Reads the value as the `at`-th; false, and the row rejected, when it is none. */
  read(at: number, print: Fingerprint): boolean;
  /** Keeps the text that was read. */
  keep?(): void;
  /** The first values of the column. */
  take(count: number): OperatingColumn;
}

function createReader(
  cursor: RowCursor,
  name: string,
  field: StreamField,
  column: number,
  size: number,
): FieldReader {
  switch (field.kind) {
    case "text":
      return createTextReader(cursor, name, field, column, size);
    case "word":
      return createWordReader(cursor, name, field.words, column, size);
    case "truth":
      return createWordReader(cursor, name, ["0", "1"], column, size);
    case "day":
    case "whole":
    case "fen":
      return createNumberReader(cursor, name, field, column, size);
  }
}

const space = 0x20;
const tilde = 0x7e;

/** Plain letters are copied from the row; anything else is decoded and looked at. */
function createTextReader(
  cursor: RowCursor,
  name: string,
  { isOptional }: StreamField,
  column: number,
  size: number,
): FieldReader {
  const target = new TextColumn(size * 10);
  const { fields } = cursor;
  let bytes: Uint8Array = new Uint8Array(0);
  let start = 0;
  let end = 0;
  const isPlain = (): boolean => {
    if (end - start > longestText) return false;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte < space || byte > tilde) return false;
    }
    return true;
  };
  return {
    name,
    read: (_at, print) => {
      bytes = fields.bytes;
      start = fields.starts[column] as number;
      end = fields.ends[column] as number;
      if (!isPlain()) {
        const text = cursor.name(column, longestText);
        if (text === null) return false;
        bytes = Buffer.from(text, "utf8");
        start = 0;
        end = bytes.length;
      }
      if (start === end && !isOptional) {
        cursor.reject(column, "FIELD_MISSING");
        return false;
      }
      print.bytes(bytes, start, end);
      return true;
    },
    keep: () => target.append(bytes, start, end),
    take: () => ({ kind: "text", texts: target.take() }),
  };
}

function createWordReader(
  cursor: RowCursor,
  name: string,
  words: readonly string[],
  column: number,
  size: number,
): FieldReader {
  const codes = new Uint8Array(size);
  const spellings = words.map((word) => Buffer.from(word, "latin1"));
  return {
    name,
    read: (at, print) => {
      const { bytes, starts, ends } = cursor.fields;
      const start = starts[column] as number;
      const length = (ends[column] as number) - start;
      const code = spellings.findIndex((spelling) => {
        if (spelling.length !== length) return false;
        for (let i = 0; i < length; i++) if (bytes[start + i] !== spelling[i]) return false;
        return true;
      });
      if (code < 0) {
        cursor.rejectField(column, "WORD_UNKNOWN", { expected: words.join(", ") });
        return false;
      }
      codes[at] = code;
      print.word(code);
      return true;
    },
    take: (count) => ({ kind: "word", words, codes: codes.slice(0, count) }),
  };
}

/** Days, whole numbers and fen; all are integers held exactly. */
function createNumberReader(
  cursor: RowCursor,
  name: string,
  { kind, isOptional }: StreamField,
  column: number,
  size: number,
): FieldReader {
  const integers = new Int32Array(2 * size);
  const isMissing = isOptional ? new Uint8Array(size) : null;
  const parse = kind === "day" ? parseDay : parseWhole;
  return {
    name,
    read: (at, print) => {
      const { bytes, starts, ends } = cursor.fields;
      const start = starts[column] as number;
      const end = ends[column] as number;
      if (start === end && isMissing !== null) {
        isMissing[at] = 1;
        setInt64(integers, at, 0);
        print.word(0x7f4a7c15);
        return true;
      }
      const value = parse(bytes, start, end);
      if (!Number.isSafeInteger(value)) {
        if (start === end) cursor.reject(column, "FIELD_MISSING");
        else if (kind === "day") cursor.rejectField(column, "DATE_MALFORMED");
        else cursor.rejectField(column, value > 0 ? "VALUE_TOO_LARGE" : "VALUE_MALFORMED");
        return false;
      }
      if (isMissing !== null) isMissing[at] = 0;
      setInt64(integers, at, value);
      print.word(integers[2 * at] as number);
      print.word(integers[2 * at + 1] as number);
      return true;
    },
    take: (count) => ({
      kind: "integer",
      type: kind === "fen" ? "fen" : "whole",
      integers: integers.slice(0, 2 * count),
      isMissing: isMissing?.slice(0, count) ?? null,
    }),
  };
}

const zero = 0x30;
const minus = 0x2d;
const mostDigits = 15;

/** A whole number of at most fifteen digits; infinite when it has more, `NaN` when it is none. */
function parseWhole(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === minus ? start + 1 : start;
  if (first >= end) return Number.NaN;
  let value = 0;
  for (let i = first; i < end; i++) {
    const digit = (bytes[i] as number) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  if (end - first > mostDigits) return Number.POSITIVE_INFINITY;
  return first === start ? value : 0 - value;
}
