/** A rate or share as an integer in parts per million: 4.25 % is 42,500. */
export type RatePpm = number;

/** Rounds a fraction (0.0425) to whole parts per million; halves go up, so 0.0425 is 42,500 in spite of binary. */
export function ratePpmOf(fraction: number): RatePpm {
  return Math.round(fraction * 1_000_000);
}

/** The plain fraction, for formulas on ratios; money is multiplied with `multiplyByRate`, never with this. */
export function fractionOf(ratePpm: RatePpm): number {
  return ratePpm / 1_000_000;
}

/** Percent with the given number of decimals, rounded half away from zero: 42,500 ppm is `4.25%`. */
export function formatPercent(ratePpm: RatePpm, decimals: 0 | 1 | 2 | 3 | 4 = 2): string {
  const unit = 10 ** (4 - decimals);
  const scaled = Math.sign(ratePpm) * Math.round(Math.abs(ratePpm) / unit);
  return `${(scaled / 10 ** decimals).toFixed(decimals)}%`;
}

/** Basis points (one hundredth of a percent): 42,500 ppm are 425 bp. */
export function basisPointsOf(ratePpm: RatePpm): number {
  return ratePpm / 100;
}
