import type { CodedColumn } from "./design.ts";

/** A few coded columns taken together: each combination of their codes is one cell. */
export interface CellGroup {
  /** Positions among the columns. */
  readonly members: readonly number[];
  /** Combinations of codes. */
  readonly cells: number;
  /** Cell of each row, in the order of the rows asked for. */
  readonly codes: Uint8Array;
  /** The members' values in each cell: cell · members + member. */
  readonly values: Float64Array;
}

/** Below it cells save nothing; and small fits keep the order of additions, hence the bits, that they always had. */
export const fewestRowsForCells = 20_000;

/** So that the table of two groups (32 KB) stays in the first cache. */
const mostCells = 64;

/**
 * Packs coded columns into groups of few cells. What a row contributes to a regression depends on its cells alone, so
 * the information matrix comes from one table for each pair of groups instead of a product for each pair of columns.
 */
export function groupIntoCells(rows: Int32Array, columns: readonly CodedColumn[]): readonly CellGroup[] {
  const groups: CellGroup[] = [];
  let members: number[] = [];
  let cells = 1;
  for (const [position, { values }] of columns.entries()) {
    if (members.length > 0 && cells * values.length > mostCells) {
      groups.push(buildGroup(rows, columns, members, cells));
      members = [];
      cells = 1;
    }
    members.push(position);
    cells *= values.length;
  }
  if (members.length > 0) groups.push(buildGroup(rows, columns, members, cells));
  return groups;
}

function buildGroup(
  rows: Int32Array,
  columns: readonly CodedColumn[],
  members: readonly number[],
  cells: number,
): CellGroup {
  const codes = new Uint8Array(rows.length);
  const values = new Float64Array(cells * members.length);
  let stride = 1;
  for (const [index, position] of members.entries()) {
    const column = columns[position] as CodedColumn;
    for (let i = 0; i < rows.length; i++) {
      codes[i] = (codes[i] as number) + stride * (column.codes[rows[i] as number] as number);
    }
    for (let cell = 0; cell < cells; cell++) {
      const code = Math.floor(cell / stride) % column.values.length;
      values[cell * members.length + index] = column.values[code] as number;
    }
    stride *= column.values.length;
  }
  return { members, cells, codes, values };
}
