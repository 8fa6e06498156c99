import { type BusinessDay, type Fen, formatPercent, multiplyByRate, type RatePpm } from "#kernel";
import { type Allocation, type AllocationProblem, type AllocationSolver } from "./allocation.ts";
import { allocateBudget, shadowPriceOf } from "./allocation.ts";
import { type Applicant, type AssessedApplicant, assessApplicant, limitReason } from "./applicant.ts";
import { decisionFaults } from "./errors.ts";
import { gradeOf } from "./grade.ts";
import type { DecisionParameters } from "./parameters.ts";
import { type ChurnTable, checkChurnTable, type Price } from "./price.ts";
import { reasonOf } from "./reasons.ts";
import { type CreditDecision, type DecidedPortfolio, tendencyOf, totalsOf } from "./portfolio.ts";
import { recalibratePd } from "./recalibrate-pd.ts";

export interface DecisionRequest {
  /** Those without credit history; any order, the result does not depend on it. */
  readonly applicants: readonly Applicant[];
  readonly churn: ChurnTable;
  readonly asOf: BusinessDay;
  /** Share of defaulters in the sample that the card was developed on. */
  readonly sampleBadRate: number;
  readonly parameters: DecisionParameters;
  /** Committed amounts sum to at most this; defaults to the parameter `decision.budget`. */
  readonly budgetFen?: Fen;
}

/**
 * Decides on all applicants together: grades them, applies the hard rules, prices each, and allocates the budget by a
 * mixed-integer programme that maximises Σ A·(1 − churn(r))·[(1 − PD)·r − PD·LGD − funding − operating].
 * The budget counts committed amounts, so it holds even if every customer draws.
 * @returns one decision per applicant in the order given; amounts are 0 or within the product's range, whole units,
 * and their sum never exceeds the budget
 * @throws DECISION_BUDGET_INVALID, DECISION_CHURN_TABLE_INVALID, DECISION_PROBABILITY_INVALID,
 * DECISION_SOLVER_FAILED, DECISION_SOLUTION_DISAGREES
 */
export function decidePortfolio(
  request: DecisionRequest,
  solver: AllocationSolver,
): { readonly decisions: readonly CreditDecision[]; readonly portfolio: DecidedPortfolio } {
  const { parameters } = request;
  const budgetFen = request.budgetFen ?? BigInt(parameters.budgetFen.value);
  if (budgetFen < 0n) throw decisionFaults.fault("DECISION_BUDGET_INVALID", { found: budgetFen });
  checkChurnTable(request.churn);
  const used = parameters.centralTendencyPpm.value;
  const base = decideAt(request, used, budgetFen, solver);
  const more = allocateBudget(
    { ...base.problem, budgetUnits: unitsOf((budgetFen * 101n) / 100n, parameters) },
    solver,
  );
  const totals = totalsOf(base.decisions);
  const tendencies = new Set([...parameters.comparedTendenciesPpm.value, used]);
  return {
    decisions: base.decisions,
    portfolio: {
      applicants: request.applicants.length,
      ...totals,
      budgetFen,
      expectedDrawnFen: base.expectedDrawnFen,
      shadowPricePpm: shadowPriceOf(base.problem, base.allocation, solver),
      profitOfOnePercentMoreBudgetFen:
        base.allocation.status === "optimal"
          ? fenOfProfit(more.profit - base.allocation.profit, parameters)
          : null,
      solver: {
        name: solver.name,
        status: base.allocation.status,
        relativeGap: base.allocation.relativeGap,
      },
      sensitivity: [...tendencies]
        .sort((a, b) => a - b)
        .map((tendency) => {
          const decided = tendency === used ? base : decideAt(request, tendency, budgetFen, solver);
          return tendencyOf(decided.decisions, tendency, tendency === used);
        }),
      usesBankRating: parameters.bankRatingsExcluded.value.length > 0,
    },
  };
}

interface DecidedAt {
  readonly decisions: readonly CreditDecision[];
  readonly problem: AllocationProblem;
  readonly allocation: Allocation;
  readonly expectedDrawnFen: Fen;
}

interface Eligible extends AssessedApplicant {
  readonly price: Price;
}

/** The whole decision under one central tendency. */
function decideAt(
  request: DecisionRequest,
  centralTendencyPpm: RatePpm,
  budgetFen: Fen,
  solver: AllocationSolver,
): DecidedAt {
  const { parameters, sampleBadRate } = request;
  const pdAt = (rawPd: number, tendency: RatePpm): number =>
    recalibratePd(rawPd, {
      sampleBadRate,
      centralTendencyPpm: tendency,
      pdFloorPpm: parameters.pdFloorPpm.value,
    });
  // A customer is as sensitive to the rate whatever default rate we assume, so the churn curve is always that of the
  // grade at the tendency in use; otherwise a stress would move customers to a stickier curve and raise the profit.
  const used = parameters.centralTendencyPpm.value;
  const assessed = request.applicants.map((applicant) => {
    const { churnRating } = gradeOf(pdAt(applicant.rawPd, used), parameters);
    const pd = pdAt(applicant.rawPd, centralTendencyPpm);
    return assessApplicant(applicant, { pd, churnRating }, request);
  });
  const eligible = assessed.filter(isEligible).sort(byPreference);
  const problem: AllocationProblem = {
    candidates: eligible.map((applicant) => ({
      profitPpm: applicant.price.profitPpm,
      capacityUnits: unitsOf(applicant.capacity.capacityFen, parameters),
    })),
    minimumUnits: unitsOf(BigInt(parameters.minimumAmountFen.value), parameters),
    budgetUnits: unitsOf(budgetFen, parameters),
  };
  const allocation = allocateBudget(problem, solver);
  const amounts = new Map<string, Fen>();
  let expectedDrawnFen = 0n;
  eligible.forEach((applicant, index) => {
    const units = allocation.units[index] ?? 0;
    const amountFen = BigInt(units) * BigInt(parameters.amountUnitFen.value);
    amounts.set(applicant.id, amountFen);
    const keptPpm = 1_000_000 - Math.round(applicant.price.churn * 1e6);
    expectedDrawnFen += multiplyByRate(amountFen, keptPpm, "halfUp");
  });
  const decisions = assessed.map((applicant) =>
    decisionOf(applicant, amounts.get(applicant.id) ?? 0n, parameters),
  );
  return { decisions, problem, allocation, expectedDrawnFen };
}

function isEligible(applicant: AssessedApplicant): applicant is Eligible {
  return applicant.reasons.length === 0 && applicant.price !== null;
}

/** Most profitable first, of equal ones the safer, then by id: the order must not depend on that of the input. */
function byPreference(a: Eligible, b: Eligible): number {
  return b.price.profitPpm - a.price.profitPpm || a.pd - b.pd || (a.id < b.id ? -1 : 1);
}

function decisionOf(
  applicant: AssessedApplicant,
  amountFen: Fen,
  parameters: DecisionParameters,
): CreditDecision {
  const { id, pd, grade, capacity, price, reasons } = applicant;
  const common = { id, pd, grade: grade.grade, capacityFen: capacity.capacityFen };
  const nothing = { amountFen: null, annualRatePpm: null, expectedProfitFen: 0n, expectedLossFen: 0n };
  if (reasons.length > 0 || price === null) return { ...common, ...nothing, outcome: "declined", reasons };
  if (amountFen === 0n) {
    const profit = formatPercent(price.profitPpm, 3);
    return {
      ...common,
      ...nothing,
      outcome: "declined",
      reasons: [reasonOf("BUDGET_EXHAUSTED", { profit })],
    };
  }
  return {
    ...common,
    outcome: "granted",
    amountFen,
    annualRatePpm: price.ratePpm,
    expectedProfitFen: multiplyByRate(amountFen, price.profitPpm, "halfUp"),
    expectedLossFen: multiplyByRate(amountFen, price.lossPpm, "halfUp"),
    reasons: [limitReason(capacity, amountFen, parameters)],
  };
}

/** Whole units; what is left over is not lent. */
function unitsOf(fen: Fen, parameters: DecisionParameters): number {
  return Number(fen / BigInt(parameters.amountUnitFen.value));
}

/** Profit counted in ppm of units, in fen. */
function fenOfProfit(profit: number, parameters: DecisionParameters): Fen {
  return multiplyByRate(BigInt(parameters.amountUnitFen.value), profit, "halfUp");
}
