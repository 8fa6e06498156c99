import type { DayNumber, OperatingFacts, OrderEvent } from "#operations";
import { lazy } from "../operating/lazy.ts";

/** How one order stands as of T. */
export interface Order {
  readonly number: string;
  readonly counterparty: string;
  readonly item: string;
  readonly placedOn: DayNumber;
  dueDay: DayNumber | null;
  /** By the last creation or change; a cancellation says nothing of the size. */
  amountFen: bigint;
  quantityMilli: number;
  changes: number;
  state: "open" | "completed" | "cancelled";
  /** Day of completion or cancellation; null while open. */
  closedOn: DayNumber | null;
}

/** Orders of both directions, in the order in which they were placed. */
export interface OrderView {
  readonly sales: () => readonly Order[];
  readonly purchases: () => readonly Order[];
}

export function viewOrders(facts: OperatingFacts): OrderView {
  const of = (direction: OrderEvent["direction"]) =>
    lazy(() => ordersOf(facts.orders.filter((event) => event.direction === direction)));
  return { sales: of("sale"), purchases: of("purchase") };
}

/** Events without a creation before them are of an order placed before the data begin: it counts from its first event. */
function ordersOf(events: readonly OrderEvent[]): Order[] {
  const orders = new Map<string, Order>();
  for (const event of events) {
    const order = orders.get(event.number);
    if (order === undefined) orders.set(event.number, placed(event));
    else apply(order, event);
  }
  return [...orders.values()];
}

function placed(event: OrderEvent): Order {
  const { number, counterparty, item, onDay, dueDay, amountFen, quantityMilli } = event;
  const order: Order = {
    number,
    counterparty,
    item,
    placedOn: onDay,
    dueDay,
    amountFen,
    quantityMilli,
    changes: 0,
    state: "open",
    closedOn: null,
  };
  apply(order, event);
  return order;
}

function apply(order: Order, event: OrderEvent): void {
  switch (event.action) {
    case "created":
      return;
    case "changed":
      order.changes++;
      order.amountFen = event.amountFen;
      order.quantityMilli = event.quantityMilli;
      order.dueDay = event.dueDay ?? order.dueDay;
      order.state = "open";
      order.closedOn = null;
      return;
    case "completed":
      order.state = "completed";
      order.closedOn = event.onDay;
      return;
    case "cancelled":
      order.state = "cancelled";
      order.closedOn = event.onDay;
  }
}
