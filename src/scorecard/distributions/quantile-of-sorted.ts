/**
 * Quantile of sorted values, linear between order statistics.
 * @param sorted  rising, at least one
 * @param share  in [0, 1]
 * @source Hyndman & Fan 1996, type 7
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (position - below) * (high - low);
}
