import { type PaymentRow, paymentKindOf } from "#operations";
import type { DaySums } from "./day-sums.ts";
import type { GrowingInvoices } from "./grow-invoices.ts";
import { growingTotals, namedTotals } from "./growing-totals.ts";
import type { PayerSeries } from "./operations-series.ts";
import type { StatementSeries } from "./watch-series.ts";

/** Customers whose payments are looked at one by one. */
const mostPayers = 5;

export interface GrowingPayments {
  add(rows: readonly PaymentRow[], suppliers: ReadonlySet<string>): void;
  isAny(): boolean;
  /** Fen by day: receipts. */
  days(): ReadonlyMap<number, number>;
  supplierPaidFen(): DaySums;
  payersOf(invoices: GrowingInvoices): PayerSeries[];
  snapshot(): StatementSeries;
}

/**
 * Lines of bank statements by day of posting. Whether each balance follows from the one before is left to the
 * cross-checks: rows do not say in which order the lines of a day stood.
 */
export function growPayments(): GrowingPayments {
  const receiptFen = growingTotals();
  const paidFen = growingTotals();
  const supplierPaid = growingTotals();
  const kinds = { payroll: growingTotals(), tax: growingTotals(), utility: growingTotals() };
  const payers = namedTotals();
  const closing = new Map<string, Map<number, number>>();
  const none = growingTotals();
  let isAny = false;
  const addOne = (row: PaymentRow, suppliers: ReadonlySet<string>): void => {
    const fen = Number(row.amountFen);
    const kind = paymentKindOf(row);
    if (kind === "receipt") {
      receiptFen.add(row.onDay, fen);
      payers.of(row.counterparty).add(row.onDay, fen);
    }
    if (fen >= 0) return;
    paidFen.add(row.onDay, -fen);
    if (kind === "payroll" || kind === "tax" || kind === "utility") kinds[kind].add(row.onDay, -fen);
    else if (suppliers.has(row.counterparty)) supplierPaid.add(row.onDay, -fen);
  };
  return {
    add: (rows, suppliers) => {
      for (const row of rows) {
        isAny = true;
        addOne(row, suppliers);
        if (row.balanceFen === null) continue;
        const days = closing.get(row.account) ?? new Map<number, number>();
        closing.set(row.account, days);
        days.set(row.onDay, Number(row.balanceFen));
      }
    },
    isAny: () => isAny,
    days: () => receiptFen.days(),
    supplierPaidFen: () => supplierPaid.snapshot(),
    payersOf: (invoices) =>
      invoices
        .largestCustomers()
        .slice(0, mostPayers)
        .map((customer) => ({
          customer,
          paidFen: payers.of(customer).snapshot(),
          invoicedFen: invoices.salesTo(customer).snapshot(),
        })),
    snapshot: () => ({
      receiptFen: receiptFen.snapshot(),
      paidFen: paidFen.snapshot(),
      payrollFen: kinds.payroll.snapshot(),
      taxFen: kinds.tax.snapshot(),
      utilityFen: kinds.utility.snapshot(),
      balanceBreaks: none.snapshot(),
      accounts: [...closing].map(([account, days]) => {
        const ordered = Int32Array.from(days.keys()).sort();
        const closingFen = BigInt64Array.from(ordered, (day) => BigInt(days.get(day) ?? 0));
        return { account, days: ordered, closingFen };
      }),
    }),
  };
}
