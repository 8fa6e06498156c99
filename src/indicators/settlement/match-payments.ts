import type { DayNumber, InvoiceItem, PaymentRow } from "#operations";

/** An invoice with what of it is still open. */
export interface OpenInvoice {
  readonly number: string;
  readonly orderNumber: string;
  readonly counterparty: string;
  readonly onDay: DayNumber;
  readonly grossFen: bigint;
  openFen: bigint;
}

/** A part of an invoice that a payment settled. */
export interface Settlement {
  readonly invoicedOn: DayNumber;
  readonly paidOn: DayNumber;
  readonly amountFen: bigint;
}

export interface MatchedDocuments {
  /** Valid invoices that are no reversals, as they came. */
  readonly invoices: readonly OpenInvoice[];
  readonly settlements: readonly Settlement[];
}

interface Book {
  readonly byNumber: Map<string, OpenInvoice>;
  readonly byOrder: Map<string, OpenInvoice[]>;
  readonly byPartner: Map<string, OpenInvoice[]>;
  /** Payments in advance by the order that they name. */
  readonly advances: Map<string, { readonly paidOn: DayNumber; restFen: bigint }[]>;
  readonly orderNumbers: ReadonlySet<string>;
  readonly settlements: Settlement[];
}

/**
 * Settles the invoices of one direction with the payments of that direction: by the invoice that a payment names, then
 * by the order, then the oldest open invoice of the same counterparty. A payment that names something unknown pays a
 * document from before the data begin, and is left out; so is what is left over of one that names nothing.
 * @param payments positive amounts, ordered by day as the invoices are
 * @param orderNumbers orders of this direction, for payments in advance
 */
export function matchPayments(
  invoices: readonly InvoiceItem[],
  payments: readonly PaymentRow[],
  orderNumbers: ReadonlySet<string>,
): MatchedDocuments {
  const book: Book = {
    byNumber: new Map(),
    byOrder: new Map(),
    byPartner: new Map(),
    advances: new Map(),
    orderNumbers,
    settlements: [],
  };
  const kept: OpenInvoice[] = [];
  let next = 0;
  for (const invoice of invoices) {
    for (let payment = payments[next]; payment !== undefined && payment.onDay < invoice.onDay; ) {
      settle(book, payment);
      payment = payments[++next];
    }
    if (invoice.isVoid) continue;
    if (invoice.grossFen < 0n || invoice.redOf !== "") reverse(book, invoice);
    else if (!book.byNumber.has(invoice.number)) kept.push(enter(book, invoice));
  }
  for (const payment of payments.slice(next)) settle(book, payment);
  return { invoices: kept, settlements: book.settlements };
}

function enter(book: Book, { number, orderNumber, counterparty, onDay, grossFen }: InvoiceItem): OpenInvoice {
  const invoice: OpenInvoice = { number, orderNumber, counterparty, onDay, grossFen, openFen: grossFen };
  book.byNumber.set(number, invoice);
  append(book.byPartner, counterparty, invoice);
  if (orderNumber === "") return invoice;
  append(book.byOrder, orderNumber, invoice);
  for (const advance of book.advances.get(orderNumber) ?? []) {
    advance.restFen -= pay(book, invoice, advance.restFen, advance.paidOn);
  }
  return invoice;
}

/** A reversal closes what it names, else the newest open invoice of the counterparty. */
function reverse(book: Book, { redOf, counterparty, grossFen }: InvoiceItem): void {
  let restFen = grossFen < 0n ? -grossFen : grossFen;
  const named = book.byNumber.get(redOf);
  const candidates = named === undefined ? [...(book.byPartner.get(counterparty) ?? [])].reverse() : [named];
  for (const invoice of candidates) {
    const part = least(invoice.openFen, restFen);
    invoice.openFen -= part;
    restFen -= part;
    if (restFen === 0n) return;
  }
}

function settle(book: Book, { reference, counterparty, amountFen, onDay }: PaymentRow): void {
  let restFen = amountFen < 0n ? -amountFen : amountFen;
  if (reference !== "") {
    const named = book.byNumber.get(reference);
    const candidates = named === undefined ? (book.byOrder.get(reference) ?? []) : [named];
    for (const invoice of candidates) restFen -= pay(book, invoice, restFen, onDay);
    if (restFen === 0n) return;
    if (candidates.length === 0 || book.orderNumbers.has(reference)) {
      if (book.orderNumbers.has(reference)) append(book.advances, reference, { paidOn: onDay, restFen });
      return;
    }
  }
  for (const invoice of oldestOpen(book, counterparty)) {
    restFen -= pay(book, invoice, restFen, onDay);
    if (restFen === 0n) return;
  }
}

/** Settled invoices at the head of the list are dropped, so that a long history is walked once. */
function oldestOpen(book: Book, counterparty: string): readonly OpenInvoice[] {
  const all = book.byPartner.get(counterparty) ?? [];
  const first = all.findIndex(({ openFen }) => openFen > 0n);
  const open = first < 0 ? [] : first === 0 ? all : all.slice(first);
  if (first !== 0) book.byPartner.set(counterparty, open);
  return open;
}

function pay(book: Book, invoice: OpenInvoice, amountFen: bigint, paidOn: DayNumber): bigint {
  const part = least(invoice.openFen, amountFen);
  if (part <= 0n) return 0n;
  invoice.openFen -= part;
  book.settlements.push({ invoicedOn: invoice.onDay, paidOn, amountFen: part });
  return part;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
