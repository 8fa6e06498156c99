import { medianOf, quantileOfSorted, robustSpreadOf, sortedOf } from "#kernel";
import { eigenOf } from "./symmetric-eigen.ts";

/** Share of the variance that the kept components explain; what is left is the surprise. */
const explained = 0.9;
const trimmed = 0.05;
const fewestWindowsALength = 4;

/**
 * For every value, how many robust standard deviations the stretches around it are from what a few principal shapes
 * of the whole series can make up; NaN where no stretch of `length` known values covers it. The shapes are fitted
 * twice, the second time without the stretches that fitted worst, so that an anomaly does not explain itself.
 * @source Q. Liu, J. Paparrizos, The Elephant in the Room (TSB-AD), NeurIPS 2024: Sub-PCA; C. Aggarwal, Outlier
 * Analysis, 2017, ch. 3 (reconstruction error)
 */
export function subPcaScores(values: Float64Array, length: number): Float64Array {
  const windows = windowsOf(values, length);
  const scores = new Float64Array(values.length).fill(Number.NaN);
  if (windows.length < fewestWindowsALength * length) return scores;
  const first = errorsOf(windows, windows);
  const limit = quantileOfSorted(sortedOf(first), 1 - trimmed);
  const errors = errorsOf(
    windows,
    windows.filter((_, place) => (first[place] ?? 0) <= limit),
  );
  const middle = medianOf(errors);
  const scale = robustSpreadOf(errors, middle) || 1;
  const sums = new Float64Array(values.length);
  const counts = new Float64Array(values.length);
  for (const [place, { from }] of windows.entries())
    for (let at = from; at < from + length; at++) {
      sums[at] = (sums[at] ?? 0) + ((errors[place] ?? 0) - middle) / scale;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  return scores.map((_, at) => ((counts[at] ?? 0) === 0 ? Number.NaN : (sums[at] ?? 0) / (counts[at] ?? 1)));
}

interface Stretch {
  readonly from: number;
  readonly values: Float64Array;
}

function windowsOf(values: Float64Array, length: number): Stretch[] {
  const windows: Stretch[] = [];
  let known = 0;
  for (let at = 0; at < values.length; at++) {
    known = Number.isNaN(values[at] ?? Number.NaN) ? 0 : known + 1;
    if (known >= length)
      windows.push({ from: at - length + 1, values: values.subarray(at - length + 1, at + 1) });
  }
  return windows;
}

/** Root of the mean squared distance of each stretch from the space of the shapes fitted to `fitted`. */
function errorsOf(windows: readonly Stretch[], fitted: readonly Stretch[]): Float64Array {
  const length = windows[0]?.values.length ?? 0;
  const mean = new Float64Array(length);
  for (const { values } of fitted)
    for (let place = 0; place < length; place++)
      mean[place] = (mean[place] ?? 0) + (values[place] ?? 0) / fitted.length;
  const { values: sizes, vectors } = eigenOf(covarianceOf(fitted, mean));
  const all = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  let kept = 0;
  for (let sum = 0; kept < length - 1 && sum < explained * all; kept++) sum += Math.max(0, sizes[kept] ?? 0);
  const shapes = vectors.slice(0, kept);
  return Float64Array.from(windows, ({ values }) => {
    let squares = 0;
    for (let place = 0; place < length; place++) squares += ((values[place] ?? 0) - (mean[place] ?? 0)) ** 2;
    for (const shape of shapes) {
      let along = 0;
      for (let place = 0; place < length; place++)
        along += ((values[place] ?? 0) - (mean[place] ?? 0)) * (shape[place] ?? 0);
      squares -= along * along;
    }
    return Math.sqrt(Math.max(0, squares) / length);
  });
}

function covarianceOf(windows: readonly Stretch[], mean: Float64Array): Float64Array[] {
  const length = mean.length;
  const matrix = Array.from({ length }, () => new Float64Array(length));
  for (const { values } of windows)
    for (let row = 0; row < length; row++) {
      const line = matrix[row];
      const one = (values[row] ?? 0) - (mean[row] ?? 0);
      if (line === undefined) continue;
      for (let column = 0; column <= row; column++)
        line[column] = (line[column] ?? 0) + one * ((values[column] ?? 0) - (mean[column] ?? 0));
    }
  for (let row = 0; row < length; row++)
    for (let column = 0; column < row; column++) {
      const line = matrix[column];
      if (line !== undefined) line[row] = matrix[row]?.[column] ?? 0;
    }
  return matrix;
}
