import { invertFactorised, tryFactorise } from "./cholesky.ts";
import type { Correlations } from "./correlation.ts";

/**
 * Variance inflation factors 1 / (1 − R²) of columns, each against the others of the list and a constant: the diagonal
 * of the inverse of their correlation matrix. Infinite for all when a column is a combination of the others.
 * @param positions  of the columns among those correlated; the factors have them as keys
 * @source Belsley, Kuh & Welsch, Regression Diagnostics (1980), §3.1
 */
export function inflationsOf(
  positions: readonly number[],
  correlations: Correlations,
): ReadonlyMap<number, number> {
  const size = positions.length;
  const matrix = new Float64Array(size * size);
  for (const [row, left] of positions.entries()) {
    for (const [column, right] of positions.entries()) {
      matrix[row * size + column] = row === column ? 1 : correlations(left, right);
    }
  }
  const found = tryFactorise(matrix, size);
  const inverse = found.kind === "factor" ? invertFactorised(found.factor, size) : null;
  return new Map(
    positions.map((position, index) => [
      position,
      inverse === null ? Number.POSITIVE_INFINITY : (inverse[index * size + index] as number),
    ]),
  );
}
