import { describe, expect, it } from "vitest";
import { dayNumberOf } from "#kernel";
import { coupleStreams } from "./couple-streams.ts";
import type { Coupling } from "./coupling.ts";
import { coupledFacts, type CoupledFactory } from "./testing/coupled-facts.ts";

const factory: CoupledFactory = { seed: "one", ordersADay: 1, productionDays: 21, paymentDays: 63 };
const couplingOf = (couplings: readonly Coupling[], follow: Coupling["follow"]) => {
  const found = couplings.find((coupling) => coupling.follow === follow);
  if (found === undefined) throw new Error(`Nothing was said of ${follow}`);
  return found;
};

describe("streams that follow one another", () => {
  it("finds the delays from order to work and from invoice to payment, with intervals that leave out zero", () => {
    const couplings = coupleStreams(coupledFacts(factory));
    const summary = couplings.map(({ lead, follow }) => `${lead} → ${follow}`);
    expect(summary).toEqual([
      "orders → runRate",
      "runRate → energy",
      "energy → deliveries",
      "deliveries → invoices",
      "invoices → receipts",
    ]);
    expect(Math.abs(couplingOf(couplings, "runRate").lagWeeks - 3)).toBeLessThanOrEqual(1);
    expect(couplingOf(couplings, "energy").lagWeeks).toBe(0);
    expect(couplingOf(couplings, "invoices").lagWeeks).toBe(0);
    expect(Math.abs(couplingOf(couplings, "receipts").lagWeeks - 9)).toBeLessThanOrEqual(1);
    for (const { low, correlation, high } of couplings) {
      expect(low).toBeGreaterThan(0);
      expect(correlation).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(Math.min(correlation, 0.999999));
    }
  });

  it("says of streams of chance that nothing couples them more than chance does", () => {
    const own = coupledFacts(factory);
    let tooClose = 0;
    for (let seed = 0; seed < 12; seed++) {
      const others = coupledFacts({ ...factory, seed: `other-${seed}` });
      const mixed = {
        ...own,
        orders: others.orders,
        meterDays: [],
        movements: [],
        invoices: [],
        payments: [],
      };
      const [coupling] = coupleStreams(mixed);
      if (coupling !== undefined && coupling.correlation > 0.5) tooClose++;
    }
    expect(tooClose).toBeLessThanOrEqual(1);
  });
});

describe("a break", () => {
  it("is dated within ten weeks when customers stop paying in full, and not seen in the other pairs", () => {
    const from = dayNumberOf("2025-10-06");
    const couplings = coupleStreams(
      coupledFacts({ ...factory, broken: { from, stream: "receipts", factor: 0.4 } }),
    );
    const { brokenSince } = couplingOf(couplings, "receipts");
    expect(brokenSince).not.toBeNull();
    expect(Math.abs((brokenSince ?? 0) - from)).toBeLessThanOrEqual(70);
    expect(couplings.filter((coupling) => coupling.brokenSince !== null)).toHaveLength(1);
  });

  it("is seen when invoices are written for goods that nobody delivered", () => {
    const from = dayNumberOf("2025-12-01");
    const couplings = coupleStreams(
      coupledFacts({ ...factory, broken: { from, stream: "invoices", factor: 1.8 } }),
    );
    expect(couplingOf(couplings, "invoices").brokenSince).not.toBeNull();
  });

  it("is seldom seen where there is none: 24 factories over three years", () => {
    let broken = 0;
    let pairs = 0;
    for (let seed = 0; seed < 24; seed++) {
      const ordersADay = [1, 0.5, 0.2][seed % 3] ?? 1;
      for (const { brokenSince } of coupleStreams(
        coupledFacts({ ...factory, seed: `clean-${seed}`, ordersADay }),
      )) {
        pairs++;
        if (brokenSince !== null) broken++;
      }
    }
    expect(pairs).toBe(120);
    expect(broken / pairs).toBeLessThan(0.03);
  });
});
