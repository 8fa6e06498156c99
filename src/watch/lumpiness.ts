import { type DayStretch, type DaySums, numbersWithin } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";

export const lumpinessParameters = {
  deviations: designChoice("lumpiness.deviations", 20, "0.1 σ", {
    zh: "比率的下降须超过由少数大额笔数造成的偶然波动的这么多个标准差",
    en: "Standard deviations of what a few large amounts make by chance, by which a rate must have fallen",
  }),
};

/**
 * Relative standard deviation of a sum that is made of few large amounts: √Σa² ÷ Σa, as if days came and went by
 * chance; 1 of nothing.
 */
export function lumpinessOf(sums: DaySums, stretch: DayStretch): number {
  let total = 0;
  let squares = 0;
  for (const value of numbersWithin(sums, stretch)) {
    total += value;
    squares += value * value;
  }
  return total <= 0 ? 1 : Math.min(1, Math.sqrt(squares) / total);
}

/** Whether a fall of a rate to `ratio` of what it was is more than the lumps of both of its parts make by chance. */
export function isBeyondLumps(ratio: number, parts: readonly number[]): boolean {
  const spread = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
  return 1 - ratio >= (lumpinessParameters.deviations.value / 10) * spread;
}
