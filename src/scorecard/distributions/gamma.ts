/**
 * What Stirling's formula misses: ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π, without cancellation for large x.
 * @param x  > 0
 * @source C. Loader, "Fast and accurate computation of binomial probabilities" (2000), `stirlerr`
 */
export function stirlingError(x: number): number {
  if (x < 16) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;
  const square = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / x;
}

/**
 * ln Γ(x), relative error about 1e-15.
 * @param x  > 0
 * @source C. Lanczos 1964 with g = 7 and nine terms (P. Godfrey's coefficients)
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = 0.999_999_999_999_809_93;
  lanczos.forEach((coefficient, index) => {
    sum += coefficient / (shifted + index + 1);
  });
  const base = shifted + 7.5;
  return halfLogTwoPi + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/**
 * Both regularised incomplete gamma functions P(shape, x) and Q = 1 − P; the smaller one is exact to about 1e-13 of
 * itself.
 * @param shape  > 0
 * @param x  ≥ 0
 * @source NIST DLMF 8.11.4 (series) and 8.9.2 (continued fraction, by Lentz)
 */
export function incompleteGamma(
  shape: number,
  x: number,
): { readonly lower: number; readonly upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  const scale = powerOverGamma(shape, x);
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; term > sum * 1e-17 && k < mostTerms; k++) {
      term *= x / (shape + k);
      sum += term;
    }
    const lower = Math.min(1, scale * sum);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, scale * tailFraction(shape, x));
  return { lower: 1 - upper, upper };
}

/** x^shape · e^−x / Γ(shape), through the deviance for large shapes so that large terms do not cancel. */
function powerOverGamma(shape: number, x: number): number {
  if (shape < 10) return Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return Math.sqrt(shape / (2 * Math.PI)) * Math.exp(-stirlingError(shape) - deviance(shape, x));
}

/**
 * x · ln(x / mean) + mean − x, exact also where both are nearly equal.
 * @source Loader 2000, `bd0`
 */
export function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  let sum = difference * ratio;
  let term = 2 * x * ratio;
  for (let k = 1; k < 1_000; k++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * k + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

function tailFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < mostTerms; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

const tiny = 1e-300;
const mostTerms = 100_000;
const halfLogTwoPi = 0.918_938_533_204_672_8;
const lanczos = [
  676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];
