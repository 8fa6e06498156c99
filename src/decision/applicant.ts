import { type BusinessDay, daysBetween, formatPercent, formatWan, ratePpmOf } from "#kernel";
import { type Capacity, type CashFlow, capacityOf } from "./capacity.ts";
import { gradeFloor, gradeOf } from "./grade.ts";
import type { ChurnRating, DecisionParameters, GradeDefinition } from "./parameters.ts";
import { bestPrice, type ChurnTable, type Price } from "./price.ts";
import { type DecisionReason, reasonOf } from "./reasons.ts";

/** An enterprise that asks for credit, as the decision sees it. */
export interface Applicant {
  readonly id: string;
  /** As the scorecard gives it, before the prior shift, in [0, 1]. */
  readonly rawPd: number;
  readonly cashFlow: CashFlow;
  /** The bank's own rating; read only where the parameter `decision.bank-ratings-excluded` names ratings. */
  readonly bankRating: string | null;
}

/** An applicant after grading and the hard rules: eligible exactly when `reasons` is empty and a price was found. */
export interface AssessedApplicant {
  readonly id: string;
  readonly pd: number;
  readonly grade: GradeDefinition;
  readonly capacity: Capacity;
  readonly price: Price | null;
  /** Why it is declined whatever the budget; every rule that fails is named. */
  readonly reasons: readonly DecisionReason[];
}

export interface Assessment {
  readonly asOf: BusinessDay;
  readonly churn: ChurnTable;
  readonly parameters: DecisionParameters;
}

/**
 * Grades one applicant and applies the rules that need no budget.
 * @param risk the PD at this assessment's central tendency, and the curve on which its churn is read
 */
export function assessApplicant(
  applicant: Applicant,
  risk: { readonly pd: number; readonly churnRating: ChurnRating },
  assessment: Assessment,
): AssessedApplicant {
  const { pd, churnRating } = risk;
  const { parameters, churn } = assessment;
  const grade = gradeOf(pd, parameters);
  const capacity = capacityOf(applicant.cashFlow, parameters);
  const price = bestPrice(pd, churnRating, churn, parameters);
  const pdText = formatPercent(ratePpmOf(pd));
  const reasons: DecisionReason[] = [];
  if (!grade.canBorrow) {
    const floor = gradeFloor(parameters);
    reasons.push(reasonOf("GRADE_BELOW_FLOOR", { grade: grade.grade, floor, pd: pdText }));
  }
  reasons.push(...activityReasons(applicant.cashFlow, assessment));
  if (applicant.bankRating !== null && parameters.bankRatingsExcluded.value.includes(applicant.bankRating)) {
    reasons.push(reasonOf("BANK_RATING_EXCLUDED", { rating: applicant.bankRating }));
  }
  if (capacity.capacityFen < BigInt(parameters.minimumAmountFen.value)) {
    reasons.push(capacityReason(capacity, parameters));
  }
  if (price === null) reasons.push(reasonOf("UNPROFITABLE", { pd: pdText }));
  return { id: applicant.id, pd, grade, capacity, price, reasons };
}

/** Recent activity and length of history; without any sale both rules fail and say so. */
function activityReasons(cashFlow: CashFlow, { asOf, parameters }: Assessment): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  const { firstSaleOn, lastSaleOn } = cashFlow;
  const window = parameters.activityWindowDays.value;
  if (lastSaleOn === null || daysBetween(lastSaleOn, asOf) > window) {
    reasons.push(reasonOf("NO_RECENT_SALES", { days: window, last: lastSaleOn ?? "—" }));
  }
  const minimum = parameters.minimumHistoryDays.value;
  const found = firstSaleOn === null ? 0 : daysBetween(firstSaleOn, asOf);
  if (found < minimum) reasons.push(reasonOf("HISTORY_TOO_SHORT", { days: minimum, found }));
  return reasons;
}

function capacityReason(capacity: Capacity, parameters: DecisionParameters): DecisionReason {
  return reasonOf("CAPACITY_BELOW_MINIMUM", {
    capacity: formatWan(capacity.capacityFen),
    minimum: formatWan(BigInt(parameters.minimumAmountFen.value)),
    sales: formatWan(capacity.salesFen),
    inflow: formatWan(capacity.netInflowFen),
  });
}

/** What kept a granted amount from being larger. */
export function limitReason(
  capacity: Capacity,
  amountFen: bigint,
  parameters: DecisionParameters,
): DecisionReason {
  if (amountFen < capacity.capacityFen) {
    return reasonOf("LIMITED_BY_BUDGET", { capacity: formatWan(capacity.capacityFen) });
  }
  switch (capacity.limitedBy) {
    case "maximum":
      return reasonOf("LIMITED_BY_MAXIMUM", {
        maximum: formatWan(BigInt(parameters.maximumAmountFen.value)),
      });
    case "sales":
      return reasonOf("LIMITED_BY_SALES", {
        sales: formatWan(capacity.salesFen),
        share: formatPercent(parameters.salesSharePpm.value, 0),
      });
    case "netInflow":
      return reasonOf("LIMITED_BY_NET_INFLOW", {
        inflow: formatWan(capacity.netInflowFen),
        share: formatPercent(parameters.netInflowSharePpm.value, 0),
      });
  }
}
