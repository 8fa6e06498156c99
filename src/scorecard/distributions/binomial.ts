import { betaLower, betaUpper } from "./beta.ts";

/** How often something happened in how many trials; both may be fractions when rows are weighted. */
export interface Occurrences {
  readonly count: number;
  readonly trials: number;
}

/** P(X ≥ count) of a binomial variable; 1 when count is 0. Fractions go by the incomplete beta function. */
export function binomialUpper({ count, trials }: Occurrences, probability: number): number {
  if (count <= 0) return 1;
  if (count > trials) return 0;
  return betaLower(probability, { first: count, second: trials - count + 1 });
}

/** P(X ≤ count) of a binomial variable. */
export function binomialLower({ count, trials }: Occurrences, probability: number): number {
  if (count >= trials) return 1;
  return betaUpper(probability, { first: count + 1, second: trials - count });
}
