import type { DesignColumn } from "./design.ts";
import { fewestRowsForCells } from "./cells.ts";
import { numbersOf } from "./design.ts";
import { weighProducts } from "./weigh-products.ts";

/** Pearson's correlation of two columns by their positions; 0 when one does not vary. */
export type Correlations = (left: number, right: number) => number;

/**
 * Weighted correlations of columns over some rows. With few rows each pair is looked at when it is asked for; with
 * many all pairs are found together, from tables of cells.
 */
export function correlationsOf(
  columns: readonly DesignColumn[],
  rows: Int32Array,
  weights?: Float64Array,
): Correlations {
  if (rows.length < fewestRowsForCells) {
    const numbers = columns.map(numbersOf);
    return (left, right) =>
      correlate(numbers[left] as Float64Array, numbers[right] as Float64Array, rows, weights);
  }
  const size = columns.length + 1;
  const products = weighProducts(columns, rows, weights);
  const total = products[0] as number;
  const covarianceOf = (left: number, right: number): number =>
    (products[(left + 1) * size + right + 1] as number) / total -
    ((products[left + 1] as number) / total) * ((products[right + 1] as number) / total);
  return (left, right) => {
    const squares = covarianceOf(left, left) * covarianceOf(right, right);
    return squares > 0 ? covarianceOf(left, right) / Math.sqrt(squares) : 0;
  };
}

/** Weighted Pearson correlation over some rows; 0 when a column does not vary. */
export function correlate(
  left: Float64Array,
  right: Float64Array,
  rows: Int32Array,
  weights?: Float64Array,
): number {
  let total = 0;
  let leftMean = 0;
  let rightMean = 0;
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    total += weight;
    leftMean += weight * (left[row] as number);
    rightMean += weight * (right[row] as number);
  }
  leftMean /= total;
  rightMean /= total;
  let both = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    const l = (left[row] as number) - leftMean;
    const r = (right[row] as number) - rightMean;
    both += weight * l * r;
    leftSquares += weight * l * l;
    rightSquares += weight * r * r;
  }
  return leftSquares > 0 && rightSquares > 0 ? both / Math.sqrt(leftSquares * rightSquares) : 0;
}
