import type { ChallengerTask, IndicatorColumn } from "#scorecard";

/**
 * Rows as the CSV that YDF reads, with their outcome, which it does not look at when it predicts. Columns are x0, x1 … and categories c0, c1 …, so that no name needs quoting; a missing
 * value is empty. Columns without two different values are left out.
 */
export function examplesOf({ columns, bad, development }: ChallengerTask, rows: Int32Array): string {
  const used = columns.flatMap((column, index) =>
    varies(column, development) ? [{ name: `x${index}`, textOf: textOf(column) }] : [],
  );
  const lines = [[...used.map(({ name }) => name), "outcome"].join(",")];
  for (const row of rows) {
    const cells = used.map((column) => column.textOf(row));
    lines.push([...cells, bad[row] === 1 ? "bad" : "good"].join(","));
  }
  return lines.join("\n");
}

function textOf(column: IndicatorColumn): (row: number) => string {
  if (column.kind === "categorical") {
    return (row) => (column.codes[row] === -1 ? "" : `c${String(column.codes[row])}`);
  }
  return (row) => (Number.isNaN(column.values[row] as number) ? "" : String(column.values[row]));
}

function varies(column: IndicatorColumn, rows: Int32Array): boolean {
  const text = textOf(column);
  const first = rows.find((row) => text(row) !== "");
  if (first === undefined) return false;
  const value = text(first);
  return rows.some((row) => text(row) !== "" && text(row) !== value);
}
