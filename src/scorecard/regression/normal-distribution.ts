/**
 * Two-sided p-value of a standard normal statistic: P(|Z| ≥ |z|), relative error below 1.2e-7.
 * @source W. H. Press et al., Numerical Recipes in C, 2nd ed., §6.2 (`erfcc`, Chebyshev fit)
 */
export function twoSidedPValue(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let sum = 0;
  for (const coefficient of complementaryErrorCoefficients) sum = sum * t + coefficient;
  return t * Math.exp(-x * x + sum);
}

/** Highest power first. */
const complementaryErrorCoefficients = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** P(Z ≤ z) of a standard normal, relative error of the smaller tail below 1.2e-7. */
export function normalCdf(z: number): number {
  const tail = twoSidedPValue(z) / 2;
  return z > 0 ? 1 - tail : tail;
}

/**
 * The z with P(Z ≤ z) = probability, by halving on `normalCdf`.
 * @param probability  in (0, 1)
 */
export function normalQuantile(probability: number): number {
  let low = -12;
  let high = 12;
  for (let step = 0; step < 70; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
