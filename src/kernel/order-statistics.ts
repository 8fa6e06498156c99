/** Scales a median absolute deviation to the standard deviation of normal values: 1 / Φ⁻¹(3/4). */
export const madScale = 1.4826;

/** Up to so many values are sorted by hand: calling the engine's sort takes longer than that. */
const fewValues = 48;

/** A rising copy; numbers only, no NaN. */
export function sortedOf(values: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(values);
  if (sorted.length > fewValues) return sorted.sort();
  for (let next = 1; next < sorted.length; next++) {
    const value = sorted[next] as number;
    let place = next;
    while (place > 0 && (sorted[place - 1] as number) > value) {
      sorted[place] = sorted[place - 1] as number;
      place--;
    }
    sorted[place] = value;
  }
  return sorted;
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
  const distances = new Float64Array(values.length);
  for (let place = 0; place < distances.length; place++)
    distances[place] = Math.abs((values[place] as number) - middle);
  return medianOf(distances);
}

/** The median absolute deviation in units of a standard deviation of normal values. */
export function robustSpreadOf(values: ArrayLike<number>, middle: number = medianOf(values)): number {
  return madScale * medianDeviationOf(values, middle);
}
