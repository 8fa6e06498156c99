import type { BusinessDay, Fen } from "#kernel";
import {
  type CashFlow,
  type ChurnTable,
  type CreditDecision,
  type DecidedPortfolio,
  type DecisionParameters,
  decidePortfolio,
  loadAllocationSolver,
} from "#decision";
import type { Portfolio } from "#report";
import { defaultChurn } from "./default-churn.ts";
import type { ScoredEnterprise } from "./score-enterprises.ts";

export interface ApplicantDecisions {
  readonly decisions: ReadonlyMap<string, CreditDecision>;
  readonly portfolio: Portfolio;
}

/** Decides on the enterprises without credit history, within the budget. */
export async function decideApplicants(
  applicants: readonly {
    readonly id: string;
    readonly bankRating: string | null;
    readonly cashFlow: CashFlow;
  }[],
  scored: ReadonlyMap<string, ScoredEnterprise>,
  options: {
    readonly asOf: BusinessDay;
    /** Null when the input held none; then the labelled assumption is used. */
    readonly churn: ChurnTable | null;
    readonly sampleBadRate: number;
    readonly parameters: DecisionParameters;
    readonly budgetFen: Fen;
  },
): Promise<ApplicantDecisions> {
  const solver = await loadAllocationSolver();
  const { decisions, portfolio } = decidePortfolio(
    {
      ...options,
      churn: options.churn ?? defaultChurn.value,
      applicants: applicants.map(({ id, bankRating, cashFlow }) => ({
        id,
        bankRating,
        rawPd: (scored.get(id) as ScoredEnterprise).rawPd,
        cashFlow,
      })),
    },
    solver,
  );
  return {
    decisions: new Map(decisions.map((decision) => [decision.id, decision])),
    portfolio: describePortfolio(portfolio),
  };
}

/** A portfolio in which nothing was decided, because there was nothing to score with. */
export function undecidedPortfolio(applicants: number, budgetFen: Fen): Portfolio {
  return {
    applicants,
    granted: 0,
    amountFen: "0",
    budgetFen: String(budgetFen),
    expectedProfitFen: "0",
    expectedLossFen: "0",
    shadowPricePpm: null,
    profitOfOnePercentMoreBudgetFen: null,
    solver: null,
    sensitivity: [],
  };
}

function describePortfolio(portfolio: DecidedPortfolio): Portfolio {
  const { profitOfOnePercentMoreBudgetFen } = portfolio;
  return {
    applicants: portfolio.applicants,
    granted: portfolio.granted,
    amountFen: String(portfolio.amountFen),
    budgetFen: String(portfolio.budgetFen),
    expectedDrawnFen: String(portfolio.expectedDrawnFen),
    expectedProfitFen: String(portfolio.expectedProfitFen),
    expectedLossFen: String(portfolio.expectedLossFen),
    usesBankRating: portfolio.usesBankRating,
    shadowPricePpm: portfolio.shadowPricePpm,
    profitOfOnePercentMoreBudgetFen:
      profitOfOnePercentMoreBudgetFen === null ? null : String(profitOfOnePercentMoreBudgetFen),
    solver: portfolio.solver,
    sensitivity: portfolio.sensitivity.map(
      ({ centralTendencyPpm, granted, amountFen, expectedProfitFen }) => ({
        centralTendencyPpm,
        granted,
        amountFen: String(amountFen),
        expectedProfitFen: String(expectedProfitFen),
      }),
    ),
  };
}
