/** A regressor over all rows of a sample: a number a row, or a code a row with one number for each code. */
export type DesignColumn = Float64Array | CodedColumn;

/** A binned indicator: the bin of each row (at most 256 bins) and the weight of evidence of each bin. */
export interface CodedColumn {
  readonly codes: Uint8Array;
  readonly values: Float64Array;
}

/** What a regression is fitted on: columns over all rows of a sample, and the rows to use; an intercept is added. */
export interface Design {
  readonly columns: readonly DesignColumn[];
  /** 1 = bad. */
  readonly bad: Uint8Array;
  /** Row weights > 0, default 1: a row of weight 3 counts as three rows. */
  readonly weights?: Float64Array | undefined;
  readonly rows: Int32Array;
}

/** How many rows there are, each as many as its weight. */
export function totalWeight({ rows, weights }: Pick<Design, "rows" | "weights">): number {
  return weights ? rows.reduce((sum, row) => sum + (weights[row] as number), 0) : rows.length;
}

/** The column's number in a row. */
export function valueAt(column: DesignColumn, row: number): number {
  if (column instanceof Float64Array) return column[row] as number;
  return column.values[column.codes[row] as number] as number;
}

/** The column as a number a row. */
export function numbersOf(column: DesignColumn): Float64Array {
  if (column instanceof Float64Array) return column;
  const { codes, values } = column;
  return Float64Array.from(codes, (code) => values[code] as number);
}

/** Numbers of the rows whose mark is 1. */
export function rowsOf(included: Uint8Array): Int32Array {
  let rows = 0;
  for (let row = 0; row < included.length; row++) rows += included[row] as number;
  const list = new Int32Array(rows);
  for (let row = 0, next = 0; row < included.length; row++) if (included[row] === 1) list[next++] = row;
  return list;
}
