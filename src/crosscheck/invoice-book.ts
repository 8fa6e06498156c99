import type { DayNumber, InvoiceItem, OperatingFacts } from "#operations";
import type { CrossCheckParameters } from "./parameters.ts";
import { findRings, type TradeEdge, type TradeRing } from "./trade-rings.ts";

export type { TradeRing } from "./trade-rings.ts";

export interface InvoiceBook {
  add(enterpriseId: string, facts: OperatingFacts, fromDay: DayNumber): void;
  ringsOf(enterpriseId: string): readonly TradeRing[];
}

/**
 * Sales of every enterprise by customer: day, amount and whether goods moved. Which customers are enterprises of the
 * region is known once all were added, by code, name or unified social credit code.
 */
export function createInvoiceBook(parameters: CrossCheckParameters): InvoiceBook {
  const byName = new Map<string, string>();
  const sales = new Map<string, Map<string, TradeEdge>>();
  let rings: Map<string, TradeRing[]> | null = null;
  return {
    add: (enterpriseId, facts, fromDay) => {
      rings = null;
      const master = facts.masters.at(-1);
      for (const name of [enterpriseId, master?.code, master?.name, master?.uscc]) {
        if (name !== undefined && name !== "") byName.set(plainName(name), enterpriseId);
      }
      sales.set(enterpriseId, salesOf(facts, fromDay));
    },
    ringsOf: (enterpriseId) => {
      rings ??= findRings(resolve(sales, byName), parameters);
      return rings.get(enterpriseId) ?? [];
    },
  };
}

function salesOf(facts: OperatingFacts, fromDay: DayNumber): Map<string, TradeEdge> {
  const moved = deliveriesOf(facts);
  const edges = new Map<string, TradeEdge>();
  for (const invoice of facts.invoices) {
    if (invoice.direction !== "sale" || invoice.isVoid || invoice.redOf !== "" || invoice.onDay < fromDay) {
      continue;
    }
    const key = plainName(invoice.counterparty);
    const edge = edges.get(key) ?? { days: [], amountsYuan: [], hasGoods: [] };
    edges.set(key, edge);
    edge.days.push(invoice.onDay);
    edge.amountsYuan.push(Number(invoice.grossFen) / 100);
    edge.hasGoods.push(hasGoods(invoice, moved));
  }
  return edges;
}

export interface Deliveries {
  readonly orders: ReadonlySet<string>;
  readonly daysByCustomer: ReadonlyMap<string, readonly DayNumber[]>;
}

export function deliveriesOf(facts: OperatingFacts): Deliveries {
  const orders = new Set<string>();
  const daysByCustomer = new Map<string, DayNumber[]>();
  for (const { kind, orderNumber, counterparty, onDay } of facts.movements) {
    if (kind !== "delivery") continue;
    if (orderNumber !== "") orders.add(orderNumber);
    const key = plainName(counterparty);
    const days = daysByCustomer.get(key);
    if (days === undefined) daysByCustomer.set(key, [onDay]);
    else days.push(onDay);
  }
  return { orders, daysByCustomer };
}

/** By the order that the invoice names; where it names none, by a delivery to the same customer within 45 days. */
export function hasGoods(
  { orderNumber, counterparty, onDay }: InvoiceItem,
  { orders, daysByCustomer }: Deliveries,
): boolean {
  if (orderNumber !== "") return orders.has(orderNumber);
  return (daysByCustomer.get(plainName(counterparty)) ?? []).some((day) => Math.abs(day - onDay) <= 45);
}

/** Names as people write them: without spaces and brackets, in one case and width. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/[\s()（）\-_.]/g, "")
    .toLowerCase();
}

/** Only edges between enterprises of the region; an enterprise does not sell to itself. */
function resolve(
  sales: ReadonlyMap<string, ReadonlyMap<string, TradeEdge>>,
  byName: ReadonlyMap<string, string>,
): Map<string, Map<string, TradeEdge>> {
  const graph = new Map<string, Map<string, TradeEdge>>();
  for (const seller of [...sales.keys()].sort()) {
    const edges = new Map<string, TradeEdge>();
    for (const [customer, edge] of sales.get(seller) ?? []) {
      const buyer = byName.get(customer);
      if (buyer !== undefined && buyer !== seller) edges.set(buyer, edge);
    }
    if (edges.size > 0) graph.set(seller, edges);
  }
  return graph;
}
