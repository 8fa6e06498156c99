import { divideRounded, type Fen, type Message } from "#kernel";
import type { DayNumber, GoodsMovement, InvoiceItem, OperatingFacts, OrderEvent } from "#operations";
import { between } from "../facts-until.ts";
import type { ProfileParameters } from "../parameters.ts";
import { type Estimate, spread } from "./bounds.ts";

export const yearDays = 365;

/** An order with its newest price and quantity. */
export interface KnownOrder {
  readonly number: string;
  readonly counterparty: string;
  readonly direction: OrderEvent["direction"];
  readonly placedOn: DayNumber;
  readonly dueDay: DayNumber | null;
  readonly quantityMilli: number;
  readonly amountFen: Fen;
  readonly isCancelled: boolean;
}

/** Orders as they stand, by number. */
export function knownOrders(events: readonly OrderEvent[]): ReadonlyMap<string, KnownOrder> {
  const orders = new Map<string, KnownOrder>();
  for (const event of events) {
    const before = orders.get(event.number);
    orders.set(event.number, {
      number: event.number,
      counterparty: event.counterparty,
      direction: event.direction,
      placedOn: before?.placedOn ?? event.onDay,
      dueDay: event.dueDay ?? before?.dueDay ?? null,
      quantityMilli: event.quantityMilli === 0 ? (before?.quantityMilli ?? 0) : event.quantityMilli,
      amountFen: event.amountFen === 0n ? (before?.amountFen ?? 0n) : event.amountFen,
      isCancelled: event.action === "cancelled",
    });
  }
  return orders;
}

/** What a movement of goods is worth: by its own paper, else by the price of its order; null where neither tells. */
export function worthOf(movement: GoodsMovement, orders: ReadonlyMap<string, KnownOrder>): Fen | null {
  if (movement.amountFen !== null) return movement.amountFen;
  const order = orders.get(movement.orderNumber);
  if (order === undefined || order.quantityMilli <= 0) return null;
  return divideRounded(
    order.amountFen * BigInt(Math.round(movement.quantityMilli)),
    BigInt(order.quantityMilli),
    "halfUp",
  );
}

/** Net worth of invoices; void ones count nothing, red ones take back. */
export function netOf(invoices: readonly InvoiceItem[]): Fen {
  return invoices.reduce((sum, { isVoid, netFen }) => (isVoid ? sum : sum + netFen), 0n);
}

/**
 * Revenue, or purchases, of the twelve months to a day, from invoices and from goods: the two see the same
 * trade at different moments, and how far they are apart is part of the bounds. Without either, from orders.
 */
export function tradeYearOf(
  facts: OperatingFacts,
  direction: InvoiceItem["direction"],
  day: DayNumber,
  parameters: ProfileParameters,
): Estimate | null {
  const window = { after: day - yearDays, last: day };
  const orders = knownOrders(facts.orders);
  const invoices = between(facts.invoices, window, ({ onDay }) => onDay).filter(
    (invoice) => invoice.direction === direction,
  );
  const goods = between(facts.movements, window, ({ onDay }) => onDay).filter(({ kind }) =>
    direction === "sale" ? kind === "delivery" || kind === "return" : kind === "goodsReceipt",
  );
  const valued = goods.flatMap((movement) => {
    const worth = worthOf(movement, orders);
    return worth === null ? [] : [movement.kind === "return" ? -worth : worth];
  });
  const invoicedFen = invoices.length === 0 ? null : netOf(invoices);
  const movedFen = valued.length === 0 ? null : valued.reduce((sum, fen) => sum + fen, 0n);
  const missingPpm = goods.length === 0 ? 0 : ((goods.length - valued.length) / goods.length) * 1_000_000;
  if (movedFen !== null && missingPpm < 200_000 && invoicedFen !== null) {
    return bothWays(movedFen, invoicedFen, parameters);
  }
  if (invoicedFen !== null) {
    const error = parameters.bookErrorPpm;
    return {
      ...spread(invoicedFen, { belowPpm: error, abovePpm: error * 2 }),
      method: byInvoices,
      streams: ["invoices"],
    };
  }
  if (movedFen !== null) {
    const error = parameters.bookErrorPpm * 2 + missingPpm;
    return {
      ...spread(movedFen, { belowPpm: error / 2, abovePpm: error }),
      method: byGoods,
      streams: ["movements", "orders"],
    };
  }
  return byOrdersAlone(orders, direction, window, parameters);
}

function bothWays(movedFen: Fen, invoicedFen: Fen, { bookErrorPpm }: ProfileParameters): Estimate {
  const middle = (movedFen + invoicedFen) / 2n;
  const apart = middle <= 0n ? 0 : Math.abs(Number(((movedFen - invoicedFen) * 500_000n) / middle));
  const error = bookErrorPpm + apart;
  return {
    ...spread(middle, { belowPpm: error, abovePpm: error }),
    method: byBoth,
    streams: ["movements", "invoices", "orders"],
  };
}

function byOrdersAlone(
  orders: ReadonlyMap<string, KnownOrder>,
  direction: InvoiceItem["direction"],
  { after, last }: { readonly after: DayNumber; readonly last: DayNumber },
  { bookErrorPpm }: ProfileParameters,
): Estimate | null {
  const placed = [...orders.values()].filter(
    (order) =>
      order.direction === direction && !order.isCancelled && order.placedOn > after && order.placedOn <= last,
  );
  if (placed.length === 0) return null;
  const value = placed.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  return {
    ...spread(value, { belowPpm: bookErrorPpm * 4, abovePpm: bookErrorPpm * 4 }),
    method: byOrders,
    streams: ["orders"],
  };
}

const byBoth: Message = {
  zh: "交付（收货）按订单单价计值，与发票不含税额互相印证，取两者平均",
  en: "Goods at the price of their orders beside invoices net of tax: the mean of the two",
};
const byInvoices: Message = {
  zh: "发票不含税额，扣除作废与红冲",
  en: "Invoices net of tax, without void and red ones",
};
const byGoods: Message = {
  zh: "交付（收货）按单据或订单单价计值",
  en: "Goods by their papers or the price of their orders",
};
const byOrders: Message = {
  zh: "订单合同额，未见交付与发票",
  en: "Orders alone; neither goods nor invoices are known",
};
