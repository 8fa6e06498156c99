import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { type DataTable, defaultPlan, tableOfRows } from "#scorecard";
import { countValues } from "./count-values.ts";

const plan = defaultPlan({ target: "bad", badValue: "1" });

function tableOf(rows: number, valueOf: (row: number, random: number) => number | null): DataTable {
  const random = createRandom("counts");
  return tableOfRows(
    Array.from({ length: rows }, (_, row) => ({
      value: valueOf(row, random.next()),
      place: row % 3 === 0 ? "north" : "south",
      month: `2026-0${1 + (row % 3)}`,
      bad: random.next() < 0.2 ? 1 : 0,
    })),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("counts of an indicator's values", () => {
  it("tell every value apart while they are few, missing ones last", () => {
    const table = tableOf(300, (row) => (row % 10 === 0 ? null : row % 7));
    const counts = countValues(table, plan, "value");
    expect(counts.ranges.map(({ low, high }) => [low, high])).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((value) => [value, value]),
    );
    const [cell] = counts.cells;
    expect((cell?.goods[7] ?? 0) + (cell?.bads[7] ?? 0)).toBe(30);
    expect(sum([...(cell?.goods ?? []), ...(cell?.bads ?? [])])).toBe(300);
  });

  it("of more values than are told apart still part at the cuts that were found", () => {
    const table = tableOf(9_000, (_, random) => random);
    const cuts = [0.123456, 0.5, 0.876543];
    const inGroups = countValues(table, plan, "value", cuts);
    expect(inGroups.ranges.length).toBeLessThanOrEqual(2_000);
    for (const cut of cuts) {
      expect(inGroups.ranges.some(({ low, high }) => low < cut && high >= cut)).toBe(false);
    }
    expect(countValues(table, plan, "value").ranges.some(({ low, high }) => low < 0.5 && high >= 0.5)).toBe(
      true,
    );
  });

  it("are by split and month, and add up to the rows of each", () => {
    const timed = {
      ...plan,
      sample: { ...plan.sample, observation: "month" },
      split: { kind: "time" as const, heldOutFrom: "2026-03" },
    };
    const { cells, vintages } = countValues(
      tableOf(300, (row) => row % 7),
      timed,
      "value",
    );
    expect(vintages).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(cells.map(({ split, vintage }) => [split, vintage])).toEqual([
      ["development", 0],
      ["development", 1],
      ["heldOut", 2],
    ]);
    for (const { goods, bads } of cells) expect(sum([...goods, ...bads])).toBe(100);
  });

  it("put many values into at most 2,000 groups that end where the plan has cuts and around special codes", () => {
    const rules = { value: { cuts: [0.333, 0.7], specialCodes: [-9] } };
    const table = tableOf(20_000, (row, random) => (row % 50 === 0 ? -9 : random));
    const { ranges, cells } = countValues(table, { ...plan, rules }, "value");
    expect(ranges.length).toBeLessThanOrEqual(2_000);
    expect(ranges.length).toBeGreaterThan(1_000);
    expect(ranges[0]).toEqual({ low: -9, high: -9, isSpecial: true });
    for (const cut of rules.value.cuts) {
      expect(ranges.every(({ low, high }) => high < cut || low >= cut)).toBe(true);
    }
    for (const [place, { low, high }] of ranges.entries()) {
      expect(high).toBeGreaterThanOrEqual(low);
      if (place > 0) expect(low).toBeGreaterThan(ranges[place - 1]?.high ?? 0);
    }
    expect(sum(cells.flatMap(({ goods, bads }) => [...goods, ...bads]))).toBe(20_000);
  });

  it("of categories come with most rows first", () => {
    const counts = countValues(
      tableOf(300, () => 1),
      plan,
      "place",
    );
    expect(counts.categories).toEqual(["south", "north"]);
    expect((counts.cells[0]?.goods[0] ?? 0) + (counts.cells[0]?.bads[0] ?? 0)).toBe(200);
  });

  it("of a column that there is not are refused", () => {
    expect(() =>
      countValues(
        tableOf(30, () => 1),
        plan,
        "none",
      ),
    ).toThrow(/none/);
  });
});
