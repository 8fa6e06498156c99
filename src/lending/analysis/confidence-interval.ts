/** A share with the interval in which it lies with 95 % confidence; all in 0 to 1. */
export interface ShareWithInterval {
  readonly hits: number;
  readonly total: number;
  /** Null when there is nothing to count. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

const tail = 0.025;

/**
 * The exact interval of a share of counts (Clopper–Pearson, 95 %): with nothing observed it says "at most", which a
 * normal approximation would call zero.
 * @source C. J. Clopper, E. S. Pearson, Biometrika 26 (1934)
 */
export function shareOf(hits: number, total: number): ShareWithInterval {
  if (total === 0) return { hits, total, share: null, low: 0, high: 1 };
  const low = hits === 0 ? 0 : solve((p) => upperTail(hits, total, p) - tail);
  const high = hits === total ? 1 : solve((p) => tail - (1 - upperTail(hits + 1, total, p)));
  return { hits, total, share: hits / total, low, high };
}

/** The root of a function that rises through zero on [0, 1]. */
function solve(rising: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of at least `hits` among `total` at probability p. */
function upperTail(hits: number, total: number, p: number): number {
  if (p <= 0) return hits === 0 ? 1 : 0;
  if (p >= 1) return 1;
  // From the largest count down, each term from its neighbour: no factorial overflows.
  let sum = 0;
  let logTerm = 0;
  for (let k = 1; k <= hits; k++) logTerm += Math.log((total - k + 1) / k);
  logTerm += hits * Math.log(p) + (total - hits) * Math.log(1 - p);
  const logOdds = Math.log(p) - Math.log(1 - p);
  for (let k = hits; k <= total; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((total - k) / (k + 1)) + logOdds;
  }
  return Math.min(1, sum);
}
