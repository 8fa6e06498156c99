import { scorecardFaults } from "../errors.ts";

/**
 * Lower Cholesky factor of a symmetric positive definite matrix (row-major, `size` × `size`; only the lower
 * triangle is read).
 * @throws SCORECARD_MATRIX_SINGULAR when a pivot vanishes against its own column
 */
export function factorise(matrix: Float64Array, size: number): Float64Array {
  const found = tryFactorise(matrix, size);
  if (found.kind === "singular") {
    throw scorecardFaults.fault("SCORECARD_MATRIX_SINGULAR", { column: found.column });
  }
  return found.factor;
}

export type Factorisation =
  | { readonly kind: "factor"; readonly factor: Float64Array }
  /** The first column that is a combination of those before it. */
  | { readonly kind: "singular"; readonly column: number };

export function tryFactorise(matrix: Float64Array, size: number): Factorisation {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let k = 0; k < column; k++) {
        sum -= (factor[row * size + k] as number) * (factor[column * size + k] as number);
      }
      if (row === column) {
        if (!(sum > 1e-12 * (matrix[row * size + row] as number))) return { kind: "singular", column: row };
        factor[row * size + row] = Math.sqrt(sum);
      } else factor[row * size + column] = sum / (factor[column * size + column] as number);
    }
  }
  return { kind: "factor", factor };
}

/** Solves (L·Lᵀ) x = b for the factor L. */
export function solveFactorised(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row] as number;
    for (let k = 0; k < row; k++) sum -= (factor[row * size + k] as number) * (solution[k] as number);
    solution[row] = sum / (factor[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] as number;
    for (let k = row + 1; k < size; k++) {
      sum -= (factor[k * size + row] as number) * (solution[k] as number);
    }
    solution[row] = sum / (factor[row * size + row] as number);
  }
  return solution;
}

/** Inverse of L·Lᵀ, row-major, symmetric to the bit. */
export function invertFactorised(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solution = solveFactorised(factor, size, unit);
    for (let row = 0; row <= column; row++) {
      inverse[row * size + column] = solution[row] as number;
      inverse[column * size + row] = solution[row] as number;
    }
  }
  return inverse;
}

/** ln |L·Lᵀ|. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += 2 * Math.log(factor[row * size + row] as number);
  return sum;
}
