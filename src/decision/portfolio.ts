import type { Fen, RatePpm } from "#kernel";
import type { DecisionReason } from "./reasons.ts";

/** The answer to one applicant. */
export interface CreditDecision {
  readonly id: string;
  readonly pd: number;
  readonly grade: string;
  readonly outcome: "granted" | "declined";
  /** Committed amount; null when declined. */
  readonly amountFen: Fen | null;
  readonly annualRatePpm: RatePpm | null;
  readonly capacityFen: Fen;
  readonly expectedProfitFen: Fen;
  readonly expectedLossFen: Fen;
  readonly reasons: readonly DecisionReason[];
}

export interface DecidedPortfolio {
  readonly applicants: number;
  readonly granted: number;
  /** Sum of committed amounts, at most the budget. */
  readonly amountFen: Fen;
  readonly budgetFen: Fen;
  /** What is expected to be drawn once customers lost to the rate are gone: Σ amount·(1 − churn). */
  readonly expectedDrawnFen: Fen;
  readonly expectedProfitFen: Fen;
  readonly expectedLossFen: Fen;
  /** Dual of the budget row, the granted enterprises and their rates fixed. */
  readonly shadowPricePpm: RatePpm | null;
  /** Profit gained when one percent more budget is allocated anew. */
  readonly profitOfOnePercentMoreBudgetFen: Fen | null;
  readonly solver: { readonly name: string; readonly status: string; readonly relativeGap: number };
  readonly sensitivity: readonly Tendency[];
  /** True when a bank's own rating declined or could decline somebody; the report must say so. */
  readonly usesBankRating: boolean;
}

/** The same decision under one central tendency; `meanPd` is over the applicants. */
export interface Tendency {
  readonly centralTendencyPpm: RatePpm;
  readonly used: boolean;
  readonly meanPd: number;
  readonly granted: number;
  readonly amountFen: Fen;
  readonly expectedProfitFen: Fen;
}

/** The totals of the granted. */
export function totalsOf(
  decisions: readonly CreditDecision[],
): Pick<DecidedPortfolio, "granted" | "amountFen" | "expectedProfitFen" | "expectedLossFen"> {
  const sum = (read: (decision: CreditDecision) => Fen | null): Fen =>
    decisions.reduce((total, decision) => total + (read(decision) ?? 0n), 0n);
  return {
    granted: decisions.filter((decision) => decision.outcome === "granted").length,
    amountFen: sum((decision) => decision.amountFen),
    expectedProfitFen: sum((decision) => decision.expectedProfitFen),
    expectedLossFen: sum((decision) => decision.expectedLossFen),
  };
}

/** The decisions under one tendency, summed up. */
export function tendencyOf(
  decisions: readonly CreditDecision[],
  centralTendencyPpm: RatePpm,
  used: boolean,
): Tendency {
  const { granted, amountFen, expectedProfitFen } = totalsOf(decisions);
  // Summed in order of size, so that the order of the applicants cannot show in the last bit.
  const pds = decisions.map((decision) => decision.pd).sort((a, b) => a - b);
  const meanPd = pds.reduce((sum, pd) => sum + pd, 0) / Math.max(1, pds.length);
  return { centralTendencyPpm, used, meanPd, granted, amountFen, expectedProfitFen };
}
