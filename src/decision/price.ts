import { type RatePpm, ratePpmOf } from "#kernel";
import { decisionFaults } from "./errors.ts";
import type { ChurnRating, DecisionParameters } from "./parameters.ts";

/** One row: the annual rate and the share of customers lost at it, by rating. */
export interface ChurnRow {
  readonly ratePpm: RatePpm;
  readonly A: number;
  readonly B: number;
  readonly C: number;
}

/** Rates rising; churn need not be smooth or monotone (the contest's table is not). */
export type ChurnTable = readonly ChurnRow[];

/**
 * What one yuan of committed amount is expected to bring at a rate. Whole parts per million, so that every total is
 * exact integer arithmetic and a replay gives the same fen.
 */
export interface Price {
  readonly ratePpm: RatePpm;
  readonly churn: number;
  /** (1 − churn)·[(1 − PD)·r − PD·LGD − funding − operating], per yuan committed and year, rounded to whole ppm. */
  readonly profitPpm: RatePpm;
  /** (1 − churn)·PD·LGD, rounded to whole ppm. */
  readonly lossPpm: RatePpm;
}

/** @throws DECISION_CHURN_TABLE_INVALID when the table is empty, unordered or out of range */
export function checkChurnTable(churn: ChurnTable): void {
  churn.forEach((row, index) => {
    const before = churn[index - 1]?.ratePpm ?? 0;
    const shares = [row.A, row.B, row.C];
    if (row.ratePpm > before && shares.every((share) => share >= 0 && share <= 1)) return;
    const found = `${row.ratePpm}; ${shares.join(", ")}`;
    throw decisionFaults.fault("DECISION_CHURN_TABLE_INVALID", { row: index + 1, found });
  });
  if (churn.length === 0) throw decisionFaults.fault("DECISION_CHURN_TABLE_INVALID", { row: 1, found: "—" });
}

/**
 * The rate with the largest expected profit per yuan committed; of equal ones the lowest, which is the customer's.
 *
 * Choosing it for each enterprise by itself is exact, not a heuristic: the programme is
 *   max Σ Aᵢ·uᵢ(rᵢ)  s. t.  Σ Aᵢ ≤ budget,  Aᵢ ∈ {0} ∪ [low, capacityᵢ],  rᵢ ∈ table,
 * and no constraint mentions a rate, because the budget counts committed amounts. For any feasible A ≥ 0 the objective
 * is therefore largest when every uᵢ is, so an optimal solution with rᵢ = argmax uᵢ exists whatever A is. (Were the
 * budget counted on drawn amounts, Σ Aᵢ·(1 − churnᵢ(rᵢ)), the rate would enter the constraint and this would fail.)
 * @returns null when no allowed rate of the table makes a profit
 */
export function bestPrice(
  pd: number,
  rating: ChurnRating,
  churn: ChurnTable,
  parameters: DecisionParameters,
): Price | null {
  let best: Price | null = null;
  for (const row of churn) {
    if (row.ratePpm < parameters.minimumRatePpm.value || row.ratePpm > parameters.maximumRatePpm.value)
      continue;
    const price = priceAt(pd, row.ratePpm, row[rating], parameters);
    if (price.profitPpm > (best?.profitPpm ?? 0)) best = price;
  }
  return best;
}

/** Expected profit and loss of one yuan committed at one rate; falling in the PD at every rate. */
export function priceAt(pd: number, ratePpm: number, churn: number, parameters: DecisionParameters): Price {
  const loss = (pd * parameters.lossGivenDefaultPpm.value) / 1e6;
  const cost = (parameters.fundingCostPpm.value + parameters.operatingCostPpm.value) / 1e6;
  const margin = ((1 - pd) * ratePpm) / 1e6 - loss - cost;
  return {
    ratePpm,
    churn,
    profitPpm: ratePpmOf((1 - churn) * margin),
    lossPpm: ratePpmOf((1 - churn) * loss),
  };
}
