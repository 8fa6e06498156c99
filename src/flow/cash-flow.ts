import { dayOfNumber } from "#kernel";
import type { CashFlow } from "#decision";
import { type EnterpriseFacts, activeDaysOf, sumTrade, windowsOf } from "#indicators";

/** What the decision needs to know of an enterprise's own cash flow, from the same facts as its indicators. */
export function cashFlowOf(facts: EnterpriseFacts): CashFlow {
  const { last12 } = windowsOf(facts.asOf);
  const days = activeDaysOf(facts.sales);
  const first = days[0];
  const last = days.at(-1);
  return {
    salesFen: sumTrade(facts.sales, last12).grossFen,
    purchasesFen: sumTrade(facts.purchases, last12).grossFen,
    firstSaleOn: first === undefined ? null : dayOfNumber(first),
    lastSaleOn: last === undefined ? null : dayOfNumber(last),
  };
}
