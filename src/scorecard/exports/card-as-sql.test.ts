import { describe, expect, it } from "vitest";
import { makeCard } from "../testing/card-builder.ts";
import { cardAsSql } from "./card-as-sql.ts";
import { sqlNumber } from "./sql-dialects.ts";

const numeric = (id: string) => ({ id, cuts: [0.5], points: [1, 2], missing: 0 });

describe("cardAsSql", () => {
  it("names its columns so that none is another's, whatever the case", () => {
    const card = makeCard([numeric("score"), numeric("points_x"), numeric("X"), numeric("raw_pd")], 600);
    const sql = cardAsSql(card, "duckdb", { table: "t", keys: ["Input_1"] });
    const named = [...sql.matchAll(/ AS "?([^",\s]+)"?/g)].map((match) => (match[1] ?? "").toLowerCase());
    const last = sql.slice(sql.lastIndexOf("SELECT"));
    expect(last).toContain('"points_score"');
    expect(last).toContain('"score_2"');
    expect(last).toContain('"raw_pd_2"');
    expect(last).toContain('"points_3"');
    expect(named).toContain("input_1_2");
    expect(new Set(named.filter((name) => /^(input|units)_/.test(name))).size).toBe(1 + 4 + 4);
  });

  it("gives up a name that the database would cut", () => {
    const card = makeCard([numeric("开工率".repeat(7))], 600);
    expect(cardAsSql(card, "postgresql", { table: "t", keys: [] })).toContain('AS "points_1"');
    expect(cardAsSql(card, "duckdb", { table: "t", keys: [] })).toContain('AS "points_开工率');
  });

  it("takes an indicator from the column it is told, of the table in its schema", () => {
    const names = { table: 'a"b', schema: "s", keys: ["id"], columns: { x: "col;DROP" } };
    const sql = cardAsSql(makeCard([numeric("x")], 600), "postgresql", names);
    expect(sql).toContain('FROM "s"."a""b" AS r');
    expect(sql).toContain('CAST(r."col;DROP" AS double precision)');
  });

  it("refuses a card without indicators and the character NUL", () => {
    const broken = makeCard([{ id: "x", groups: [["a\0"]], points: [1], other: 0, missing: 0 }], 600);
    for (const card of [makeCard([], 600), broken]) {
      expect(() => cardAsSql(card, "postgresql", { table: "t", keys: [] })).toThrow(
        expect.objectContaining({ code: "SCORECARD_EXPORT_NOT_POSSIBLE" }),
      );
    }
  });

  it("writes numbers of more than fifteen digits with an exponent, which no database takes for a decimal", () => {
    expect([0.1, -9, 1 / 3, 1e21, 5e-324, 123456789012345].map(sqlNumber)).toEqual([
      "0.1",
      "-9",
      "3.333333333333333e-1",
      "1e+21",
      "5e-324",
      "123456789012345",
    ]);
  });
});
