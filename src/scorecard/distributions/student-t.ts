import { betaLower, betaQuantile } from "./beta.ts";

/**
 * P(T ≤ t) of Student's t.
 * @param degrees  of freedom, > 0
 */
export function studentLower(t: number, degrees: number): number {
  const tail = betaLower(degrees / (degrees + t * t), { first: degrees / 2, second: 0.5 }) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The t with P(T ≤ t) = probability.
 * @param probability  in (0, 1)
 * @param degrees  of freedom, > 0
 */
export function studentQuantile(probability: number, degrees: number): number {
  // T² / (degrees + T²) is beta; the smaller of it and its rest is taken, so that neither end cancels.
  const tail = Math.min(probability, 1 - probability);
  const side = Math.sign(probability - 0.5);
  if (tail < 0.25) {
    const rest = betaQuantile(2 * tail, { first: degrees / 2, second: 0.5 });
    return side * Math.sqrt((degrees * (1 - rest)) / rest);
  }
  const share = betaQuantile(1 - 2 * tail, { first: 0.5, second: degrees / 2 });
  return side * Math.sqrt((degrees * share) / (1 - share));
}
