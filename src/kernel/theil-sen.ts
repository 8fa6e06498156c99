import { madScale, medianOfSorted } from "./order-statistics.ts";

/** A straight line through points, with the standard error of its slope and of its intercept. */
export interface FittedLine {
  readonly slope: number;
  readonly slopeError: number;
  readonly intercept: number;
  readonly interceptError: number;
}

const fewestPoints = 10;

/**
 * The line through the median of all pairwise slopes; a quarter of the points may be anything at all without moving it
 * far. Its intercept is the median of what is left.
 * @returns null with fewer than ten points, or where x does not vary
 * @source Sen 1968, Estimates of the regression coefficient based on Kendall's tau, JASA 63(324), §4 for the error
 */
export function fitTheilSen(x: readonly number[], y: readonly number[]): FittedLine | null {
  const count = Math.min(x.length, y.length);
  if (count < fewestPoints) return null;
  const slopes = pairwiseSlopes(x, y, count);
  if (slopes.length < count) return null;
  const slope = medianOfSorted(slopes);
  const rests = Float64Array.from({ length: count }, (_, at) => (y[at] ?? 0) - slope * (x[at] ?? 0)).sort();
  const intercept = medianOfSorted(rests);
  // Half the number of slopes that the interval of one standard deviation of Kendall's S leaves out on each side.
  const spread = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const half = spread / 2;
  const middle = slopes.length / 2;
  const low = slopes[Math.max(0, Math.floor(middle - half))] ?? slope;
  const high = slopes[Math.min(slopes.length - 1, Math.ceil(middle + half))] ?? slope;
  const slopeError = (high - low) / 2;
  const deviations = rests.map((rest) => Math.abs(rest - intercept)).sort();
  const scale = (madScale * 1.2533 * medianOfSorted(deviations)) / Math.sqrt(count);
  const meanX = x.slice(0, count).reduce((sum, value) => sum + value, 0) / count;
  return { slope, slopeError, intercept, interceptError: Math.hypot(scale, slopeError * meanX) };
}

/**
 * Median of the slopes of all pairs, of so many points at most, taken evenly; NaN where x does not vary.
 * @source Theil 1950; Sen 1968
 */
export function theilSenSlopeOf(points: readonly (readonly [x: number, y: number])[], most: number): number {
  const step = Math.max(1, Math.ceil(points.length / most));
  const taken = points.filter((_, index) => index % step === 0);
  return medianOfSorted(
    pairwiseSlopes(
      taken.map(([x]) => x),
      taken.map(([, y]) => y),
      taken.length,
    ),
  );
}

function pairwiseSlopes(x: readonly number[], y: readonly number[], count: number): Float64Array {
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let found = 0;
  for (let left = 0; left < count; left++) {
    const leftX = x[left] ?? 0;
    const leftY = y[left] ?? 0;
    for (let right = left + 1; right < count; right++) {
      const run = (x[right] ?? 0) - leftX;
      if (run !== 0) slopes[found++] = ((y[right] ?? 0) - leftY) / run;
    }
  }
  return slopes.subarray(0, found).sort();
}
