import { defineDesignChoice, multiplyByRate } from "#kernel";
import type { ChainEdge, ChainGraph, KnockedOut, KnockOut } from "./chain-graph.ts";
import { weightOf } from "./chain-graph-of.ts";
import { shareOf } from "./proxy/bounds.ts";

/** When a failure goes on; our own choice. */
export const contagionParameters = {
  stopPpm: defineDesignChoice("chain.stop", 500_000, "ppm", {
    zh: "失去收入超过此比例的企业视为停止采购与付款",
    en: "An enterprise that loses more than this of its revenue stops buying and paying",
  }),
  leastPpm: defineDesignChoice("chain.least", 10_000, "ppm", {
    zh: "失去收入不足此比例不再向上游传导",
    en: "A loss below this goes no further",
  }),
} as const;

const mostRounds = 20;

/**
 * Plays the failure of one node through the graph: it stops buying and paying; whoever sold to it loses that
 * revenue and buys less in proportion, and stops as well once the loss is too large; until nothing changes. Losses only
 * ever grow, so that it ends.
 */
export function knockOut(graph: ChainGraph, id: string): KnockOut {
  const bySeller = new Map<string, ChainEdge[]>();
  for (const edge of graph.edges) bySeller.set(edge.from, [...(bySeller.get(edge.from) ?? []), edge]);
  /** Part of what each buys that it no longer does, 0 to 1. */
  const down = new Map<string, number>([[id, 1]]);
  const found = new Map<string, KnockedOut>();
  let rounds = 0;
  for (let round = 1; round <= mostRounds; round += 1) {
    const next = new Map(down);
    let isChanged = false;
    for (const [seller, edges] of bySeller) {
      if (seller === id) continue;
      const loss = lossOf(seller, edges, down);
      const before = found.get(seller);
      if (loss.lostRevenueFen <= (before?.lostRevenueFen ?? 0n)) continue;
      found.set(seller, { ...loss, round: before?.round ?? round });
      const share = loss.hasStopped ? 1 : (loss.lostRevenuePpm ?? 0) / 1_000_000;
      next.set(seller, share * 1_000_000 < contagionParameters.leastPpm.value ? 0 : share);
      isChanged = true;
    }
    if (!isChanged) break;
    rounds = round;
    for (const [name, share] of next) down.set(name, share);
  }
  const losses = [...found.values()].sort((left, right) => compareLosses(left, right));
  return { id, rounds, losses };
}

function compareLosses(left: KnockedOut, right: KnockedOut): number {
  if (left.lostRevenueFen !== right.lostRevenueFen)
    return left.lostRevenueFen < right.lostRevenueFen ? 1 : -1;
  return left.id < right.id ? -1 : 1;
}

function lossOf(
  seller: string,
  edges: readonly ChainEdge[],
  down: ReadonlyMap<string, number>,
): Omit<KnockedOut, "round"> {
  let lost = 0n;
  let unpaid = 0n;
  let total = 0n;
  for (const edge of edges) {
    const weight = weightOf(edge);
    total += weight;
    const share = down.get(edge.to) ?? 0;
    lost += multiplyByRate(weight, Math.round(share * 1_000_000), "floor");
    if (share >= 1 && edge.invoicedFen > edge.paidFen) unpaid += edge.invoicedFen - edge.paidFen;
  }
  // What a partner sells to others is not known unless its own books are read.
  const isKnown = edges.some(({ shareOfSellerPpm }) => shareOfSellerPpm !== null);
  const lostRevenuePpm = isKnown ? shareOf(lost, total) : null;
  return {
    id: seller,
    lostRevenueFen: lost,
    lostRevenuePpm,
    unpaidFen: unpaid,
    hasStopped: lostRevenuePpm !== null && lostRevenuePpm > contagionParameters.stopPpm.value,
  };
}
