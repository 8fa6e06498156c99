import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainGraphOf, type ChainGraph, concentrationOf, hideNames, knockOut } from "./index.ts";
import { smallFactory } from "./testing/small-factory.ts";

const facts = smallFactory();
const star = chainGraphOf([{ name: "小厂", division: "C33", facts }]);

describe("supply chain", () => {
  it("is the order ledger: what is ordered of each customer in a year", () => {
    const ordered = facts.orders
      .filter(({ direction, onDay }) => direction === "sale" && onDay > 20_634 - 365)
      .reduce((sums, { counterparty, amountFen }) => {
        sums.set(counterparty, (sums.get(counterparty) ?? 0n) + amountFen);
        return sums;
      }, new Map<string, bigint>());
    const edges = star.edges.filter(({ from }) => from === "小厂");
    expect(new Map(edges.map(({ to, orderedFen }) => [to, orderedFen]))).toEqual(ordered);
    expect(star.nodes.find(({ role }) => role === "supplier")?.name).toBe("钢厂");
  });

  it("knows concentration and dependency", () => {
    expect(concentrationOf(star, "小厂", "customers")).toMatchObject({ parties: 4, isDependent: false });
    expect(concentrationOf(star, "小厂", "suppliers")).toMatchObject({
      parties: 1,
      top1Ppm: 1_000_000,
      hhiPpm: 1_000_000,
      isDependent: true,
    });
  });

  it("takes the seller's books where both sides are known", () => {
    const mill = {
      ...facts,
      masters: [],
      orders: [],
      payments: [],
      invoices: facts.invoices.slice(-1).map((row) => ({
        ...row,
        direction: "sale" as const,
        counterparty: "小厂",
        grossFen: 5n,
        netFen: 5n,
        taxFen: 0n,
      })),
    };
    const both = chainGraphOf([
      { name: "小厂", division: "C33", facts },
      { name: "钢厂", division: "C31", facts: mill },
    ]);
    expect(both.edges.find(({ from }) => from === "钢厂")).toMatchObject({
      invoicedFen: 5n,
      shareOfSellerPpm: 1_000_000,
    });
  });

  it("hides names that the reader may not see, and folds far ones only where there are enough", () => {
    const hidden = hideNames(star, (name) => name === "小厂");
    expect(hidden.nodes.filter(({ isHidden }) => isHidden)).toHaveLength(5);
    expect(JSON.stringify(hidden.nodes) + hidden.edges.map(({ from, to }) => from + to).join("")).not.toMatch(
      /客户|钢厂/,
    );
    const far: ChainGraph = {
      nodes: [...star.nodes, { id: "远厂", name: "远厂", isHidden: false, role: "supplier", division: null }],
      edges: [...star.edges, { ...edge("远厂", "钢厂", 100n) }],
    };
    expect(hideNames(far, (name) => name !== "远厂").nodes.map(({ name }) => name)).not.toContain("远厂");
  });
});

function edge(from: string, to: string, fen: bigint): ChainGraph["edges"][number] {
  return {
    from,
    to,
    orderedFen: fen,
    invoicedFen: fen,
    paidFen: 0n,
    orders: 1,
    firstDay: 0,
    lastDay: 1,
    shareOfSellerPpm: 1,
    shareOfBuyerPpm: 1,
  };
}

function graphOf(edges: readonly (readonly [string, string, number])[]): ChainGraph {
  const names = new Set(edges.flatMap(([from, to]) => [from, to]));
  return {
    nodes: [...names].map((name) => ({ id: name, name, isHidden: false, role: "both", division: null })),
    edges: edges.map(([from, to, fen]) => edge(from, to, BigInt(fen))),
  };
}

describe("contagion", () => {
  it("goes from a core customer to whoever lives on it, and on to their suppliers", () => {
    const graph = graphOf([
      ["甲", "核心", 80],
      ["甲", "别家", 20],
      ["乙", "甲", 60],
      ["乙", "别家", 40],
      ["丙", "别家", 100],
    ]);
    const { rounds, losses } = knockOut(graph, "核心");
    expect(losses).toEqual([
      { id: "甲", round: 1, lostRevenueFen: 80n, lostRevenuePpm: 800_000, unpaidFen: 80n, hasStopped: true },
      { id: "乙", round: 2, lostRevenueFen: 60n, lostRevenuePpm: 600_000, unpaidFen: 60n, hasStopped: true },
    ]);
    expect(rounds).toBe(2);
  });

  it("passes a part on in proportion where nobody stops", () => {
    const graph = graphOf([
      ["甲", "核心", 40],
      ["甲", "别家", 60],
      ["乙", "甲", 50],
      ["乙", "别家", 50],
    ]);
    expect(knockOut(graph, "核心").losses).toMatchObject([
      { id: "甲", lostRevenueFen: 40n, hasStopped: false },
      { id: "乙", lostRevenueFen: 20n, unpaidFen: 0n },
    ]);
  });

  it("ends, and nobody loses more than it sells", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e");
    const trade = fc
      .tuple(name, name, fc.integer({ min: 1, max: 1_000_000 }))
      .filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(
        fc.uniqueArray(trade, { minLength: 1, maxLength: 15, selector: ([from, to]) => from + to }),
        (trades) => {
          const graph = graphOf(trades);
          const { losses, rounds } = knockOut(graph, "a");
          expect(rounds).toBeLessThanOrEqual(20);
          for (const { id, lostRevenueFen, unpaidFen } of losses) {
            const sold = graph.edges
              .filter(({ from }) => from === id)
              .reduce((sum, { invoicedFen }) => sum + invoicedFen, 0n);
            expect(lostRevenueFen).toBeLessThanOrEqual(sold);
            expect(unpaidFen).toBeLessThanOrEqual(sold);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
