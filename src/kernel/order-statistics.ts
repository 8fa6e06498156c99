/** Scales a median absolute deviation to the standard deviation of normal values: 1 / Φ⁻¹(3/4). */
export const madScale = 1.4826;

/** A rising copy; numbers only, no NaN. */
export function sortedOf(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * Quantile of rising values, linear between order statistics; NaN of nothing.
 * @param share  in [0, 1]
 * @source Hyndman & Fan 1996, type 7
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}

/** The middle of rising values, the mean of the two middle ones where there are two; NaN of nothing. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** `medianOfSorted` of values in any order. */
export function medianOf(values: ArrayLike<number>): number {
  return medianOfSorted(sortedOf(values));
}

/** Median of the distances from the middle: hardly moved by a few wild values. NaN of nothing. */
export function medianDeviationOf(values: ArrayLike<number>, middle: number = medianOf(values)): number {
  return medianOf(Float64Array.from(values, (value) => Math.abs(value - middle)));
}

/** The median absolute deviation in units of a standard deviation of normal values. */
export function robustSpreadOf(values: ArrayLike<number>, middle: number = medianOf(values)): number {
  return madScale * medianDeviationOf(values, middle);
}
