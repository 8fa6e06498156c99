import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import {
  columnNamed,
  defaultPlan,
  openDevelopment,
  scoreSample,
  tableOfRows,
  takeTableRows,
  textOfCell,
} from "./index.ts";

describe("a table of rows", () => {
  const rows = [
    { age: 30, city: "Xi’an", isOwner: true },
    { age: null, city: "" },
    { age: 41.5, city: "Jinan", isOwner: false, note: 7 },
  ];

  it("has a column for every key, numbers as numbers and the rest as categories", () => {
    const table = tableOfRows(rows);
    expect(table.columns.map(({ id, kind }) => [id, kind])).toEqual([
      ["age", "numeric"],
      ["city", "categorical"],
      ["isOwner", "categorical"],
      ["note", "numeric"],
    ]);
    expect(rows.map((_, row) => textOfCell(columnNamed(table, "age"), row))).toEqual(["30", null, "41.5"]);
    expect(rows.map((_, row) => textOfCell(columnNamed(table, "isOwner"), row))).toEqual([
      "true",
      null,
      "false",
    ]);
    expect(() => columnNamed(table, "agee")).toThrow(
      expect.objectContaining({ code: "SCORECARD_INDICATOR_ABSENT" }),
    );
  });

  it("gives the rows at the places asked for, and itself when they are all", () => {
    const table = tableOfRows(rows);
    expect(takeTableRows(table, Int32Array.of(0, 1, 2))).toBe(table);
    const taken = takeTableRows(table, Int32Array.of(2, 0));
    expect([0, 1].map((row) => textOfCell(columnNamed(taken, "city"), row))).toEqual(["Jinan", "Xi’an"]);
  });

  it("is all that a card takes: rows in, points out", async () => {
    const random = createRandom("library");
    const loans = Array.from({ length: 400 }, () => {
      const debt = random.next() * 10;
      return { debt, outcome: random.next() < 1 / (1 + Math.exp(3 - debt / 2)) ? "bad" : "good" };
    });
    const table = tableOfRows(loans);
    const development = openDevelopment(table, defaultPlan({ target: "outcome", badValue: "bad" }));
    const card = await development.card();
    const { points } = scoreSample(card, table.columns);
    expect(points).toHaveLength(400);
    expect(card.indicators.map(({ id }) => id)).toEqual(["debt"]);
  });
});
