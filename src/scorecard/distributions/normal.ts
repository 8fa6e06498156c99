import { incompleteGamma } from "./gamma.ts";

/** P(Z ≤ z) of a standard normal; the smaller tail to about 1e-13 of itself. */
export function normalLower(z: number): number {
  const tail = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? tail.upper / 2 : 0.5 + tail.lower / 2;
}

/** P(|Z| ≥ |z|) of a standard normal, to about 1e-13 of itself. */
export function normalTwoSided(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper;
}

/**
 * The z with P(Z ≤ z) = probability, to about 1e-13.
 * @param probability  in [0, 1]; the ends give infinities
 * @source first guess: Abramowitz & Stegun 26.2.23; then Halley's steps on the smaller tail
 */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  let z =
    ((0.010_328 * t + 0.802_853) * t + 2.515_517) / (((0.001_308 * t + 0.189_269) * t + 1.432_788) * t + 1) -
    t;
  for (let step = 0; step < 4; step++) {
    const newton = (normalLower(z) - tail) / normalDensity(z);
    z -= newton / (1 + (z * newton) / 2);
  }
  return probability < 0.5 ? z : -z;
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
