import { addMonths, monthsBetween } from "#kernel";
import type { EnterpriseFacts } from "./facts.ts";
import { monthsOf } from "./trade-view.ts";

/** Monthly sums for charts, one element a month, oldest first; a month without invoices is zero, not left out. */
export interface MonthlySeries {
  readonly months: readonly string[];
  /** Valid gross amounts, reversals subtracted. */
  readonly salesFen: readonly bigint[];
  readonly purchasesFen: readonly bigint[];
  readonly salesInvoices: readonly number[];
  readonly purchaseInvoices: readonly number[];
  /** Voided and negative invoices on the sales side. */
  readonly voidInvoices: readonly number[];
  readonly redInvoices: readonly number[];
}

/** The series from the first to the last month with an invoice in either direction; empty without one. */
export function monthlySeriesOf(facts: EnterpriseFacts): MonthlySeries {
  const sales = new Map(monthsOf(facts.sales).map(({ month, sum }) => [month, sum]));
  const purchases = new Map(monthsOf(facts.purchases).map(({ month, sum }) => [month, sum]));
  const present = [...sales.keys(), ...purchases.keys()].sort();
  const first = present[0];
  const last = present.at(-1);
  const months =
    first === undefined || last === undefined
      ? []
      : Array.from({ length: monthsBetween(first, last) + 1 }, (_, index) => addMonths(first, index));
  return {
    months,
    salesFen: months.map((month) => sales.get(month)?.grossFen ?? 0n),
    purchasesFen: months.map((month) => purchases.get(month)?.grossFen ?? 0n),
    salesInvoices: months.map((month) => sales.get(month)?.validCount ?? 0),
    purchaseInvoices: months.map((month) => purchases.get(month)?.validCount ?? 0),
    voidInvoices: months.map((month) => sales.get(month)?.voidCount ?? 0),
    redInvoices: months.map((month) => sales.get(month)?.redCount ?? 0),
  };
}
