import type { OperatingFacts } from "#operations";
import type { FiveFlows, ReconciledOrder } from "./five-flows.ts";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";

/** Every order with its five flows as of the facts' T and N, and their sums. */
export function reconcileOrders(
  _facts: OperatingFacts,
  _parameters: CrossCheckParameters = defaultCrossCheckParameters,
): { readonly orders: readonly ReconciledOrder[]; readonly summary: FiveFlows } {
  const byVerdict = { matched: 0, open: 0, missing: 0, contradicting: 0 };
  return { orders: [], summary: { orders: 0, byVerdict, amountFen: 0n, matchedFen: 0n, worst: [] } };
}
