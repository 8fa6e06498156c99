import { theilSenSlopeOf } from "#kernel";

export { medianOf as median, robustSpreadOf as robustSpread } from "#kernel";

/** Points that are enough for a slope; all their pairs are compared. */
const mostPoints = 60;

/** Median of the slopes of all pairs, of at most 60 points taken evenly. */
export function theilSenSlope(points: readonly (readonly [x: number, y: number])[]): number {
  return theilSenSlopeOf(points, mostPoints);
}

/** P(Z ≥ z) of a standard normal. @source Abramowitz and Stegun 1964, 26.2.17, error below 7.5e-8 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (polynomial * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** P(T ≥ t) of Student's t by the normal score of Wallace 1959. */
export function studentTail(t: number, degrees: number): number {
  if (t < 0) return 1 - studentTail(-t, degrees);
  const score = Math.sqrt(degrees * Math.log1p((t * t) / degrees));
  return normalTail((score * (8 * degrees + 1)) / (8 * degrees + 3));
}

/** P(X ≥ found) of a Poisson count; exact sum, from the larger side. */
export function poissonTail(found: number, expected: number): number {
  if (found <= 0) return 1;
  if (expected <= 0) return 0;
  let logTerm = -expected + found * Math.log(expected) - logFactorial(found);
  if (found <= expected) {
    // Below the mean the lower side is summed, so that nothing is lost by cancelling.
    let below = 0;
    let term = Math.exp(-expected);
    for (let i = 0; i < found; i++) {
      below += term;
      term *= expected / (i + 1);
    }
    return Math.max(0, 1 - below);
  }
  let sum = 0;
  for (let i = found; i < found + 1000; i++) {
    const term = Math.exp(logTerm);
    sum += term;
    if (term < sum * 1e-12) break;
    logTerm += Math.log(expected / (i + 1));
  }
  return Math.min(1, sum);
}

function logFactorial(count: number): number {
  if (count < 30) {
    let sum = 0;
    for (let i = 2; i <= count; i++) sum += Math.log(i);
    return sum;
  }
  // Stirling's series; at 30 the error is below 1e-9.
  return (
    count * Math.log(count) -
    count +
    0.5 * Math.log(2 * Math.PI * count) +
    1 / (12 * count) -
    1 / (360 * count ** 3)
  );
}

/**
 * P(X ≥ found) of a binomial count by the normal approximation to its arcsine, with a continuity correction; exact sums
 * are not needed where the answer is compared with one in a thousand.
 */
export function binomialTail(found: number, trials: number, share: number): number {
  if (trials === 0) return 1;
  const observed = Math.max(0, (found - 0.5) / trials);
  if (observed <= share) return 1;
  return normalTail(
    2 * Math.sqrt(trials) * (Math.asin(Math.sqrt(Math.min(1, observed))) - Math.asin(Math.sqrt(share))),
  );
}
