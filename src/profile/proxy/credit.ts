import { divideRounded, type Fen, type Message } from "#kernel";
import type { DayNumber, InvoiceItem, OperatingFacts } from "#operations";
import type { ProfileParameters } from "../parameters.ts";
import { type Estimate, shareOf, spread, sumFen } from "./bounds.ts";
import { type OpenItem, openItemsOf } from "./open-items.ts";
import { knownOrders, worthOf } from "./trade-year.ts";

/**
 * Receivables, or payables, at a day: invoices less what was paid on them, as small enterprises keep them;
 * goods that moved and were not invoiced yet, at the price of their orders with tax, widen the upper bound. Without a bank statement nobody knows what was paid: then
 * invoices of the partner's usual term count as open, with wide bounds.
 */
export function creditOf(
  facts: OperatingFacts,
  direction: InvoiceItem["direction"],
  day: DayNumber,
  parameters: ProfileParameters,
): Estimate | null {
  const invoices = facts.invoices.filter((invoice) => invoice.direction === direction && !invoice.isVoid);
  const uninvoicedFen = uninvoicedOf(facts, direction, parameters);
  if (invoices.length === 0 && uninvoicedFen === 0n) return null;
  if (facts.payments.length === 0) return withoutStatement(invoices, uninvoicedFen, day);
  const items = openItemsOf(facts, direction);
  const openFen = sumFen(items.map((item) => item.openFen));
  const unsure = unnamedShareOf(facts, direction) * 0.15;
  const staleFen = sumFen(items.filter((item) => isStale(item, day, parameters)).map((item) => item.openFen));
  const error = parameters.bookErrorPpm + unsure;
  return {
    ...spread(openFen, {
      belowPpm: error + shareIn(staleFen, openFen),
      abovePpm: error + shareIn(uninvoicedFen, openFen) / 2,
    }),
    method: direction === "sale" ? receivablesMethod : payablesMethod,
    streams: ["invoices", "payments", "movements", "orders"],
  };
}

function isStale(item: OpenItem, day: DayNumber, { writtenOffAfterDays }: ProfileParameters): boolean {
  return item.onDay < day - writtenOffAfterDays;
}

/** Of what was paid to or by partners that part, in ppm, of which no number says what for. */
function unnamedShareOf({ payments, invoices }: OperatingFacts, direction: InvoiceItem["direction"]): number {
  const partners = new Set(invoices.flatMap((one) => (one.direction === direction ? one.counterparty : [])));
  let all = 0n;
  let unnamed = 0n;
  for (const { amountFen, counterparty, reference } of payments) {
    if (amountFen > 0n !== (direction === "sale") || !partners.has(counterparty)) continue;
    const paidFen = amountFen < 0n ? -amountFen : amountFen;
    all += paidFen;
    if (reference === "") unnamed += paidFen;
  }
  return shareIn(unnamed, all);
}

function shareIn(part: Fen, whole: Fen): number {
  return shareOf(part, whole) ?? 0;
}

const lookedBackDays = 180;

/** Goods of known orders that moved within half a year beyond what the order's invoices cover, with tax. */
function uninvoicedOf(
  facts: OperatingFacts,
  direction: InvoiceItem["direction"],
  { salesTaxPpm }: ProfileParameters,
): Fen {
  const orders = knownOrders(facts.orders);
  const invoiced = new Map<string, Fen>();
  for (const invoice of facts.invoices) {
    if (invoice.direction !== direction || invoice.isVoid || invoice.orderNumber === "") continue;
    invoiced.set(invoice.orderNumber, (invoiced.get(invoice.orderNumber) ?? 0n) + invoice.netFen);
  }
  if (invoiced.size === 0) return 0n;
  const moved = new Map<string, { fen: Fen; lastDay: DayNumber }>();
  const lastDay = facts.movements.at(-1)?.onDay ?? 0;
  for (const movement of facts.movements) {
    const isMeant =
      direction === "sale"
        ? movement.kind === "delivery" || movement.kind === "return"
        : movement.kind === "goodsReceipt";
    const worth = isMeant && orders.has(movement.orderNumber) ? worthOf(movement, orders) : null;
    if (worth === null) continue;
    const before = moved.get(movement.orderNumber)?.fen ?? 0n;
    const fen = movement.kind === "return" ? before - worth : before + worth;
    moved.set(movement.orderNumber, { fen, lastDay: movement.onDay });
  }
  let net = 0n;
  for (const [number, { fen, lastDay: movedOn }] of moved) {
    const rest = fen - (invoiced.get(number) ?? 0n);
    if (rest > 0n && movedOn > lastDay - lookedBackDays) net += rest;
  }
  return divideRounded(net * BigInt(1_000_000 + salesTaxPpm), 1_000_000n, "halfUp");
}

const usualTermDays = 75;

function withoutStatement(invoices: readonly InvoiceItem[], uninvoicedFen: Fen, day: DayNumber): Estimate {
  const recent = invoices.filter(({ onDay }) => onDay > day - usualTermDays);
  const valueFen = sumFen(recent.map(({ grossFen }) => grossFen)) + uninvoicedFen;
  return {
    ...spread(valueFen, { belowPpm: 500_000, abovePpm: 600_000 }),
    method: termMethod,
    streams: ["invoices"],
  };
}

const receivablesMethod: Message = {
  zh: "销项发票逐笔冲减回款；已交付未开票的计入上界",
  en: "Sales invoices less receipts one by one; deliveries not invoiced yet count in the upper bound",
};
const payablesMethod: Message = {
  zh: "进项发票逐笔冲减付款；已收货未收票的计入上界",
  en: "Purchase invoices less payments one by one; goods not invoiced yet count in the upper bound",
};
const termMethod: Message = {
  zh: "没有银行流水：按惯常账期内的发票推算",
  en: "Without a bank statement: invoices within the usual term",
};
