import type { Estimate } from "#scorecard";
import { decimal, percent } from "../figures.ts";

/** A rate with its interval. */
export function rateText({ value, low, high }: Estimate): string {
  return `${percent(finite(value))} [${percent(finite(low))}, ${percent(finite(high))}]`;
}

/** A figure with its interval. */
export function estimateText({ value, low, high }: Estimate): string {
  return `${decimal(finite(value), 3)} [${decimal(finite(low), 3)}, ${decimal(finite(high), 3)}]`;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
