/**
 * Outcomes of a numeric column by rising cells, none empty. An atom is the only value in its cell; any other cell is an
 * interval from its floor to the floor of the next that has not been looked into.
 */
export interface Cells {
  readonly floors: Float64Array;
  /** −1 for an atom, else the cell's place on the grid. */
  readonly gridCells: Int32Array;
  readonly goodRows: Float64Array;
  readonly badRows: Float64Array;
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

/** Prefix sums over cells: entry b holds what lies below boundary b, that is below cell b. */
export interface CellSums {
  readonly size: number;
  readonly rows: Float64Array;
  readonly badRows: Float64Array;
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

export function sumCells({ floors, goodRows, badRows, goods, bads }: Cells): CellSums {
  const size = floors.length;
  const sums = {
    rows: new Float64Array(size + 1),
    badRows: new Float64Array(size + 1),
    goods: new Float64Array(size + 1),
    bads: new Float64Array(size + 1),
  };
  for (let cell = 0; cell < size; cell++) {
    const bad = badRows[cell] as number;
    sums.rows[cell + 1] = (sums.rows[cell] as number) + bad + (goodRows[cell] as number);
    sums.badRows[cell + 1] = (sums.badRows[cell] as number) + bad;
    sums.goods[cell + 1] = (sums.goods[cell] as number) + (goods[cell] as number);
    sums.bads[cell + 1] = (sums.bads[cell] as number) + (bads[cell] as number);
  }
  return { size, ...sums };
}

/** The first place whose number is at least `wanted`; the length when there is none. */
export function lowerBound(rising: Float64Array, wanted: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose number is above `limit`; the length when there is none. */
export function upperBound(rising: Float64Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
