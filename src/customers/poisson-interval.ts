/** Bounds of a rate of counts; 95 %. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

const tail = 0.025;

/**
 * The exact interval of the mean of a Poisson count (Garwood, 95 %): with nothing observed it begins at zero and ends at
 * 3.69.
 * @source F. Garwood, Biometrika 28 (1936)
 */
export function poissonInterval(count: number): CountInterval {
  return {
    low: count === 0 ? 0 : solve((mean) => 1 - cumulative(count - 1, mean) - tail, count),
    high: solve((mean) => tail - cumulative(count, mean), count + 20 + 6 * Math.sqrt(count + 1)),
  };
}

/** The root of a function that rises through zero between 0 and `most`. */
function solve(rising: (mean: number) => number, most: number): number {
  let low = 0;
  let high = most;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of at most `count` at a mean. */
function cumulative(count: number, mean: number): number {
  if (mean === 0) return 1;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k++) {
    logTerm += Math.log(mean) - Math.log(k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
