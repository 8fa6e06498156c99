import type { OperatingFacts } from "#operations";
import type { EnterpriseFacts } from "../facts.ts";
import { tradeFactsOf } from "./trade-facts.ts";

/**
 * The facts on which the indicators of invoices are computed, from operating streams alone, so that an enterprise in
 * memory has all indicators. Sums of days say nothing of hours, so there are no assets: the indicators of machines over
 * `machineDays` and `meterDays` stand for those on hours.
 */
export function enterpriseFactsOf(operations: OperatingFacts): EnterpriseFacts {
  const known = remembered.get(operations);
  if (known !== undefined) return known;
  const facts = deriveFacts(operations);
  remembered.set(operations, facts);
  return facts;
}

/** Callers and indicators ask for the same facts; they are worked out once, for as long as the streams are held. */
const remembered = new WeakMap<OperatingFacts, EnterpriseFacts>();

function deriveFacts(operations: OperatingFacts): EnterpriseFacts {
  const { asOf, knownAt, invoices } = operations;
  return {
    asOf,
    knownAt,
    sales: tradeFactsOf(
      invoices.filter(({ direction }) => direction === "sale"),
      asOf,
    ),
    purchases: tradeFactsOf(
      invoices.filter(({ direction }) => direction === "purchase"),
      asOf,
    ),
    assets: [],
  };
}
