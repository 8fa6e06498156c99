import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import type { Contradiction } from "./contradiction.ts";
import { crossCheck } from "./cross-check.ts";
import { rollStock } from "./stock-roll.ts";
import { factsOf, known, lastDay, type MadeEnterprise, makeEnterprise } from "./testing/made-enterprise.ts";

type Stage = "raw" | "finished";

/** What the stores hold every thirty days, as the papers have it, counted with an error. */
function countStores(made: MadeEnterprise, error = 0): void {
  const random = createRandom("counts");
  const { movements, stock } = made.rows;
  for (const { onDay, quantityMilli, number } of movements.filter(({ kind }) => kind === "materialIssue")) {
    const receipt = { orderNumber: "", counterparty: "供应商", item: "A", amountFen: null, place: "" };
    movements.push(
      known({ ...receipt, onDay: onDay - 4, kind: "goodsReceipt", number: `${number}-g`, quantityMilli }),
    );
  }
  const signs = {
    raw: { goodsReceipt: 1, materialIssue: -1 },
    finished: { productionReceipt: 1, delivery: -1 },
  };
  for (const stage of ["raw", "finished"] as const) {
    const signOf: Readonly<Record<string, number>> = signs[stage];
    for (let onDay = lastDay - 480; onDay <= lastDay; onDay += 30) {
      const moved = movements.filter((row) => row.onDay <= onDay && signOf[row.kind] !== undefined);
      const sum = moved.reduce(
        (total, row) => total + (signOf[row.kind] ?? 0) * row.quantityMilli,
        9_000_000,
      );
      const quantityMilli = Math.round(sum * (1 + error * random.normal()));
      stock.push(known({ onDay, stage, item: "A", quantityMilli, amountFen: null, place: "" }));
    }
  }
}

function foundIn(made: MadeEnterprise): readonly Contradiction[] {
  return crossCheck(factsOf(made), null).contradictions.filter(({ rows }) => rows[0]?.stream === "stock");
}

describe("rollStock", () => {
  it.each<Stage>(["raw", "finished"])("meets every count of %s where every paper is there", (stage) => {
    const made = makeEnterprise({ seed: "roll" });
    countStores(made);
    const item = rollStock(factsOf(made)).find((one) => one.stage === stage);
    expect(item?.periods).toHaveLength(16);
    expect(item?.periods.filter(({ gapMilli }) => gapMilli !== 0)).toEqual([]);
  });

  it("takes what comes back into the store that it left", () => {
    const made = makeEnterprise({ seed: "back" });
    countStores(made);
    const delivery = made.rows.movements.find(
      ({ kind, onDay }) => kind === "delivery" && onDay > lastDay - 200,
    );
    if (delivery === undefined) throw new Error("no delivery");
    made.rows.movements.push({ ...delivery, kind: "return", number: "back", onDay: delivery.onDay + 3 });
    const gaps = rollStock(factsOf(made)).flatMap(({ periods }) => periods.map(({ gapMilli }) => gapMilli));
    expect(gaps.filter((gap) => gap !== 0)).toEqual([-delivery.quantityMilli]);
  });
});

describe("stock rolled forward", () => {
  it("says nothing of honest stores, whose counts err and whose papers are a day late", () => {
    for (let index = 0; index < 15; index++) {
      const made = makeEnterprise({ seed: `stores-${index}` });
      countStores(made, 0.02);
      for (const [place, row] of made.rows.movements.entries()) {
        if (row.kind === "delivery" && place % 5 === 0)
          made.rows.movements[place] = { ...row, onDay: row.onDay + 1 };
      }
      expect(foundIn(made)).toEqual([]);
    }
  });

  it("takes a steady loss without papers for a habit", () => {
    const made = makeEnterprise({ seed: "shrink" });
    countStores(made);
    made.rows.stock = made.rows.stock.map((row) => {
      const months = (row.onDay - lastDay + 480) / 30;
      return row.stage === "raw" ? { ...row, quantityMilli: row.quantityMilli - months * 300_000 } : row;
    });
    expect(foundIn(made)).toEqual([]);
  });

  it("names deliveries of goods that are still in the store, with the counts and the notes", () => {
    const made = makeEnterprise({ seed: "paper-goods" });
    countStores(made);
    const notes = made.rows.movements.filter(
      ({ kind, onDay }) => kind === "delivery" && onDay > lastDay - 180,
    );
    made.rows.movements.push(...notes.map((row) => ({ ...row, number: `${row.number}-again` })));
    const found = foundIn(made);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ type: "outputGoods", suspicion: "inconsistency" });
    expect(found[0]?.strength).toBeGreaterThan(0.999);
    expect(found[0]?.rows.map(({ stream }) => stream)).toEqual(["stock", "movements"]);
    expect(found[0]?.rows[1]?.numbers.some((number) => number.endsWith("-again"))).toBe(true);
    expect(found[0]?.message.zh).toMatch(/期初.+盘点为/);
    expect(found[0]?.message.en).not.toMatch(/[{}]/);
  });

  it("names material that leaves without a paper", () => {
    const made = makeEnterprise({ seed: "leak" });
    countStores(made);
    const before = made.rows.movements.length;
    made.rows.movements = made.rows.movements.filter(
      ({ kind, onDay }, place) => kind !== "materialIssue" || onDay < lastDay - 180 || place % 2 === 0,
    );
    expect(made.rows.movements.length).toBeLessThan(before);
    expect(foundIn(made).map(({ message }) => message.en)).toEqual([expect.stringContaining("issued")]);
  });
});
