import { createRandom } from "#kernel";
import type { DayNumber, GoodsMovement, InvoiceItem, OrderEvent, PaymentRow, Sighted } from "#operations";
import { invoiceNumberOf, monthStarts, roundFen, shareOf, splitGross, withPayments } from "../added-rows.ts";
import type { FraudPlan } from "../misconduct.ts";
import type { Change, Scene } from "../scene.ts";

/** One sale from a member of a ring to the next, as both sides would have it. */
interface Edge {
  readonly orderDay: DayNumber;
  readonly invoiceDay: DayNumber;
  readonly payDay: DayNumber;
  readonly invoice: string;
  /** Each side has a number of its own for it, ending in these digits. */
  readonly order: string;
  readonly grossFen: bigint;
  /** Whether somebody writes a delivery note for goods that stay where they are. */
  readonly hasNote: boolean;
}

/**
 * Orders, invoices and money go round a ring and hardly any goods do. Each edge is drawn from the scheme and its seller,
 * so that a member's rows need no other member's.
 */
export function tradeInRing(scene: Scene, { members, monthlyFen }: FraudPlan): Change {
  const [own, next] = members;
  const previous = members.at(-1);
  if (own === undefined || next === undefined || previous === undefined) return null;
  const orders: Sighted<OrderEvent>[] = [];
  const invoices: Sighted<InvoiceItem>[] = [];
  const movements: Sighted<GoodsMovement>[] = [];
  const payments: Omit<PaymentRow, "account" | "balanceFen">[] = [];
  const { rows, lastDay } = scene;
  const item = rows.orders.find(({ direction }) => direction === "sale")?.item ?? "";
  const material = rows.orders.find(({ direction }) => direction === "purchase")?.item ?? item;
  const enter = (edge: Edge, direction: "sale" | "purchase", counterparty: string): void => {
    const order = `${direction === "sale" ? "SO" : "PO"}${own.code}-${edge.order}`;
    const what = { direction, counterparty, order, item: direction === "sale" ? item : material };
    orders.push(...ordersOf(scene, edge, what));
    if (edge.invoiceDay <= lastDay) invoices.push(invoiceOf(scene, edge, what));
    const sign = direction === "sale" ? 1n : -1n;
    const amountFen = sign * edge.grossFen;
    payments.push({ onDay: edge.payDay, amountFen, counterparty, purpose: "货款", reference: order });
    if (direction === "sale" && edge.hasNote && edge.invoiceDay <= lastDay) {
      movements.push(noteOf(scene, edge, what));
    }
  };
  for (const edge of edgesOf(scene, own.code, monthlyFen)) enter(edge, "sale", next.name);
  for (const edge of edgesOf(scene, previous.code, monthlyFen)) enter(edge, "purchase", previous.name);
  return {
    orders: [...rows.orders, ...orders],
    invoices: [...rows.invoices, ...invoices],
    movements: [...rows.movements, ...movements],
    payments: withPayments(scene, payments),
  };
}

function edgesOf(scene: Scene, seller: string, monthlyFen: bigint): Edge[] {
  const { seed, intensity } = scene;
  const months = 6 + Math.round(24 * createRandom(`${seed}/months`).next());
  return monthStarts(scene, months).flatMap((monthDay, month) => {
    const shared = createRandom(`${seed}/${month}`);
    const rounds = 1 + Number(shared.next() < intensity * 0.6);
    return Array.from({ length: rounds }, (_, round): Edge => {
      const random = createRandom(`${seed}/${month}/${round}/${seller}`);
      const base = monthDay + 3 + shared.integer(14);
      const amount = shareOf(monthlyFen, (0.7 + 0.6 * shared.next()) / rounds);
      // Everybody on the way keeps a little.
      const grossFen = shareOf(shared.next() < 0.5 ? roundFen(amount) : amount, 1 + 0.012 * random.next());
      const orderDay = base + random.integer(3);
      const invoiceDay = orderDay + 1 + random.integer(6);
      return {
        orderDay,
        invoiceDay,
        payDay: invoiceDay + random.integer(5),
        invoice: invoiceNumberOf(seller, `${seed}/${month}/${round}/${seller}/invoice`),
        order: String(80_000 + random.integer(20_000)),
        grossFen,
        hasNote: random.next() < 0.3 * (1 - intensity),
      };
    });
  });
}

interface Side {
  readonly order: string;
  readonly direction: "sale" | "purchase";
  readonly counterparty: string;
  readonly item: string;
}

function ordersOf(
  { lastDay, deliveryOf }: Scene,
  { orderDay, invoiceDay, grossFen }: Edge,
  { order, ...side }: Side,
): Sighted<OrderEvent>[] {
  const common = {
    ...side,
    number: order,
    dueDay: invoiceDay,
    quantityMilli: 1_000_000,
    amountFen: grossFen,
  };
  const created = { ...common, onDay: orderDay, action: "created" as const };
  const completed = { ...common, onDay: invoiceDay, action: "completed" as const };
  return [created, completed]
    .filter(({ onDay }) => onDay <= lastDay)
    .map((row) => ({ ...row, platformIndex: deliveryOf(row.onDay) }));
}

function invoiceOf({ deliveryOf }: Scene, edge: Edge, side: Side): Sighted<InvoiceItem> {
  return {
    onDay: edge.invoiceDay,
    direction: side.direction,
    number: edge.invoice,
    orderNumber: side.order,
    counterparty: side.counterparty,
    ...splitGross(edge.grossFen),
    isVoid: false,
    redOf: "",
    platformIndex: deliveryOf(edge.invoiceDay),
  };
}

function noteOf({ deliveryOf }: Scene, edge: Edge, side: Side): Sighted<GoodsMovement> {
  return {
    onDay: edge.invoiceDay,
    kind: "delivery",
    number: `${side.order.replace(/^../u, "DN")}-1`,
    orderNumber: side.order,
    counterparty: side.counterparty,
    item: side.item,
    quantityMilli: 1_000_000,
    amountFen: null,
    place: "",
    platformIndex: deliveryOf(edge.invoiceDay),
  };
}
