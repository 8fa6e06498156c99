import { describe, expect, it } from "vitest";
import { createRandom, dayOfNumber } from "#kernel";
import { operatingFactsOf } from "#operations";
import type { Authenticity } from "./contradiction.ts";
import { crossCheck } from "./cross-check.ts";
import { reconcileOrders } from "./reconcile-orders.ts";
import { createRegionBook } from "./region-book.ts";
import {
  editMachines,
  factsOf,
  lastDay,
  type MadeEnterprise,
  makeEnterprise,
} from "./testing/made-enterprise.ts";

/** A plant with a fault and a fraud, so that there is something to be the same. */
function troubled(seed: string): MadeEnterprise {
  const made = makeEnterprise({ seed });
  editMachines(made, ({ day, asset, energyWh }) =>
    day >= lastDay - 90 && asset.endsWith("M1") ? { energyWh: Math.round((energyWh ?? 0) * 1.4) } : null,
  );
  return made;
}

function typesOf({ contradictions }: Authenticity): readonly string[] {
  return contradictions.map(({ type, fromDay, rows }) => `${type} ${fromDay} ${rows[0]?.asset ?? ""}`);
}

describe("crossCheck", () => {
  it("says the same as of N whatever became known later", () => {
    const made = troubled("late");
    const before = crossCheck(factsOf(made), null);
    made.rows.machineDays.push(
      ...made.rows.machineDays.map((day) => ({ ...day, energyWh: 1, platformIndex: 7 })),
    );
    made.rows.invoices.push(...made.rows.invoices.map((invoice) => ({ ...invoice, platformIndex: 1 })));
    expect(crossCheck(factsOf(made), null)).toEqual(before);
    expect(before.contradictions.length).toBeGreaterThan(0);
  });

  it("does not depend on the order of rows", () => {
    const made = troubled("order");
    const before = crossCheck(factsOf(made), null);
    const random = createRandom("shuffle");
    random.shuffle(made.rows.machineDays);
    random.shuffle(made.rows.meterDays);
    random.shuffle(made.rows.workforce);
    expect(crossCheck(factsOf(made), null)).toEqual(before);
  });

  it("does not depend on the unit of energy or of parts", () => {
    const made = troubled("scale");
    const before = typesOf(crossCheck(factsOf(made), null));
    editMachines(made, ({ energyWh, goodCount, scrapCount }) => ({
      energyWh: (energyWh ?? 0) * 8,
      goodCount: goodCount * 8,
      scrapCount: scrapCount * 8,
    }));
    made.rows.meterDays = made.rows.meterDays.map((day) => ({ ...day, quantity: day.quantity * 8 }));
    expect(typesOf(crossCheck(factsOf(made), null))).toEqual(before);
  });

  it("says unknown of an enterprise of which nothing is known, and why", () => {
    const made = makeEnterprise({ seed: "empty", days: 1 });
    const facts = operatingFactsOf(made.rows, dayOfNumber(lastDay), 0);
    const { grade, contradictions, checks } = crossCheck(facts, null);
    expect(grade).toBe("unknown");
    expect(contradictions).toEqual([]);
    for (const { outcome, reason } of checks) {
      expect(outcome).toBe("notComputable");
      expect(reason).not.toBeNull();
    }
  });
});

describe("createRegionBook", () => {
  it("answers the same in whatever order enterprises are added", () => {
    const made = ["a", "b", "c"].map((seed) => makeEnterprise({ seed, days: 120 }));
    const copied = made[0] as MadeEnterprise;
    const copy = made[1] as MadeEnterprise;
    copy.rows.meterDays = copied.rows.meterDays.map((day) => ({ ...day, asset: "E1" }));
    const answers = [made, [...made].reverse()].map((order) => {
      const book = createRegionBook();
      for (const one of order) book.add(one.code, factsOf(one));
      return made.map(({ code }) => book.neighboursOf(code).sharedSeries());
    });
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.flat()).toHaveLength(2);
  });
});

describe("reconcileOrders", () => {
  const made = makeEnterprise({ seed: "flows" });
  const facts = factsOf(made);

  it("matches an honest plant's old orders in every flow, and leaves young ones open", () => {
    const { orders, summary } = reconcileOrders(facts);
    expect(summary.byVerdict.contradicting + summary.byVerdict.missing).toBe(0);
    expect(summary.byVerdict.matched).toBeGreaterThan(0.6 * orders.length);
    expect(orders.at(-1)?.verdict).toBe("open");
    expect(orders.reduce((sum, { amountFen }) => sum + amountFen, 0n)).toBe(summary.amountFen);
  });

  it("names an invoice without goods, and a payment that never came", () => {
    const [first] = reconcileOrders(facts).orders;
    const number = first?.orderNumber ?? "";
    const bare = reconcileOrders({
      ...facts,
      movements: facts.movements.filter(({ orderNumber }) => orderNumber !== number),
    });
    expect(bare.orders[0]?.states).toMatchObject({ goods: "missing", trade: "contradicting" });
    expect(bare.summary.worst[0]?.orderNumber).toBe(number);
    const unpaid = reconcileOrders({
      ...facts,
      payments: facts.payments.filter(({ reference }) => reference !== `${number}-i`),
    });
    expect(unpaid.orders[0]).toMatchObject({ verdict: "missing", states: { funds: "missing" } });
  });
});
