import type { Fen } from "#kernel";
import type { DayNumber, InvoiceItem, OperatingFacts, PaymentRow } from "#operations";

/** An invoice of which something is still to be paid. */
export interface OpenItem {
  readonly number: string;
  readonly orderNumber: string;
  readonly counterparty: string;
  readonly onDay: DayNumber;
  readonly grossFen: Fen;
  readonly openFen: Fen;
}

interface Account {
  readonly invoice: InvoiceItem;
  openFen: Fen;
}

/**
 * Invoices less what was paid on them: first the payments that name an invoice or an order, then the others by their
 * partner, on an invoice of just that amount or else the oldest. A payment on an invoice from before the first one known
 * settles nothing here: what was open then is not known, and must not eat what came later. So a payment without a number
 * pays no invoice that is much younger than invoices are when they are paid.
 */
export function openItemsOf(
  { invoices, payments, orders }: Pick<OperatingFacts, "invoices" | "payments" | "orders">,
  direction: InvoiceItem["direction"],
): readonly OpenItem[] {
  const book = openBook(invoices.filter((invoice) => invoice.direction === direction && !invoice.isVoid));
  const sign = direction === "sale" ? 1n : -1n;
  const known = new Set(orders.map(({ number }) => number));
  const unnamed: PaymentRow[] = [];
  const delays: number[] = [];
  for (const payment of payments) {
    if (payment.amountFen * sign <= 0n) continue;
    const { reference } = payment;
    const isKnown = book.byNumber.has(reference) || book.byOrder.has(reference);
    if (isKnown) settleNamed(book, payment, payment.amountFen * sign, delays);
    // An order that is known was not from before, though none of its invoices names it.
    else if (reference === "" || known.has(reference)) unnamed.push(payment);
  }
  delays.sort((left, right) => left - right);
  const leastAge = (delays[Math.floor(delays.length / 4)] ?? usualDelayDays) / 2;
  for (const payment of unnamed) {
    settleUnnamed(book, payment, payment.amountFen * sign, payment.reference === "" ? leastAge : 0);
  }
  return book.accounts
    .filter(({ openFen }) => openFen > 0n)
    .map(({ invoice: { number, orderNumber, counterparty, onDay, grossFen }, openFen }) => ({
      number,
      orderNumber,
      counterparty,
      onDay,
      grossFen,
      openFen,
    }));
}

/** Where no payment names an invoice. */
const usualDelayDays = 60;

interface Book {
  readonly accounts: readonly Account[];
  readonly byNumber: ReadonlyMap<string, Account>;
  readonly byOrder: ReadonlyMap<string, readonly Account[]>;
  readonly byPartner: ReadonlyMap<string, readonly Account[]>;
}

function openBook(invoices: readonly InvoiceItem[]): Book {
  const accounts: Account[] = [];
  const byNumber = new Map<string, Account>();
  const byOrder = new Map<string, Account[]>();
  const byPartner = new Map<string, Account[]>();
  for (const invoice of invoices) {
    if (invoice.grossFen <= 0n) {
      const taken = byNumber.get(invoice.redOf);
      if (taken !== undefined) taken.openFen = atLeastZero(taken.openFen + invoice.grossFen);
      continue;
    }
    const account = { invoice, openFen: invoice.grossFen };
    accounts.push(account);
    byNumber.set(invoice.number, account);
    if (invoice.orderNumber !== "") listOf(byOrder, invoice.orderNumber).push(account);
    listOf(byPartner, invoice.counterparty).push(account);
  }
  return { accounts, byNumber, byOrder, byPartner };
}

/** On the invoice or the order that it names. */
function settleNamed(book: Book, { reference, onDay }: PaymentRow, paidFen: Fen, delays: number[]): void {
  const named = book.byNumber.get(reference);
  if (named !== undefined) {
    delays.push(onDay - named.invoice.onDay);
    takeFrom([named], paidFen);
    return;
  }
  takeFrom(book.byOrder.get(reference) ?? [], paidFen);
}

function settleUnnamed(
  book: Book,
  { counterparty, onDay, reference }: PaymentRow,
  paidFen: Fen,
  leastAge: number,
): void {
  const candidates = (book.byPartner.get(counterparty) ?? []).filter(
    ({ openFen, invoice }) =>
      openFen > 0n && invoice.onDay <= onDay - leastAge && (reference === "" || invoice.orderNumber === ""),
  );
  const same = candidates.find(({ openFen }) => openFen === paidFen);
  takeFrom(same === undefined ? candidates : [same], paidFen);
}

/** Takes money from accounts in their order; what is left over pays nothing that is known. */
function takeFrom(accounts: readonly Account[], paidFen: Fen): void {
  let left = paidFen;
  for (const account of accounts) {
    if (left <= 0n) return;
    const taken = account.openFen < left ? account.openFen : left;
    account.openFen -= taken;
    left -= taken;
  }
}

function atLeastZero(fen: Fen): Fen {
  return fen < 0n ? 0n : fen;
}

function listOf(map: Map<string, Account[]>, key: string): Account[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
