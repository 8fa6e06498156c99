import { fieldsOf, type StreamName, type StreamRows } from "#operations";
import type { ColumnBlock, NumberValues, TextValues } from "./native-columns.ts";
import {
  makeCollectorDays,
  makeInvoices,
  makeMachineDays,
  makeMeterDays,
  makeWorkforce,
  type RowMaker,
} from "./operating-rows.ts";
import { isText, unpackColumns } from "./pack-rows.ts";

/** Streams of many rows, whose columns are in the same order in their tables. */
const makers: Partial<Record<StreamName, RowMaker<object>>> = {
  machineDays: makeMachineDays,
  meterDays: makeMeterDays,
  collectorDays: makeCollectorDays,
  workforce: makeWorkforce,
  invoices: makeInvoices,
};

/** Where the columns of the enterprise and the leaf stand in a table; a pack has neither. */
const none: TextValues = { kind: "texts", texts: [], indexes: [] };

/**
 * Calls back with the rows of a pack that happened up to a day, in the order in which they were packed.
 * @throws CLICKHOUSE_RESULT where the pack is not one of the stream
 */
export function unpackRows(
  stream: StreamName,
  packed: Uint8Array,
  lastDay: number,
  keep: (row: object) => void,
): void {
  const block = unpackColumns(stream, packed);
  const { numbers: days } = block.columns[dayColumnOf(stream)] as NumberValues;
  const maker = makers[stream];
  const make =
    maker === undefined
      ? makeFields(stream, block)
      : maker({ rows: block.rows, columns: [none, none, ...block.columns] });
  for (let at = 0; at < block.rows; at++) if ((days[at] as number) <= lastDay) keep(make(at));
}

const dayColumns = new Map<StreamName, number>();

/** The column with the day on which a row happened; a declaration happens when it is filed. */
function dayColumnOf(stream: StreamName): number {
  const known = dayColumns.get(stream);
  if (known !== undefined) return known;
  const names = fieldsOf(stream).map(([name]) => name);
  const found = Math.max(names.indexOf(stream === "declared" ? "filedOn" : "onDay"), names.indexOf("day"));
  dayColumns.set(stream, found);
  return found;
}

/** Rows of a stream by its fields alone. */
function makeFields<Name extends StreamName>(
  stream: Name,
  block: ColumnBlock,
): (at: number) => StreamRows[Name] {
  const readers = fieldsOf(stream).map(([name, field], i) => [name, readerOf(field, block, i)] as const);
  return (at) => {
    const row: Record<string, unknown> = {};
    for (const [name, read] of readers) row[name] = read(at);
    return row as unknown as StreamRows[Name];
  };
}

type Field = ReturnType<typeof fieldsOf>[number][1];

function readerOf(field: Field, { columns }: ColumnBlock, index: number): (at: number) => unknown {
  if (isText(field)) {
    const { texts, indexes } = columns[index] as TextValues;
    return (at) => texts[indexes[at] as number];
  }
  const { numbers, isNull } = columns[index] as NumberValues;
  const valueOf: (value: number) => unknown =
    field.kind === "fen" ? BigInt : field.kind === "truth" ? (value) => value === 1 : (value) => value;
  return (at) => (isNull !== null && isNull[at] === 1 ? null : valueOf(numbers[at] as number));
}
