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
 * Invoices less what was paid on them, by the number that the payment names, else by its order, else the oldest of the
 * same partner. A payment on an invoice from before the first one known settles nothing here: what was open then is not
 * known, and must not eat what came later.
 */
export function openItemsOf(
  { invoices, payments }: Pick<OperatingFacts, "invoices" | "payments">,
  direction: InvoiceItem["direction"],
): readonly OpenItem[] {
  const book = openBook(invoices.filter((invoice) => invoice.direction === direction && !invoice.isVoid));
  const sign = direction === "sale" ? 1n : -1n;
  for (const payment of payments) {
    const paidFen = payment.amountFen * sign;
    if (paidFen > 0n) settle(book, payment, paidFen);
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

interface Book {
  readonly accounts: readonly Account[];
  readonly byNumber: ReadonlyMap<string, Account>;
  readonly byOrder: ReadonlyMap<string, readonly Account[]>;
  readonly byPartner: ReadonlyMap<string, Queue>;
}

/** Invoices of one partner, oldest first, with the first that may still be open. */
interface Queue {
  readonly accounts: Account[];
  first: number;
}

function openBook(invoices: readonly InvoiceItem[]): Book {
  const accounts: Account[] = [];
  const byNumber = new Map<string, Account>();
  const byOrder = new Map<string, Account[]>();
  const byPartner = new Map<string, Queue>();
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
    queueOf(byPartner, invoice.counterparty).accounts.push(account);
  }
  return { accounts, byNumber, byOrder, byPartner };
}

function settle(book: Book, payment: PaymentRow, paidFen: Fen): void {
  const { reference, counterparty } = payment;
  const named = reference === "" ? undefined : book.byNumber.get(reference);
  if (named !== undefined) {
    named.openFen = atLeastZero(named.openFen - paidFen);
    return;
  }
  const ofOrder = reference === "" ? undefined : book.byOrder.get(reference);
  if (ofOrder !== undefined) {
    takeFrom(ofOrder, 0, paidFen);
    return;
  }
  const queue = book.byPartner.get(counterparty);
  if (reference !== "" || queue === undefined) return;
  // Without a number only what was invoiced by then can have been meant.
  queue.first = takeFrom(queue.accounts, queue.first, paidFen, payment.onDay);
}

/** Takes money from accounts in their order. @returns the first of them that may still be open */
function takeFrom(
  accounts: readonly Account[],
  first: number,
  paidFen: Fen,
  until = Number.POSITIVE_INFINITY,
): number {
  let left = paidFen;
  let at = first;
  for (let index = first; index < accounts.length && left > 0n; index += 1) {
    const account = accounts[index];
    if (account === undefined || account.invoice.onDay > until) break;
    const taken = account.openFen < left ? account.openFen : left;
    account.openFen -= taken;
    left -= taken;
    if (account.openFen === 0n && index === at) at = index + 1;
  }
  return at;
}

function atLeastZero(fen: Fen): Fen {
  return fen < 0n ? 0n : fen;
}

function listOf(map: Map<string, Account[]>, key: string): Account[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function queueOf(map: Map<string, Queue>, key: string): Queue {
  const queue = map.get(key) ?? { accounts: [], first: 0 };
  map.set(key, queue);
  return queue;
}
