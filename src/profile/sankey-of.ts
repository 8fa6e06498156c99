import type { ReconciledOrder } from "#crosscheck";
import { divideRounded, type Fen } from "#kernel";
import type { SankeyFlows } from "./sankey.ts";

/**
 * How much of customers' orders went on into goods, invoices and money, in fen at the orders' price: what was delivered
 * of what was ordered, invoiced of what was delivered, paid of what was invoiced, and what has not come yet.
 */
export function sankeyOf(orders: readonly ReconciledOrder[]): SankeyFlows {
  const sums = {
    ordered: 0n,
    delivered: 0n,
    undelivered: 0n,
    invoiced: 0n,
    uninvoiced: 0n,
    paid: 0n,
    unpaid: 0n,
  };
  for (const order of orders) {
    if (order.direction !== "sale") continue;
    const delivered = capped(deliveredFenOf(order), order.amountFen);
    const invoiced = capped(order.invoicedFen, delivered);
    const paid = capped(order.paidFen, invoiced);
    sums.ordered += order.amountFen;
    sums.delivered += delivered;
    sums.undelivered += order.amountFen - delivered;
    sums.invoiced += invoiced;
    sums.uninvoiced += delivered - invoiced;
    sums.paid += paid;
    sums.unpaid += invoiced - paid;
  }
  const links = [
    { from: "ordered", to: "delivered", amountFen: sums.delivered },
    { from: "ordered", to: "undelivered", amountFen: sums.undelivered },
    { from: "delivered", to: "invoiced", amountFen: sums.invoiced },
    { from: "delivered", to: "uninvoiced", amountFen: sums.uninvoiced },
    { from: "invoiced", to: "paid", amountFen: sums.paid },
    { from: "invoiced", to: "unpaid", amountFen: sums.unpaid },
  ].filter(({ amountFen }) => amountFen > 0n);
  const used = new Set(links.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id }) => used.has(id)), links };
}

const nodes: SankeyFlows["nodes"] = [
  { id: "ordered", flow: "information" },
  { id: "delivered", flow: "goods" },
  { id: "undelivered", flow: "goods" },
  { id: "invoiced", flow: "trade" },
  { id: "uninvoiced", flow: "trade" },
  { id: "paid", flow: "funds" },
  { id: "unpaid", flow: "funds" },
];

function deliveredFenOf({ amountFen, deliveredMilli, orderedMilli }: ReconciledOrder): Fen {
  if (orderedMilli <= 0) return 0n;
  return divideRounded(
    amountFen * BigInt(Math.round(deliveredMilli)),
    BigInt(Math.round(orderedMilli)),
    "halfUp",
  );
}

function capped(fen: Fen, most: Fen): Fen {
  return fen < 0n ? 0n : fen > most ? most : fen;
}
