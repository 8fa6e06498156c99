import { incompleteGamma, logGamma } from "./gamma.ts";
import { invertDistribution } from "./invert-distribution.ts";
import { normalQuantile } from "./normal.ts";

/**
 * P(X ≥ x) of a chi-squared variable, to about 1e-13 of itself.
 * @param degrees  of freedom, > 0
 */
export function chiSquaredUpper(x: number, degrees: number): number {
  return incompleteGamma(degrees / 2, x / 2).upper;
}

/**
 * The x with P(X ≤ x) = probability.
 * @param probability  in [0, 1)
 * @param degrees  of freedom, > 0
 * @source first guess: Wilson & Hilferty 1931
 */
export function chiSquaredQuantile(probability: number, degrees: number): number {
  if (probability <= 0) return 0;
  const spread = 2 / (9 * degrees);
  const guess = degrees * (1 - spread + normalQuantile(probability) * Math.sqrt(spread)) ** 3;
  const shape = degrees / 2;
  const distribution = {
    lower: (x: number) => incompleteGamma(shape, x / 2).lower,
    density: (x: number) => Math.exp((shape - 1) * Math.log(x / 2) - x / 2 - logGamma(shape)) / 2,
  };
  const start = guess > 0 ? guess : degrees * 1e-3;
  return invertDistribution(distribution, probability, { low: 0, high: Math.max(1e3, 1e2 * start), start });
}
