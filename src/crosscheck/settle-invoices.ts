import {
  type DayNumber,
  type InvoiceItem,
  type OperatingFacts,
  paymentKindOf,
  type PaymentRow,
} from "#operations";
import { plainName } from "./invoice-book.ts";

/** An invoice that stands, with what the account says was paid for it. */
export interface SettledInvoice {
  readonly invoice: InvoiceItem;
  /** With tax, less what red invoices took back; fen. */
  readonly owedFen: number;
  readonly paidFen: number;
  /** Day of the last payment for it; null while nothing came. */
  readonly lastPaidOn: DayNumber | null;
  /** Whether each payment for it named its number, so that its amount is meant for it and nothing else. */
  readonly isNamed: boolean;
}

/** A line of the account that is for goods, and the invoices it was matched with. */
export interface TradePayment {
  readonly payment: PaymentRow;
  readonly amountFen: number;
  /** What no invoice was found for. */
  readonly unmatchedFen: number;
  /** The counterparty of the invoice or order that the payment names, where it is not who paid or was paid. */
  readonly namedParty: string | null;
}

export interface Settlement {
  readonly invoices: readonly SettledInvoice[];
  readonly payments: readonly TradePayment[];
}

interface OpenInvoice {
  readonly invoice: InvoiceItem;
  owedFen: number;
  paidFen: number;
  lastPaidOn: DayNumber | null;
  isNamed: boolean;
}

/**
 * Matches the invoices of one direction with the lines of the account: first by the number of an invoice or of an order
 * that a line names, then, for lines that name none, an invoice of the same counterparty of that very amount, then the
 * counterparty's oldest ones. Lines that are not for goods (loans, wages, taxes, power) take no part.
 */
export function settleInvoices(facts: OperatingFacts, direction: "sale" | "purchase"): Settlement {
  const { open, byNumber, byOrder, byParty } = indexInvoices(facts, direction);
  const parties = new Map(
    facts.orders.flatMap((order) =>
      order.direction === direction ? [[order.number, order.counterparty] as const] : [],
    ),
  );
  const lines = tradeLinesOf(
    facts,
    direction,
    new Set([...byParty.keys(), ...[...parties.values()].map(plainName)]),
  );
  const matched = new Map<PaymentRow, TradePayment>();
  const unnamed: Omit<TradePayment, "unmatchedFen">[] = [];
  for (const payment of lines) {
    const { reference, counterparty, onDay } = payment;
    const one = byNumber.get(reference);
    const named = one === undefined ? byOrder.get(reference) : [one];
    const party = named?.[0]?.invoice.counterparty ?? parties.get(reference) ?? counterparty;
    const amountFen = Math.abs(Number(payment.amountFen));
    const isOther = counterparty !== "" && plainName(party) !== plainName(counterparty);
    const line = { payment, amountFen, namedParty: isOther ? party : null };
    if (named === undefined) {
      unnamed.push(line);
      continue;
    }
    const left = pay(named, { amountFen, onDay, isNamed: one !== undefined });
    // What is over stays with the invoice that was named: it was paid for more than it says.
    if (one !== undefined) one.paidFen += left;
    matched.set(payment, { ...line, unmatchedFen: one === undefined ? left : 0 });
  }
  for (const line of unnamed) {
    const { payment, amountFen, namedParty } = line;
    const candidates = (byParty.get(plainName(namedParty ?? payment.counterparty)) ?? []).filter(
      ({ invoice }) => invoice.onDay <= payment.onDay,
    );
    const exact = candidates.filter((one) => one.owedFen - one.paidFen === amountFen);
    const payable = exact.length > 0 ? exact.slice(0, 1) : candidates;
    const unmatchedFen = pay(payable, { amountFen, onDay: payment.onDay, isNamed: false });
    matched.set(payment, { ...line, unmatchedFen });
  }
  return {
    invoices: open.filter(({ owedFen }) => owedFen > 0),
    payments: lines.flatMap((line) => matched.get(line) ?? []),
  };
}

/** Pays the invoices in their order as far as the amount goes; returns what is left of it. */
function pay(
  invoices: readonly OpenInvoice[],
  {
    amountFen,
    onDay,
    isNamed,
  }: { readonly amountFen: number; readonly onDay: DayNumber; readonly isNamed: boolean },
): number {
  let left = amountFen;
  for (const one of invoices) {
    const part = Math.min(left, Math.max(0, one.owedFen - one.paidFen));
    if (part === 0) continue;
    one.paidFen += part;
    one.lastPaidOn = Math.max(onDay, one.lastPaidOn ?? onDay);
    one.isNamed &&= isNamed;
    left -= part;
  }
  return left;
}

interface InvoiceIndex {
  readonly open: readonly OpenInvoice[];
  readonly byNumber: ReadonlyMap<string, OpenInvoice>;
  readonly byOrder: ReadonlyMap<string, readonly OpenInvoice[]>;
  readonly byParty: ReadonlyMap<string, readonly OpenInvoice[]>;
}

function indexInvoices({ invoices }: OperatingFacts, direction: "sale" | "purchase"): InvoiceIndex {
  const open: OpenInvoice[] = [];
  const byNumber = new Map<string, OpenInvoice>();
  const byOrder = new Map<string, OpenInvoice[]>();
  const byParty = new Map<string, OpenInvoice[]>();
  for (const invoice of invoices) {
    if (invoice.direction !== direction || invoice.isVoid) continue;
    if (invoice.redOf !== "") {
      const blue = byNumber.get(invoice.redOf);
      if (blue !== undefined) blue.owedFen += Number(invoice.grossFen);
      continue;
    }
    const owedFen = Number(invoice.grossFen);
    const one: OpenInvoice = { invoice, owedFen, paidFen: 0, lastPaidOn: null, isNamed: true };
    open.push(one);
    byNumber.set(invoice.number, one);
    if (invoice.orderNumber !== "") append(byOrder, invoice.orderNumber, one);
    append(byParty, plainName(invoice.counterparty), one);
  }
  return { open, byNumber, byOrder, byParty };
}

/** Lines for goods: with somebody who trades in this direction, or that say so themselves, or name a document. */
function tradeLinesOf(
  { payments, loans }: OperatingFacts,
  direction: "sale" | "purchase",
  parties: ReadonlySet<string>,
): PaymentRow[] {
  const ofLoans = new Set(loans.map(({ loan }) => loan));
  return payments.filter((payment) => {
    const kind = paymentKindOf(payment);
    if (kind !== (direction === "sale" ? "receipt" : "otherOut") || ofLoans.has(payment.reference))
      return false;
    return payment.purpose.includes("货款") || parties.has(plainName(payment.counterparty));
  });
}

function append<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
