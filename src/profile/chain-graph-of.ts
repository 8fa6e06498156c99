import { dayNumberOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { ChainEdge, ChainGraph, ChainNode, Concentration } from "./chain-graph.ts";
import { shareOf, sumFen } from "./proxy/bounds.ts";
import { knownOrders } from "./proxy/trade-year.ts";

/** An enterprise whose own streams are read, under the name that its partners use. */
export interface ChainMember {
  readonly name: string;
  readonly division: string | null;
  readonly facts: OperatingFacts;
}

type Trade = {
  -readonly [Key in keyof Omit<ChainEdge, "shareOfSellerPpm" | "shareOfBuyerPpm">]: ChainEdge[Key];
};

const yearDays = 365;

/**
 * Who buys from whom over the twelve months to T, by the orders, invoices and payments of the members. Where both
 * sides are members the seller's books count; the graph of one member is a star. Invoices are gross, as payments are.
 * @param members  the first is the one the graph is about
 */
export function chainGraphOf(members: readonly ChainMember[]): ChainGraph {
  const trades = new Map<string, Trade>();
  const names = new Set(members.map(({ name }) => name));
  for (const { name, facts } of members) {
    for (const [key, trade] of tradesOf(name, facts)) {
      const isOthersBook = trade.from !== name && names.has(trade.from);
      if (!isOthersBook) trades.set(key, trade);
    }
  }
  return { nodes: nodesOf(members, trades), edges: withShares(trades, names) };
}

function tradesOf(self: string, facts: OperatingFacts): ReadonlyMap<string, Trade> {
  const after = dayNumberOf(facts.asOf) - yearDays;
  const trades = new Map<string, Trade>();
  const tradeWith = (partner: string, direction: "sale" | "purchase", day: number): Trade => {
    const [from, to] = direction === "sale" ? [self, partner] : [partner, self];
    const key = `${from}\u0000${to}`;
    const trade = trades.get(key) ?? {
      from,
      to,
      orderedFen: 0n,
      invoicedFen: 0n,
      paidFen: 0n,
      orders: 0,
      firstDay: day,
      lastDay: day,
    };
    trade.firstDay = Math.min(trade.firstDay, day);
    trade.lastDay = Math.max(trade.lastDay, day);
    trades.set(key, trade);
    return trade;
  };
  for (const order of knownOrders(facts.orders).values()) {
    if (order.placedOn <= after || order.isCancelled || order.counterparty === "") continue;
    const trade = tradeWith(order.counterparty, order.direction, order.placedOn);
    trade.orderedFen += order.amountFen;
    trade.orders += 1;
  }
  for (const invoice of facts.invoices) {
    if (invoice.onDay <= after || invoice.isVoid || invoice.counterparty === "") continue;
    tradeWith(invoice.counterparty, invoice.direction, invoice.onDay).invoicedFen += invoice.grossFen;
  }
  const partners = new Set([...trades.values()].flatMap(({ from, to }) => [from, to]));
  for (const { onDay, counterparty, amountFen } of facts.payments) {
    if (onDay <= after || counterparty === self || !partners.has(counterparty)) continue;
    const direction = amountFen > 0n ? "sale" : "purchase";
    const key = direction === "sale" ? `${self}\u0000${counterparty}` : `${counterparty}\u0000${self}`;
    const trade = trades.get(key);
    if (trade !== undefined) trade.paidFen += amountFen > 0n ? amountFen : -amountFen;
  }
  return trades;
}

/** What an edge weighs: what was invoiced, else ordered. */
export function weightOf({ invoicedFen, orderedFen }: Pick<ChainEdge, "invoicedFen" | "orderedFen">): bigint {
  return invoicedFen > 0n ? invoicedFen : orderedFen;
}

function withShares(trades: ReadonlyMap<string, Trade>, members: ReadonlySet<string>): readonly ChainEdge[] {
  const sold = new Map<string, bigint>();
  const bought = new Map<string, bigint>();
  for (const trade of trades.values()) {
    sold.set(trade.from, (sold.get(trade.from) ?? 0n) + weightOf(trade));
    bought.set(trade.to, (bought.get(trade.to) ?? 0n) + weightOf(trade));
  }
  return [...trades.values()]
    .map((trade) => ({
      ...trade,
      shareOfSellerPpm: members.has(trade.from) ? shareOf(weightOf(trade), sold.get(trade.from) ?? 0n) : null,
      shareOfBuyerPpm: members.has(trade.to) ? shareOf(weightOf(trade), bought.get(trade.to) ?? 0n) : null,
    }))
    .sort(
      (left, right) =>
        compare(weightOf(right), weightOf(left)) || compare(left.from + left.to, right.from + right.to),
    );
}

function nodesOf(members: readonly ChainMember[], trades: ReadonlyMap<string, Trade>): readonly ChainNode[] {
  const self = members[0]?.name ?? "";
  const divisions = new Map(members.map(({ name, division }) => [name, division]));
  const roles = new Map<string, ChainNode["role"]>();
  for (const { from, to } of trades.values()) {
    addRole(roles, to, "customer");
    addRole(roles, from, "supplier");
  }
  roles.set(self, "self");
  return [...roles]
    .map(([name, role]) => ({ id: name, name, isHidden: false, role, division: divisions.get(name) ?? null }))
    .sort(
      (left, right) =>
        Number(right.role === "self") - Number(left.role === "self") || compare(left.id, right.id),
    );
}

function addRole(roles: Map<string, ChainNode["role"]>, name: string, role: "customer" | "supplier"): void {
  const before = roles.get(name);
  roles.set(name, before === undefined || before === role ? role : "both");
}

/** How much hangs on few customers, or suppliers, of one enterprise. */
export function concentrationOf(
  graph: ChainGraph,
  name: string,
  side: "customers" | "suppliers",
): Concentration {
  const weights = graph.edges
    .filter(({ from, to }) => (side === "customers" ? from : to) === name)
    .map(weightOf)
    .filter((weight) => weight > 0n)
    .sort((left, right) => compare(right, left));
  const totalFen = sumFen(weights);
  const top1Ppm = shareOf(weights[0] ?? 0n, totalFen);
  return {
    parties: weights.length,
    totalFen,
    top1Ppm,
    top5Ppm: shareOf(sumFen(weights.slice(0, 5)), totalFen),
    hhiPpm: shareOf(sumFen(weights.map((weight) => weight * weight)), totalFen * totalFen),
    isDependent: (top1Ppm ?? 0) > 500_000,
  };
}

function compare<Value extends string | bigint>(left: Value, right: Value): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
