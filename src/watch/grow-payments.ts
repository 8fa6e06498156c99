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
  /** The first day that changed since this was last asked. */
  takeChange(): number;
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
  const closing = new Map<string, GrowingBalances>();
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
        const balances = closing.get(row.account) ?? growingBalances();
        closing.set(row.account, balances);
        balances.set(row.onDay, row.balanceFen);
      }
    },
    isAny: () => isAny,
    days: () => receiptFen.days(),
    takeChange: () => receiptFen.takeChange(),
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
      accounts: [...closing].map(([account, balances]) => ({ account, ...balances.snapshot() })),
    }),
  };
}

interface GrowingBalances {
  set(day: number, fen: bigint): void;
  snapshot(): { readonly days: Int32Array; readonly closingFen: BigInt64Array };
}

/** Closing balances of an account in the order of days; the last line of a day counts. */
function growingBalances(): GrowingBalances {
  const days: number[] = [];
  const fen: bigint[] = [];
  return {
    set: (day, closing) => {
      // Lines mostly come in order, so the place is looked for from the end.
      let place = days.length;
      while (place > 0 && (days[place - 1] ?? 0) > day) place--;
      if (days[place - 1] === day) fen[place - 1] = closing;
      else {
        days.splice(place, 0, day);
        fen.splice(place, 0, closing);
      }
    },
    snapshot: () => ({ days: Int32Array.from(days), closingFen: BigInt64Array.from(fen) }),
  };
}
