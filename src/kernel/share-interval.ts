/**
 * Interval of a share by Wilson 1927; all of [0, 1] without a trial.
 * @param z  deviations of a standard normal; 1.96 for 95 %
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  z = 1.96,
): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const square = (z * z) / trials;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
