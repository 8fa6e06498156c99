import type { StreamName, StreamRows } from "#operations";
import { getInt64, textsOf } from "./columns.ts";
import type { OperatingColumn, ParsedOperations } from "./parsed.ts";

type Cell = string | number | bigint | boolean | null;

/** The parsed rows of a stream as rows, in their order; for streams of few rows, and for tests. */
export function operatingRowsOf<Name extends StreamName>(parsed: ParsedOperations): StreamRows[Name][] {
  const columns = Object.entries(parsed.columns).map(
    ([name, column]) => [name, cellsOf(column, parsed.ordinals.length)] as const,
  );
  return Array.from(parsed.ordinals, (_, i) => {
    const row: Record<string, Cell> = {};
    for (const [name, cells] of columns) row[name] = cells[i] as Cell;
    return row as unknown as StreamRows[Name];
  });
}

/** One column's values as they stand in rows. */
export function cellsOf(column: OperatingColumn, count: number): Cell[] {
  switch (column.kind) {
    case "text":
      return textsOf(column.texts);
    case "word":
      return Array.from(column.codes, (code) =>
        column.words[0] === "0" ? code === 1 : (column.words[code] as string),
      );
    case "integer":
      return Array.from({ length: count }, (_, i) => {
        if (column.isMissing?.[i] === 1) return null;
        const value = getInt64(column.integers, i);
        return column.type === "fen" ? BigInt(value) : value;
      });
  }
}

/** Days on which the rows happened, one a row. */
export function daysOfOperations({ columns, dayField, ordinals }: ParsedOperations): Int32Array {
  const column = columns[dayField];
  if (column?.kind !== "integer") throw new Error(`no column ${dayField}`);
  const days = new Int32Array(ordinals.length);
  for (let i = 0; i < days.length; i++) days[i] = column.integers[2 * i] as number;
  return days;
}
