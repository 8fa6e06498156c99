/** Streaming k-nearest-neighbour detector with conformal scores; JSON. */
export interface KnnCadState {
  readonly length: number;
  /** The last values, oldest first. */
  readonly recent: number[];
  /** Vectors of the past, oldest first: the older half is compared with, the newer half says what is usual. */
  readonly training: number[][];
  readonly calibration: number[];
  /** Rows of the matrix that whitens vectors: the inverse of the Cholesky factor of their covariance. */
  whitening: number[][];
  sinceWhitened: number;
}

const trainingSize = 120;
const calibrationSize = 300;
const neighbours = 8;

export function emptyKnnCad(length: number): KnnCadState {
  return { length, recent: [], training: [], calibration: [], whitening: [], sinceWhitened: 0 };
}

/**
 * Share of past vectors whose distance to their nearest neighbours is smaller than this one's: 1 means that nothing
 * like the last `length` values was seen. NaN until enough is known. Unknown values leave everything as it is.
 * @source E. Burnaev, V. Ishimtsev, Conformalized density- and distance-based anomaly detection in time-series data,
 * 2016: vectors of neighbouring values, Mahalanobis distance, sum over the nearest, inductive conformal p-value
 */
export function knnCadScore(state: KnnCadState, value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  const { recent, training, calibration, length } = state;
  recent.push(value);
  if (recent.length > length) recent.shift();
  if (recent.length < length) return Number.NaN;
  if (training.length < trainingSize) {
    training.push([...recent]);
    return Number.NaN;
  }
  if (state.whitening.length === 0 || state.sinceWhitened >= length * 4) {
    state.whitening = whiteningOf(training);
    state.sinceWhitened = 0;
  }
  state.sinceWhitened++;
  const distance = nearestSum(state, recent);
  const isKnown = calibration.length >= calibrationSize / 2;
  let smaller = 0;
  for (const usual of calibration) if (usual < distance) smaller++;
  const score = isKnown ? smaller / calibration.length : Number.NaN;
  calibration.push(distance);
  if (calibration.length > calibrationSize) {
    calibration.shift();
    // What has been seen long enough becomes the past that others are compared with.
    training.push([...recent]);
    training.shift();
  }
  return score;
}

function nearestSum({ training, whitening, length }: KnnCadState, vector: readonly number[]): number {
  const nearest: number[] = [];
  const difference = new Float64Array(length);
  for (const other of training) {
    for (let place = 0; place < length; place++)
      difference[place] = (vector[place] ?? 0) - (other[place] ?? 0);
    let squares = 0;
    const worst = nearest.length < neighbours ? Number.POSITIVE_INFINITY : (nearest[neighbours - 1] ?? 0);
    for (let row = 0; row < length && squares < worst; row++) {
      const weights = whitening[row];
      let sum = 0;
      for (let place = 0; place <= row; place++) sum += (weights?.[place] ?? 0) * (difference[place] ?? 0);
      squares += sum * sum;
    }
    if (squares < worst) insertSorted(nearest, squares);
  }
  return nearest.reduce((sum, squares) => sum + Math.sqrt(squares), 0);
}

function insertSorted(nearest: number[], squares: number): void {
  let place = Math.min(nearest.length, neighbours - 1);
  while (place > 0 && (nearest[place - 1] ?? 0) > squares) {
    nearest[place] = nearest[place - 1] ?? 0;
    place--;
  }
  nearest[place] = squares;
}

/** Inverse of the lower Cholesky factor of the covariance; a little is added to its diagonal, so that it has one. */
function whiteningOf(vectors: readonly (readonly number[])[]): number[][] {
  const length = vectors[0]?.length ?? 0;
  const factor = choleskyOf(covarianceOf(vectors, length));
  return factor.map((_, column) => column).map((row) => inverseRow(factor, row));
}

function covarianceOf(vectors: readonly (readonly number[])[], length: number): number[][] {
  const means = Array.from(
    { length },
    (_, place) => vectors.reduce((sum, vector) => sum + (vector[place] ?? 0), 0) / vectors.length,
  );
  const matrix = Array.from({ length }, () => Array.from({ length }, () => 0));
  for (const vector of vectors)
    for (let row = 0; row < length; row++)
      for (let column = 0; column <= row; column++) {
        const product =
          ((vector[row] ?? 0) - (means[row] ?? 0)) * ((vector[column] ?? 0) - (means[column] ?? 0));
        const line = matrix[row];
        if (line !== undefined) line[column] = (line[column] ?? 0) + product / vectors.length;
      }
  const trace = matrix.reduce((sum, line, row) => sum + (line[row] ?? 0), 0);
  for (const [row, line] of matrix.entries()) line[row] = (line[row] ?? 0) + 0.05 * (trace / length) + 1e-9;
  return matrix;
}

function choleskyOf(matrix: readonly (readonly number[])[]): number[][] {
  const factor = matrix.map((line) => line.map(() => 0));
  for (let row = 0; row < matrix.length; row++)
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]?.[column] ?? 0;
      for (let place = 0; place < column; place++)
        rest -= (factor[row]?.[place] ?? 0) * (factor[column]?.[place] ?? 0);
      const line = factor[row];
      if (line === undefined) continue;
      line[column] =
        row === column ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (factor[column]?.[column] ?? 1);
    }
  return factor;
}

/** One row of the inverse of a lower triangular matrix, by substitution from the diagonal to the left. */
function inverseRow(factor: readonly (readonly number[])[], row: number): number[] {
  const inverse = Array.from({ length: row + 1 }, () => 0);
  inverse[row] = 1 / (factor[row]?.[row] ?? 1);
  for (let column = row - 1; column >= 0; column--) {
    let sum = 0;
    for (let place = column + 1; place <= row; place++)
      sum += (inverse[place] ?? 0) * (factor[place]?.[column] ?? 0);
    inverse[column] = -sum / (factor[column]?.[column] ?? 1);
  }
  return inverse;
}
