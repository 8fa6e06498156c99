/** One row of a sheet, its cells as text. */
export interface CellRow {
  /** Number of the row in its sheet, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * The row as it is sealed: UTF-8, fields parted by commas and in quotation marks where they must be (RFC 4180), a
 * line feed at the end. A line break inside a cell becomes a space; a short row is filled up to the header's width.
 */
export function encodeRow(cells: readonly string[], columns: number): Buffer {
  let end = cells.length;
  while (end > columns && cells[end - 1] === "") end--;
  const fields = cells.slice(0, end).map(encodeField);
  while (fields.length < columns) fields.push("");
  return Buffer.from(`${fields.join(",")}\n`, "utf8");
}

function encodeField(text: string): string {
  const line = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, " ") : text;
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
