import { dayOfNumber } from "#kernel";
import type { CashFlow } from "#decision";
import { type EnterpriseFacts, type IndicatorWindows, activeDaysOf, sumTrade } from "#indicators";

/**
 * What the decision needs to know of an enterprise's own cash flow, from the same facts as its indicators.
 * @param windows  of the day of the facts, worked out once for all enterprises
 */
export function cashFlowOf(facts: EnterpriseFacts, { last12 }: IndicatorWindows): CashFlow {
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
