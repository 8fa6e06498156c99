import { lowerBound } from "../counting/cell-sums.ts";
import type { Cells, CellSums } from "../counting/cell-sums.ts";

/**
 * Candidate intervals of one indicator, rising, as prefix sums: entry e holds what lies below boundary e,
 * entry `size` everything that is not missing.
 */
export interface PreBins {
  readonly size: number;
  /** cuts[e] separates pre-bin e from pre-bin e + 1; size − 1 of them. */
  readonly cuts: Float64Array;
  readonly rows: Int32Array;
  readonly badRows: Int32Array;
  /** Weighted outcomes. */
  readonly bads: Float64Array;
  readonly goods: Float64Array;
}

/** Where somebody wants cuts, and the open intervals where nobody does. */
export interface LaidDownCuts {
  readonly fixedCuts: readonly number[];
  readonly forbiddenCuts: readonly { readonly from: number; readonly to: number }[];
}

const noLaidDownCuts: LaidDownCuts = { fixedCuts: [], forbiddenCuts: [] };

/**
 * Joins the cells between neighbouring boundaries (rising, 0 < boundary < number of cells) into pre-bins.
 * @param laidDown  a boundary that a fixed cut marks lies exactly there, others outside what is forbidden where they can
 */
export function groupIntoPreBins(
  cells: Cells,
  sums: CellSums,
  boundaries: readonly number[],
  { fixedCuts, forbiddenCuts }: LaidDownCuts = noLaidDownCuts,
): PreBins {
  const fixed = new Map(fixedCuts.map((cut) => [lowerBound(cells.floors, cut), cut]));
  const size = sums.size === 0 ? 0 : boundaries.length + 1;
  const preBins = {
    size,
    cuts: new Float64Array(boundaries.length),
    rows: new Int32Array(size + 1),
    badRows: new Int32Array(size + 1),
    bads: new Float64Array(size + 1),
    goods: new Float64Array(size + 1),
  };
  for (let bin = 1; bin <= size; bin++) {
    const edge = boundaries[bin - 1] ?? sums.size;
    if (bin < size) preBins.cuts[bin - 1] = fixed.get(edge) ?? cutAt(cells, edge, forbiddenCuts);
    preBins.rows[bin] = sums.rows[edge] as number;
    preBins.badRows[bin] = sums.badRows[edge] as number;
    preBins.bads[bin] = sums.bads[edge] as number;
    preBins.goods[bin] = sums.goods[edge] as number;
  }
  return preBins;
}

/** The middle between the values on both sides where these are known, else the lowest number of the right side. */
function cutAt(
  { floors, gridCells }: Cells,
  boundary: number,
  forbidden: LaidDownCuts["forbiddenCuts"],
): number {
  const high = floors[boundary] as number;
  const areAtoms = (gridCells[boundary - 1] as number) < 0 && (gridCells[boundary] as number) < 0;
  return areAtoms ? cutOutside(forbidden, floors[boundary - 1] as number, high) : high;
}

/** The cut between two values, nearest to their middle, that lies in no forbidden interval; the middle when there is none. */
function cutOutside(forbidden: LaidDownCuts["forbiddenCuts"], low: number, high: number): number {
  const middle = cutBetween(low, high);
  const isForbidden = (cut: number): boolean => forbidden.some(({ from, to }) => cut > from && cut < to);
  if (!isForbidden(middle)) return middle;
  const [nearest] = [...forbidden.flatMap(({ from, to }) => [from, to]), high]
    .filter((cut) => cut > low && cut <= high && !isForbidden(cut))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  return nearest ?? middle;
}

/** A cut above `low` and not above `high`: the middle, or `high` where rounding would lose it. */
function cutBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle <= high ? middle : high;
}

/** Boundaries where the running count of rows crosses a quantile: at most `most` groups of about equal size. */
export function quantileBoundaries({ size, rows }: CellSums, most: number): number[] {
  const all = rows[size] as number;
  const boundaries: number[] = [];
  let crossed = 0;
  for (let boundary = 1; boundary < size; boundary++) {
    const reached = Math.floor(((rows[boundary] as number) * most) / all);
    if (reached <= crossed) continue;
    crossed = reached;
    boundaries.push(boundary);
  }
  return boundaries;
}

/** Row numbers of an indicator's non-missing values in rising order; computed once, used by every fold. */
export function orderOfValues(values: Float64Array): Int32Array {
  let present = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row] as number)) present++;
  const order = new Int32Array(present);
  for (let row = 0, next = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row] as number)) order[next++] = row;
  }
  return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}
