import { dayNumberOf } from "#kernel";
import type { DayNumber, OperatingFacts, OrderEvent } from "#operations";
import type { FiveFlows, FlowName, FlowState, ReconciledOrder } from "./five-flows.ts";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";

/** Orders that are worst are shown, not all. */
const mostWorst = 20;

/**
 * Every order with its five flows as of the facts' T and N, and their sums; ordered by the day they were placed. An order
 * is matched with goods, invoices, payments and services by the number that those documents name; payments also by the
 * number of an invoice of the order.
 */
export function reconcileOrders(
  facts: OperatingFacts,
  parameters: CrossCheckParameters = defaultCrossCheckParameters,
): { readonly orders: readonly ReconciledOrder[]; readonly summary: FiveFlows } {
  const documents = indexDocuments(facts);
  const today = dayNumberOf(facts.asOf);
  const orders = [...groupEvents(facts.orders)].map((events) =>
    reconcile(events, { documents, today, parameters }),
  );
  orders.sort(
    (left, right) => left.placedOn - right.placedOn || (left.orderNumber < right.orderNumber ? -1 : 1),
  );
  return { orders, summary: summarise(orders) };
}

interface Documents {
  readonly deliveredMilli: ReadonlyMap<string, number>;
  readonly lastDelivery: ReadonlyMap<string, DayNumber>;
  /** On the basis of the orders' amounts, before or with tax; and always with tax, as it is paid. */
  readonly invoicedFen: ReadonlyMap<string, bigint>;
  readonly grossFen: ReadonlyMap<string, bigint>;
  readonly lastInvoice: ReadonlyMap<string, DayNumber>;
  readonly paidFen: ReadonlyMap<string, bigint>;
  readonly services: ReadonlySet<string>;
  /** Streams of which the enterprise has rows at all: without them a flow is not used, not missing. */
  readonly has: Readonly<Record<FlowName, boolean>>;
}

function indexDocuments(facts: OperatingFacts): Documents {
  const deliveredMilli = new Map<string, number>();
  const lastDelivery = new Map<string, DayNumber>();
  for (const { kind, orderNumber, quantityMilli, onDay } of facts.movements) {
    const sign = kind === "delivery" || kind === "goodsReceipt" ? 1 : kind === "return" ? -1 : 0;
    if (orderNumber === "" || sign === 0) continue;
    deliveredMilli.set(orderNumber, (deliveredMilli.get(orderNumber) ?? 0) + sign * quantityMilli);
    if (sign > 0) lastDelivery.set(orderNumber, onDay);
  }
  const isNet = areOrdersNet(facts);
  const invoicedFen = new Map<string, bigint>();
  const grossFen = new Map<string, bigint>();
  const lastInvoice = new Map<string, DayNumber>();
  const orderOfInvoice = new Map<string, string>();
  for (const invoice of facts.invoices) {
    const { orderNumber, isVoid, onDay, number, redOf } = invoice;
    const order = orderNumber === "" ? (orderOfInvoice.get(redOf) ?? "") : orderNumber;
    if (order === "" || isVoid) continue;
    const amount = isNet ? invoice.netFen : invoice.grossFen;
    invoicedFen.set(order, (invoicedFen.get(order) ?? 0n) + amount);
    grossFen.set(order, (grossFen.get(order) ?? 0n) + invoice.grossFen);
    orderOfInvoice.set(number, order);
    if (amount > 0n) lastInvoice.set(order, onDay);
  }
  const paidFen = new Map<string, bigint>();
  for (const { reference, amountFen } of facts.payments) {
    if (reference === "") continue;
    const order = orderOfInvoice.get(reference) ?? reference;
    paidFen.set(order, (paidFen.get(order) ?? 0n) + amountFen);
  }
  return {
    deliveredMilli,
    lastDelivery,
    invoicedFen,
    grossFen,
    lastInvoice,
    paidFen,
    services: new Set(facts.services.map(({ orderNumber }) => orderNumber)),
    has: {
      information: true,
      goods: deliveredMilli.size > 0,
      trade: invoicedFen.size > 0,
      funds: paidFen.size > 0,
      service: facts.services.some(({ orderNumber }) => orderNumber !== ""),
    },
  };
}

/** Whether order amounts are before tax: which of the two sums of an order's invoices lies nearer, in most orders. */
function areOrdersNet({ orders, invoices }: OperatingFacts): boolean {
  const amounts = new Map(orders.map(({ number, amountFen }) => [number, Number(amountFen)]));
  let net = 0;
  for (const { orderNumber, netFen, grossFen, redOf } of invoices) {
    const amount = amounts.get(orderNumber);
    if (amount === undefined || redOf !== "") continue;
    net += Math.abs(Number(netFen) - amount) < Math.abs(Number(grossFen) - amount) ? 1 : -1;
  }
  return net > 0;
}

/** Events of one order are those of one number and direction. */
function groupEvents(events: readonly OrderEvent[]): Iterable<readonly OrderEvent[]> {
  const groups = new Map<string, OrderEvent[]>();
  for (const event of events) {
    const key = `${event.direction}/${event.number}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups.values();
}

interface Frame {
  readonly documents: Documents;
  readonly today: DayNumber;
  readonly parameters: CrossCheckParameters;
}

function reconcile(events: readonly OrderEvent[], frame: Frame): ReconciledOrder {
  const first = events[0] as OrderEvent;
  const last = events.at(-1) as OrderEvent;
  const { documents } = frame;
  const sum = (map: ReadonlyMap<string, bigint>): bigint => map.get(last.number) ?? 0n;
  const paid = sum(documents.paidFen);
  const known = {
    orderNumber: last.number,
    direction: last.direction,
    counterparty: last.counterparty,
    placedOn: first.onDay,
    dueDay: last.dueDay,
    amountFen: last.amountFen,
    invoicedFen: sum(documents.invoicedFen),
    deliveredMilli: documents.deliveredMilli.get(last.number) ?? 0,
    orderedMilli: last.quantityMilli,
    paidFen: last.direction === "sale" ? paid : -paid,
  };
  const states = statesOf(known, last, frame);
  return { ...known, states, verdict: verdictOf(states) };
}

type Known = Omit<ReconciledOrder, "states" | "verdict">;

function statesOf(order: Known, last: OrderEvent, frame: Frame): Record<FlowName, FlowState> {
  const { documents, today, parameters } = frame;
  const { orderTolerance: tolerance, graceDays, termDays } = parameters;
  const isCancelled = last.action === "cancelled";
  const due = order.dueDay ?? order.placedOn + graceDays;
  const isLate = (day: DayNumber | undefined, days: number): boolean =>
    day !== undefined && today > day + days;
  const goods = stateOf(order.deliveredMilli / Math.max(1, order.orderedMilli), {
    isUsed: documents.has.goods,
    isCancelled,
    isLate: isLate(due, graceDays),
    tolerance,
  });
  const lastDelivery = documents.lastDelivery.get(order.orderNumber);
  const trade = stateOf(Number(order.invoicedFen) / Math.max(1, Number(order.amountFen)), {
    isUsed: documents.has.trade,
    isCancelled,
    isLate: isLate(documents.has.goods ? lastDelivery : due, graceDays),
    tolerance,
  });
  const isUnbacked =
    documents.has.goods && order.invoicedFen > 0n && goods === "missing" && isLate(due, graceDays);
  const lastInvoice = documents.lastInvoice.get(order.orderNumber);
  const gross = documents.grossFen.get(order.orderNumber) ?? 0n;
  const owed = gross > 0n ? gross : order.amountFen;
  const funds = stateOf(Number(order.paidFen) / Math.max(1, Number(owed)), {
    isUsed: documents.has.funds,
    isCancelled: isCancelled && order.invoicedFen <= 0n,
    isLate: isLate(documents.has.trade ? lastInvoice : due, termDays + graceDays),
    tolerance,
  });
  const hasService = documents.services.has(order.orderNumber);
  return {
    information: isCancelled && order.deliveredMilli > 0 ? "contradicting" : "matched",
    trade: isUnbacked ? "contradicting" : trade,
    goods,
    funds,
    // Carriage stands behind a delivery; whoever has none for an order may have carried it in their own lorry.
    service: hasService
      ? "matched"
      : documents.has.service && order.deliveredMilli > 0
        ? "missing"
        : "notUsed",
  };
}

/** How much of what the order asks for has come. */
function stateOf(
  share: number,
  {
    isUsed,
    isCancelled,
    isLate,
    tolerance,
  }: {
    readonly isUsed: boolean;
    readonly isCancelled: boolean;
    readonly isLate: boolean;
    readonly tolerance: number;
  },
): FlowState {
  if (!isUsed) return "notUsed";
  if (isCancelled) return share > tolerance ? "contradicting" : "notUsed";
  if (share > 1 + 2 * tolerance) return "contradicting";
  if (share >= 1 - tolerance) return "matched";
  if (share > tolerance) return isLate ? "partly" : "notDue";
  return isLate ? "missing" : "notDue";
}

/** A service that nobody told of alone makes no order suspect. */
function verdictOf(states: Readonly<Record<FlowName, FlowState>>): ReconciledOrder["verdict"] {
  const { information, trade, goods, funds } = states;
  const all = [information, trade, goods, funds];
  if (all.includes("contradicting")) return "contradicting";
  if (all.includes("missing")) return "missing";
  return all.includes("notDue") || all.includes("partly") ? "open" : "matched";
}

function summarise(orders: readonly ReconciledOrder[]): FiveFlows {
  const byVerdict = { matched: 0, open: 0, missing: 0, contradicting: 0 };
  let amountFen = 0n;
  let matchedFen = 0n;
  for (const { verdict, amountFen: amount } of orders) {
    byVerdict[verdict] += 1;
    amountFen += amount;
    if (verdict === "matched") matchedFen += amount;
  }
  const order = { contradicting: 0, missing: 1, open: 2, matched: 3 };
  const worst = orders
    .filter(({ verdict }) => verdict === "contradicting" || verdict === "missing")
    .sort(
      (left, right) =>
        order[left.verdict] - order[right.verdict] ||
        (left.amountFen > right.amountFen ? -1 : left.amountFen < right.amountFen ? 1 : 0) ||
        (left.orderNumber < right.orderNumber ? -1 : 1),
    )
    .slice(0, mostWorst);
  return { orders: orders.length, byVerdict, amountFen, matchedFen, worst };
}
