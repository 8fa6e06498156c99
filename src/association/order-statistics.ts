/** The middle value, the mean of the two middle ones where there are two; NaN of nothing. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Median of the distances from the median, times 1.4826: the standard deviation of normal values, and hardly moved
 * by a few wild ones.
 */
export function robustScaleOf(values: ArrayLike<number>, middle: number = medianOf(values)): number {
  return 1.4826 * medianOf(Float64Array.from(values, (value) => Math.abs(value - middle)));
}
