import { describe, expect, it } from "vitest";
import { type CellValue, tableOfRows } from "#scorecard";
import { proposePlan } from "./propose-plan.ts";

const rows = (last: string, values: readonly CellValue[]) =>
  tableOfRows(values.map((value, row) => ({ id: row, half: row % 2, [last]: value })));

describe("a proposed plan", () => {
  it("takes the outcome by its usual names, whatever their case", () => {
    const { target, badValue } = proposePlan(rows("Creditability", [0, 1, 1, 1, 0, 1, 1])).sample;
    expect(target).toBe("Creditability");
    expect(badValue).toBe("0");
  });

  it("takes the word that means bad, else the rarer value", () => {
    expect(proposePlan(rows("outcome", ["performing", "default", "performing"])).sample.badValue).toBe(
      "default",
    );
    expect(proposePlan(rows("label", ["kept", "kept", "lost"])).sample.badValue).toBe("lost");
  });

  it("says what is expected of an indicator, so that a file of the same rows gives the same card", () => {
    const table = rows("outcome", ["performing", "default", "performing"]);
    const values = Float64Array.of(1, 2, 3);
    const column = { kind: "numeric", id: "sales", values, expectedDirection: "higherIsBetter" } as const;
    expect(proposePlan({ ...table, columns: [column, ...table.columns] }).rules).toEqual({
      sales: { trend: "descending" },
    });
  });

  it("takes the first dates that every row has for the observation, and makes no indicator of any", () => {
    const table = tableOfRows(
      Array.from({ length: 6 }, (_, row) => ({
        writtenOff: row === 0 ? "2025-03-01" : null,
        granted: `2024-0${1 + row}-15`,
        city: row % 2 === 0 ? "宁波" : "2024 年设立的新区",
        bad: row === 0 ? 1 : 0,
      })),
    );
    const { observation, excludedIndicators } = proposePlan(table).sample;
    expect(observation).toBe("granted");
    expect(excludedIndicators).toEqual(["writtenOff"]);
    expect(proposePlan(rows("bad", [0, 1, 0])).sample.observation).toBeNull();
  });

  it("takes the last column of two values where no name tells", () => {
    expect(proposePlan(rows("repaid", ["kept", "kept", "lost"])).sample.target).toBe("repaid");
    expect(proposePlan(rows("amount", [1, 2, 3, 4])).sample.target).toBe("half");
  });
});
