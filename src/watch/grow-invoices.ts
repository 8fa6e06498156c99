import type { InvoiceItem } from "#operations";
import { type GrowingTotals, growingTotals, namedTotals } from "./growing-totals.ts";
import type { InvoiceSeries } from "./watch-series.ts";

/** Smaller customers cannot move a rule. */
const mostCustomers = 20;

export interface GrowingInvoices {
  /** Those who wrote purchase invoices. */
  readonly suppliers: ReadonlySet<string>;
  add(rows: readonly InvoiceItem[]): void;
  isAny(): boolean;
  /** Fen by day: valid sales. */
  days(): ReadonlyMap<number, number>;
  /** The first day that changed since this was last asked. */
  takeChange(): number;
  largestCustomers(): readonly string[];
  salesTo(customer: string): GrowingTotals;
  snapshot(): InvoiceSeries;
}

/** Invoices by day of issue as the rules want them: valid gross amounts, voided and red ones counted apart. */
export function growInvoices(): GrowingInvoices {
  const saleFen = growingTotals();
  const saleCount = growingTotals();
  const voidCount = growingTotals();
  const redCount = growingTotals();
  const redFen = growingTotals();
  const purchaseFen = growingTotals();
  const purchaseCount = growingTotals();
  const customers = namedTotals();
  const suppliers = new Set<string>();
  let isAny = false;
  const addSale = ({ onDay, counterparty, grossFen, isVoid }: InvoiceItem): void => {
    if (isVoid) return voidCount.add(onDay, 1);
    const fen = Number(grossFen);
    saleFen.add(onDay, fen);
    customers.of(counterparty).add(onDay, fen);
    if (fen > 0) saleCount.add(onDay, 1);
    if (fen >= 0) return;
    redCount.add(onDay, 1);
    redFen.add(onDay, -fen);
  };
  return {
    suppliers,
    add: (rows) => {
      for (const row of rows) {
        isAny = true;
        if (row.direction === "sale") {
          addSale(row);
          continue;
        }
        suppliers.add(row.counterparty);
        if (row.isVoid) continue;
        purchaseFen.add(row.onDay, Number(row.grossFen));
        if (row.grossFen > 0n) purchaseCount.add(row.onDay, 1);
      }
    },
    isAny: () => isAny,
    days: () => saleFen.days(),
    takeChange: () => saleFen.takeChange(),
    largestCustomers: () => customers.largest(mostCustomers),
    salesTo: (customer) => customers.of(customer),
    snapshot: () => ({
      saleFen: saleFen.snapshot(),
      saleCount: saleCount.snapshot(),
      voidCount: voidCount.snapshot(),
      redCount: redCount.snapshot(),
      redFen: redFen.snapshot(),
      purchaseFen: purchaseFen.snapshot(),
      purchaseCount: purchaseCount.snapshot(),
      customers: customers
        .largest(mostCustomers)
        .map((customer) => ({ customer, saleFen: customers.of(customer).snapshot() })),
    }),
  };
}
