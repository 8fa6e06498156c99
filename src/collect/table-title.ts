import { normaliseColumn } from "./resolve-columns.ts";

/** Cells that stand above the header of a table, row by row. */
export type TableTitle = readonly (readonly string[])[];

/** A table's title is sealed with every batch, so it is kept short. */
const mostTitleRows = 40;
const mostTitleCells = 12;
const mostCellCharacters = 80;
const mostTitleCharacters = 3000;

/** The cells above a header, empty ones left out. */
export function titleOf(rows: readonly (readonly string[])[]): TableTitle {
  const title: string[][] = [];
  let left = mostTitleCharacters;
  for (const row of rows.slice(-mostTitleRows)) {
    const cells = row
      .map((cell) => cell.trim().slice(0, mostCellCharacters))
      .filter((cell) => cell !== "")
      .slice(0, mostTitleCells);
    left -= cells.reduce((sum, cell) => sum + cell.length + 3, 2);
    if (left < 0) break;
    if (cells.length > 0) title.push(cells);
  }
  return title;
}

/** The value beside a label: in the same cell behind a colon, or in the next cell; null when there is none. */
export function titleValue(title: TableTitle, labels: readonly string[] | undefined): string | null {
  for (const label of labels ?? []) {
    const wanted = normaliseColumn(label);
    for (const row of title) {
      for (const [i, cell] of row.entries()) {
        const value = valueIn(cell, wanted, row[i + 1]);
        if (value !== null) return value;
      }
    }
  }
  return null;
}

/** Several labels may share one cell: `账号：62…  户名：某厂`. */
function valueIn(cell: string, label: string, next: string | undefined): string | null {
  const plain = cell.normalize("NFKC").trim();
  const bare = normaliseColumn(plain).replace(/:$/, "");
  if (bare === label) return next === undefined || next.includes(":") ? null : next.trim();
  const at = plain.indexOf(`${label}:`);
  if (at < 0) return null;
  const rest = plain.slice(at + label.length + 1).trim();
  const value = /^(.*?)(?:\s+\S{2,12}:.*)?$/.exec(rest)?.[1]?.trim() ?? "";
  return value === "" ? (next?.trim() ?? null) : value;
}
