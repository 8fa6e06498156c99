import { type RatePpm, ratePpmOf } from "#kernel";
import type { ChurnRating, DecisionParameters } from "./parameters.ts";
import { bestPrice, type ChurnTable } from "./price.ts";

/** What a loan would cost about, before anything is applied for: no offer, and nobody is bound by it. */
export interface IndicativePrice {
  /** Annual, with what outlooks add; null where no allowed rate makes a profit. */
  readonly ratePpm: RatePpm | null;
  /** At the lowest and the highest probability of default of the grade: an evaluation knows it about so well. */
  readonly lowPpm: RatePpm | null;
  readonly highPpm: RatePpm | null;
  /** Below this annual rate the expected loss, the funding and the operating cost are not covered. */
  readonly costPpm: RatePpm;
}

/** Where the risk of an enterprise lies. */
export interface GradedRisk {
  readonly pd: number;
  readonly pdLow: number;
  readonly pdHigh: number;
  readonly churnRating: ChurnRating;
}

/**
 * The price that credit decisions would take, for the probability of default of an enterprise and for both ends of its
 * grade. What outlooks add is added after that, within the allowed rates.
 */
export function indicativePrice(
  { pd, pdLow, pdHigh, churnRating }: GradedRisk,
  about: { readonly churn: ChurnTable; readonly addPpm: RatePpm },
  parameters: DecisionParameters,
): IndicativePrice {
  const { churn, addPpm } = about;
  const at = (risk: number): RatePpm | null => {
    const price = bestPrice(risk, churnRating, churn, parameters);
    if (price === null) return null;
    const { minimumRatePpm, maximumRatePpm } = parameters;
    return Math.min(Math.max(price.ratePpm + addPpm, minimumRatePpm.value), maximumRatePpm.value);
  };
  const rates = [at(Math.min(pdLow, pd)), at(pd), at(Math.max(pdHigh, pd))];
  const known = rates.filter((rate) => rate !== null);
  return {
    ratePpm: rates[1] ?? null,
    // Churn tables need not be smooth, so a higher risk may be priced lower: the interval holds all three.
    lowPpm: known.length === 0 ? null : Math.min(...known),
    // Beyond what may be asked the interval has no upper end.
    highPpm: rates.some((rate) => rate === null) ? null : Math.max(...known),
    costPpm: ratePpmOf(costOf(pd, parameters)),
  };
}

/** The annual rate at which one yuan committed brings nothing: (1 − PD)·r = PD·LGD + funding + operating. */
function costOf(pd: number, parameters: DecisionParameters): number {
  const { lossGivenDefaultPpm, fundingCostPpm, operatingCostPpm } = parameters;
  const spent = (pd * lossGivenDefaultPpm.value + fundingCostPpm.value + operatingCostPpm.value) / 1e6;
  return spent / (1 - pd);
}
