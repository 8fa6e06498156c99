import { type BusinessDay, type Fen, multiplyByRate } from "#kernel";
import type { DecisionParameters } from "./parameters.ts";

/** What an enterprise's own invoices say about its cash flow over the twelve months up to the evaluation day. */
export interface CashFlow {
  /** Valid sales with VAT, red invoices deducted. */
  readonly salesFen: Fen;
  /** Valid purchases with VAT, red invoices deducted. */
  readonly purchasesFen: Fen;
  /** Of valid sales over the whole history; null when there is none. */
  readonly firstSaleOn: BusinessDay | null;
  readonly lastSaleOn: BusinessDay | null;
}

export interface Capacity {
  /** What it can carry, a multiple of the amount unit, at most the largest amount, at least 0. */
  readonly capacityFen: Fen;
  /** Which of the three bounds was the smallest. */
  readonly limitedBy: "sales" | "netInflow" | "maximum";
  readonly salesFen: Fen;
  readonly netInflowFen: Fen;
}

/**
 * The most that an enterprise can carry from its own cash flow: the smallest of a share of its sales, a share of its
 * net inflow (sales minus purchases, with VAT), and the largest amount of the product. This is what makes amounts
 * interior: profit is linear in the amount, so without it every grant would be the largest or the least.
 * Wages, taxes and rent are not in the invoices, hence a share and not the whole of the inflow.
 */
export function capacityOf(cashFlow: CashFlow, parameters: DecisionParameters): Capacity {
  const { salesFen } = cashFlow;
  const netInflowFen = salesFen - cashFlow.purchasesFen;
  const unit = BigInt(parameters.amountUnitFen.value);
  const bounds = [
    { limitedBy: "maximum", fen: BigInt(parameters.maximumAmountFen.value) },
    { limitedBy: "sales", fen: shareOf(salesFen, parameters.salesSharePpm.value) },
    { limitedBy: "netInflow", fen: shareOf(netInflowFen, parameters.netInflowSharePpm.value) },
  ] as const;
  const smallest = bounds.reduce((least, bound) => (bound.fen < least.fen ? bound : least), bounds[0]);
  return {
    capacityFen: (smallest.fen / unit) * unit,
    limitedBy: smallest.limitedBy,
    salesFen,
    netInflowFen,
  };
}

/** Rounded down to the fen; a negative base carries nothing. */
function shareOf(fen: Fen, ppm: number): Fen {
  return fen <= 0n ? 0n : multiplyByRate(fen, ppm, "truncate");
}
