import type { DayNumber, InvoiceItem, OperatingFacts } from "#operations";
import { lazy } from "../operating/lazy.ts";
import type { DayWindow } from "../windows.ts";
import { type MatchedDocuments, type Settlement, matchPayments } from "./match-payments.ts";

/** Invoices matched with payments, in both directions. */
export interface SettlementView {
  readonly sales: () => MatchedDocuments;
  readonly purchases: () => MatchedDocuments;
}

export function viewSettlement(facts: OperatingFacts): SettlementView {
  const of = (direction: InvoiceItem["direction"]) =>
    lazy(() =>
      matchPayments(
        facts.invoices.filter((invoice) => invoice.direction === direction),
        facts.payments.filter(({ amountFen }) => (direction === "sale" ? amountFen > 0n : amountFen < 0n)),
        new Set(facts.orders.flatMap((event) => (event.direction === direction ? [event.number] : []))),
      ),
    );
  return { sales: of("sale"), purchases: of("purchase") };
}

/** Settlements paid within a window. */
export function settledIn(
  settlements: readonly Settlement[],
  { fromDay, toDay }: DayWindow,
): readonly Settlement[] {
  return settlements.filter(({ paidOn }) => paidOn >= fromDay && paidOn <= toDay);
}

/** What of the invoices is open, and the part issued up to a day. */
export function openAt(
  { invoices }: MatchedDocuments,
  issuedUpTo: DayNumber,
): { readonly openFen: bigint; readonly oldFen: bigint } {
  let [openFen, oldFen] = [0n, 0n];
  for (const invoice of invoices) {
    openFen += invoice.openFen;
    if (invoice.onDay <= issuedUpTo) oldFen += invoice.openFen;
  }
  return { openFen, oldFen };
}
