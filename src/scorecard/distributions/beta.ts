import { deviance, stirlingError } from "./gamma.ts";
import { invertDistribution } from "./invert-distribution.ts";
import { normalQuantile } from "./normal.ts";

/** Shapes of a beta distribution, both > 0. */
export interface BetaShapes {
  readonly first: number;
  readonly second: number;
}

/**
 * P(X ≤ x) of a beta variable: the regularised incomplete beta function.
 * @param x  in [0, 1]
 * @source NIST DLMF 8.17.22 (continued fraction, by Lentz); the factor before it as Loader 2000
 */
export function betaLower(x: number, { first, second }: BetaShapes): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on the side below the mean; the other side is its mirror image.
  return x < (first + 1) / (first + second + 2)
    ? lowerTail(x, 1 - x, { first, second })
    : 1 - lowerTail(1 - x, x, { first: second, second: first });
}

/** P(X ≥ x) of a beta variable, exact where it is small. */
export function betaUpper(x: number, { first, second }: BetaShapes): number {
  return betaLower(1 - x, { first: second, second: first });
}

/**
 * The x with P(X ≤ x) = probability.
 * @param probability  in [0, 1]
 */
export function betaQuantile(probability: number, shapes: BetaShapes): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  const distribution = {
    lower: (x: number) => betaLower(x, shapes),
    density: (x: number) => powerOverBeta(x, 1 - x, shapes) / (x * (1 - x)),
  };
  return invertDistribution(distribution, probability, {
    low: 0,
    high: 1,
    start: firstGuess(probability, shapes),
  });
}

/** The normal quantile on the logit scale, which is nearly right unless a shape is small. */
function firstGuess(probability: number, { first, second }: BetaShapes): number {
  const logit = Math.log(first / second) + normalQuantile(probability) * Math.sqrt(1 / first + 1 / second);
  return Math.min(1 - 1e-12, Math.max(1e-12, 1 / (1 + Math.exp(-logit))));
}

function lowerTail(x: number, rest: number, shapes: BetaShapes): number {
  return Math.min(1, (powerOverBeta(x, rest, shapes) / shapes.first) * fractionOf(x, shapes));
}

/** x^first · rest^second / B(first, second), by deviances, so that large shapes do not cancel. */
function powerOverBeta(x: number, rest: number, { first, second }: BetaShapes): number {
  const sum = first + second;
  const exponent =
    stirlingError(sum) -
    stirlingError(first) -
    stirlingError(second) -
    deviance(first, sum * x) -
    deviance(second, sum * rest);
  return Math.exp(exponent) * Math.sqrt((first * second) / (2 * Math.PI * sum));
}

function fractionOf(x: number, { first, second }: BetaShapes): number {
  const sum = first + second;
  let c = 1;
  let d = 1 / nonZero(1 - (sum * x) / (first + 1));
  let fraction = d;
  for (let k = 1; k < 200_000; k++) {
    const even = (k * (second - k) * x) / ((first + 2 * k - 1) * (first + 2 * k));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(first + k) * (sum + k) * x) / ((first + 2 * k) * (first + 2 * k + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
