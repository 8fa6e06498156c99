import { quantileOfSorted, sortedOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { CrossCheckParameters } from "./parameters.ts";
import { settleInvoices, type Settlement } from "./settle-invoices.ts";

const fewestSettled = 20;

/** Days within which nineteen in twenty of the invoices that were paid were paid; null with fewer than twenty. */
export function payDaysOf({ invoices }: Settlement, { orderTolerance }: CrossCheckParameters): number | null {
  const days = invoices.flatMap(({ invoice, owedFen, paidFen, lastPaidOn }) =>
    lastPaidOn !== null && paidFen >= owedFen * (1 - orderTolerance) ? [lastPaidOn - invoice.onDay] : [],
  );
  return days.length < fewestSettled ? null : quantileOfSorted(sortedOf(days), 0.95);
}

/** The same of an enterprise's sales, as its customers' habit. */
export function customersPayDaysOf(facts: OperatingFacts, parameters: CrossCheckParameters): number | null {
  if (facts.payments.length === 0) return null;
  return payDaysOf(settleInvoices(facts, "sale"), parameters);
}
