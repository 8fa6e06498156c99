import { betaQuantile } from "../distributions/beta.ts";
import type { Occurrences } from "../distributions/binomial.ts";

/** A figure and the interval in which it lies at the confidence of the artefact that holds it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Green: nothing to see; amber: look at it; red: act. */
export type TrafficLight = "green" | "amber" | "red";

/**
 * A share with Jeffreys' interval: quantiles of the beta distribution with half an occurrence added on both sides.
 * @param confidence  in (0, 1)
 * @returns NaN figures without trials; the interval reaches 0 or 1 when nothing or everything occurred
 * @source L. Brown, T. Cai, A. DasGupta, "Interval estimation for a binomial proportion" (2001), §3.1.2 and §4.1.1
 */
export function shareEstimate({ count, trials }: Occurrences, confidence: number): Estimate {
  if (!(trials > 0)) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const shapes = { first: count + 0.5, second: Math.max(0, trials - count) + 0.5 };
  const tail = (1 - confidence) / 2;
  return {
    value: count / trials,
    low: count <= 0 ? 0 : betaQuantile(tail, shapes),
    high: count >= trials ? 1 : betaQuantile(1 - tail, shapes),
  };
}

/** An estimate with all three figures multiplied, as when a rate is shown against an expected one. */
export function scaleEstimate({ value, low, high }: Estimate, factor: number): Estimate {
  return { value: value * factor, low: low * factor, high: high * factor };
}
