/** Eigenvalues of a symmetric matrix, the greatest first, and the eigenvector of each as a row. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

const mostSweeps = 30;

/**
 * By Jacobi's rotations, which are exact enough for the few dozen rows we have and always end.
 * @source C. G. J. Jacobi 1846; G. H. Golub, C. F. Van Loan, Matrix Computations, 8.5
 */
export function eigenOf(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, row) =>
    Float64Array.from({ length: size }, (_unused, place) => (place === row ? 1 : 0)),
  );
  for (let sweep = 0; sweep < mostSweeps && offDiagonalOf(a) > 1e-20; sweep++)
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  const order = a
    .map((row, place) => ({ value: row[place] ?? 0, place }))
    .sort((one, other) => other.value - one.value);
  return {
    values: order.map(({ value }) => value),
    vectors: order.map(({ place }) => vectors[place] ?? new Float64Array(size)),
  };
}

function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const rowP = a[p];
  const rowQ = a[q];
  const vectorP = vectors[p];
  const vectorQ = vectors[q];
  if (rowP === undefined || rowQ === undefined || vectorP === undefined || vectorQ === undefined) return;
  const apq = rowP[q] ?? 0;
  if (Math.abs(apq) < 1e-15) return;
  const theta = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * apq);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of a) {
    const one = row[p] ?? 0;
    const other = row[q] ?? 0;
    row[p] = cosine * one - sine * other;
    row[q] = sine * one + cosine * other;
  }
  turn(rowP, rowQ, cosine, sine);
  turn(vectorP, vectorQ, cosine, sine);
}

function turn(left: Float64Array, right: Float64Array, cosine: number, sine: number): void {
  for (let place = 0; place < left.length; place++) {
    const one = left[place] ?? 0;
    const other = right[place] ?? 0;
    left[place] = cosine * one - sine * other;
    right[place] = sine * one + cosine * other;
  }
}

function offDiagonalOf(a: readonly Float64Array[]): number {
  let sum = 0;
  for (const [place, row] of a.entries())
    for (const [column, value] of row.entries()) if (column !== place) sum += value * value;
  return sum;
}
