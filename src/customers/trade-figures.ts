import { type Fen, type RatePpm, ratePpmOf } from "#kernel";
import type { DayNumber, InvoiceItem, OperatingFacts, OrderEvent } from "#operations";
import { customerParameters } from "./parameters.ts";

/** An invoice with what is left of it. */
export interface OpenInvoice {
  readonly number: string;
  readonly orderNumber: string;
  readonly buyer: string;
  readonly onDay: DayNumber;
  readonly leftFen: Fen;
}

/** A sale order as it stands on T. */
export interface StandingOrder {
  readonly number: string;
  readonly placedOn: DayNumber;
  readonly dueDay: DayNumber | null;
  readonly amountFen: Fen;
  readonly state: "open" | "cancelled" | "completed";
}

/** Parts of a whole in parts per million; null of nothing. */
export function ppmOf(part: Fen, whole: Fen): RatePpm | null {
  return whole <= 0n ? null : ratePpmOf(Number(part) / Number(whole));
}

/** Growth in parts per million; null where there was nothing before. */
export function growthOf(now: Fen, before: Fen): RatePpm | null {
  return before <= 0n ? null : ratePpmOf(Number(now - before) / Number(before));
}

export function sumFen<Row>(rows: readonly Row[], amountOf: (row: Row) => Fen): Fen {
  return rows.reduce((sum, row) => sum + amountOf(row), 0n);
}

/** Valid sales invoices; red ones are negative and count on their own day. */
export function salesOf({ invoices }: OperatingFacts): readonly InvoiceItem[] {
  return invoices.filter(({ direction, isVoid }) => direction === "sale" && !isVoid);
}

export function within(day: DayNumber, lastDay: DayNumber, days: number): boolean {
  return day > lastDay - days && day <= lastDay;
}

/** Every sale order by its newest amount and state. */
export function standingOrders({ orders }: OperatingFacts): readonly StandingOrder[] {
  const standing = new Map<string, StandingOrder>();
  for (const event of orders) {
    if (event.direction !== "sale") continue;
    standing.set(event.number, afterEvent(standing.get(event.number), event));
  }
  return [...standing.values()];
}

function afterEvent(before: StandingOrder | undefined, event: OrderEvent): StandingOrder {
  const { number, onDay, amountFen, action, dueDay } = event;
  const placed = before ?? { number, placedOn: onDay, dueDay, amountFen, state: "open" as const };
  if (action === "created" || action === "changed") return { ...placed, dueDay, amountFen };
  return { ...placed, state: action === "cancelled" ? "cancelled" : "completed" };
}

const staleDays = 90;
const undatedDays = 182;

/**
 * Whether an order still stands open on a day: neither completed nor cancelled, and not so long past its due day, or
 * without one so old, that its completion was plainly never written down.
 */
export function isOpenOn({ state, dueDay, placedOn }: StandingOrder, day: DayNumber): boolean {
  return state === "open" && day - (dueDay ?? placedOn) <= (dueDay === null ? undatedDays : staleDays);
}

/** Money in that no customer paid: loans and capital. */
const notSales = /贷款|放款|借款|注资|增资|投资款|保证金/;

/**
 * Sales invoices that are not paid in full. A receipt settles what its reference names, an invoice or an order's
 * invoices; what is left of it settles the buyer's oldest, or, where its payer is none of the buyers' names, the oldest
 * of all. Invoices from before the first line of a statement are left
 * out, because their receipts cannot be seen.
 * @returns null where there is no statement
 */
export function openInvoicesOf(facts: OperatingFacts): readonly OpenInvoice[] | null {
  const [first] = facts.payments;
  if (first === undefined) return null;
  const open = invoicesToPay(facts).filter(({ onDay }) => onDay >= first.onDay);
  const left = new Map(open.map((invoice) => [invoice.number, invoice.leftFen]));
  const byBuyer = Map.groupBy(open, ({ buyer }) => buyer);
  const byOrder = Map.groupBy(open, ({ orderNumber }) => orderNumber);
  const byNumber = Map.groupBy(open, ({ number }) => number);
  for (const receipt of facts.payments) {
    if (receipt.amountFen <= 0n) continue;
    const { reference } = receipt;
    const named =
      reference === "" ? [] : [...(byNumber.get(reference) ?? []), ...(byOrder.get(reference) ?? [])];
    const rest = settle(left, named, receipt.amountFen);
    const isSale = byBuyer.has(receipt.counterparty) || !notSales.test(receipt.purpose);
    settle(left, byBuyer.get(receipt.counterparty) ?? (isSale ? open : []), rest);
  }
  return open
    .map((invoice) => ({ ...invoice, leftFen: left.get(invoice.number) ?? 0n }))
    .filter(({ leftFen }) => leftFen > 0n);
}

function invoicesToPay(facts: OperatingFacts): readonly OpenInvoice[] {
  const sales = salesOf(facts);
  const reversed = new Map<string, Fen>();
  for (const { redOf, grossFen } of sales) {
    if (redOf !== "") reversed.set(redOf, (reversed.get(redOf) ?? 0n) + grossFen);
  }
  return sales
    .filter(({ redOf, grossFen }) => redOf === "" && grossFen > 0n)
    .map(({ number, orderNumber, counterparty, onDay, grossFen }) => ({
      number,
      orderNumber,
      buyer: counterparty,
      onDay,
      leftFen: grossFen + (reversed.get(number) ?? 0n),
    }));
}

/** Takes a receipt off invoices in their order. @returns what is left of the receipt */
function settle(left: Map<string, Fen>, invoices: readonly OpenInvoice[], receiptFen: Fen): Fen {
  let rest = receiptFen;
  for (const { number } of invoices) {
    if (rest <= 0n) break;
    const owed = left.get(number) ?? 0n;
    const paid = owed < rest ? owed : rest;
    if (paid <= 0n) continue;
    left.set(number, owed - paid);
    rest -= paid;
  }
  return rest;
}

/** Whether an invoice has been open for too long on a day. */
export function isOverdueOn({ onDay }: OpenInvoice, lastDay: DayNumber): boolean {
  return lastDay - onDay > customerParameters.overdueDays.value;
}
