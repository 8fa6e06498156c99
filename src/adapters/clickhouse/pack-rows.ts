import { fieldsOf, type StreamField, type StreamName, type StreamRows } from "#operations";
import { clickhouseFaults } from "./errors.ts";
import type { ColumnBlock, NumberValues, TextValues } from "./native-columns.ts";
import { PackReader, PackWriter } from "./packed-bytes.ts";

type Cell = string | number | bigint | boolean | null;

/** Beyond this size the difference of two numbers may not be exact. */
const mostForSteps = 2 ** 51;
const isOptional = 1;
const isInFull = 2;

/**
 * Rows of one stream in few bytes, field by field in the order of the fields: of numbers the step from the row before,
 * of texts and words the place among those that came before.
 */
export function packRows<Name extends StreamName>(
  stream: Name,
  rows: readonly StreamRows[Name][],
): Uint8Array {
  const writer = new PackWriter();
  const fields = fieldsOf(stream);
  writer.length(rows.length);
  writer.length(fields.length);
  for (const [name, field] of fields) {
    const cells = rows.map((row) => (row as unknown as Readonly<Record<string, Cell>>)[name] ?? null);
    if (isText(field)) packTexts(writer, cells as readonly string[]);
    else packNumbers(writer, cells);
  }
  return writer.take();
}

/** @throws CLICKHOUSE_RESULT where the bytes are not those of the stream's fields */
export function unpackColumns(stream: StreamName, packed: Uint8Array): ColumnBlock {
  const reader = new PackReader(packed);
  const rows = reader.length();
  const fields = fieldsOf(stream);
  const count = reader.length();
  if (count !== fields.length) {
    throw clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: `${stream} ${count}` });
  }
  return {
    rows,
    columns: fields.map(([, field]) =>
      isText(field) ? unpackTexts(reader, rows) : unpackNumbers(reader, rows),
    ),
  };
}

/** Words are kept as texts, so that a word more changes nothing that is stored. */
export function isText({ kind }: StreamField): boolean {
  return kind === "text" || kind === "word";
}

function packTexts(writer: PackWriter, texts: readonly string[]): void {
  const places = new Map<string, number>();
  for (const text of texts) {
    const place = places.get(text);
    writer.length(place ?? 0);
    if (place !== undefined) continue;
    writer.text(text);
    places.set(text, places.size + 1);
  }
}

function unpackTexts(reader: PackReader, rows: number): TextValues {
  const texts: string[] = [];
  const indexes: number[] = [];
  for (let at = 0; at < rows; at++) {
    const place = reader.length();
    if (place === 0) texts.push(reader.text());
    indexes.push(place === 0 ? texts.length - 1 : place - 1);
  }
  return { kind: "texts", texts, indexes };
}

function packNumbers(writer: PackWriter, cells: readonly Cell[]): void {
  const numbers = cells.map(Number);
  const hasMissing = cells.includes(null);
  const inFull = numbers.some((value) => Math.abs(value) >= mostForSteps);
  writer.length((hasMissing ? isOptional : 0) + (inFull ? isInFull : 0));
  if (hasMissing) for (const cell of cells) writer.length(cell === null ? 1 : 0);
  let before = 0;
  for (const [at, value] of numbers.entries()) {
    if (cells[at] === null) continue;
    if (inFull) writer.double(value);
    else writer.signed(value - before);
    before = value;
  }
}

function unpackNumbers(reader: PackReader, rows: number): NumberValues {
  const flags = reader.length();
  const inFull = (flags & isInFull) !== 0;
  let isNull: number[] | null = null;
  if ((flags & isOptional) !== 0) {
    isNull = [];
    for (let at = 0; at < rows; at++) isNull.push(reader.length());
  }
  const numbers: number[] = [];
  let before = 0;
  for (let at = 0; at < rows; at++) {
    if (isNull === null || isNull[at] === 0) before = inFull ? reader.double() : before + reader.signed();
    numbers.push(before);
  }
  return { kind: "numbers", numbers, isNull };
}
