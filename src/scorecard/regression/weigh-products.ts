import { multiplyCells } from "./cell-tables.ts";
import { groupIntoCells } from "./cells.ts";
import { valueAt } from "./design.ts";
import type { CodedColumn, DesignColumn } from "./design.ts";

/**
 * Σ weight · x · xᵀ over some rows with x = (1, columns…), row-major and symmetric: sums, squares and products
 * of all columns at once. Coded columns go by tables of cells.
 */
export function weighProducts(
  columns: readonly DesignColumn[],
  rows: Int32Array,
  weights?: Float64Array,
): Float64Array {
  const amounts = Float64Array.from(rows, (row) => weights?.[row] ?? 1);
  const coded = columns.filter((column): column is CodedColumn => !(column instanceof Float64Array));
  if (coded.length === columns.length) {
    return multiplyCells(groupIntoCells(rows, coded), columns.length + 1, amounts);
  }
  const size = columns.length + 1;
  const products = new Float64Array(size * size);
  const values = new Float64Array(size).fill(1);
  for (const [index, row] of rows.entries()) {
    for (let j = 1; j < size; j++) values[j] = valueAt(columns[j - 1] as DesignColumn, row);
    for (let a = 0; a < size; a++) {
      const scaled = (amounts[index] as number) * (values[a] as number);
      for (let b = 0; b < size; b++) {
        products[a * size + b] = (products[a * size + b] as number) + scaled * (values[b] as number);
      }
    }
  }
  return products;
}
