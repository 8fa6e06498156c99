import { describe, expect, it } from "vitest";
import { tableOfRows } from "../data-table.ts";
import { defaultPlan } from "./default-plan.ts";
import { formSample } from "./form-sample.ts";
import type { SamplePlan } from "./plan.ts";
import { splitSample } from "./split-sample.ts";
import { vintagesOf } from "./vintages.ts";

const rows = Array.from({ length: 60 }, (_, row) => ({
  outcome: row === 59 ? null : row % 6 === 0 ? "bad" : row % 6 === 1 ? "unclear" : "good",
  decision: row % 10 === 3 ? "declined" : "accepted",
  month: `2026-0${1 + Math.floor(row / 12)}-15`,
  age: row === 2 ? 17 : 20 + row,
  region: row % 4 < 2 ? "north" : "south",
  weight: 1 + (row % 2),
}));
const table = tableOfRows(rows);
const plan: SamplePlan = {
  ...defaultPlan({ target: "outcome", badValue: "bad" }).sample,
  indeterminateValues: ["unclear"],
  observation: "month",
  weight: "weight",
  observedTo: "2026-04",
  rejects: { column: "decision", value: "declined" },
  exclusions: [{ column: "age", comparison: "less", value: "18", reason: "under age" }],
  groups: ["region"],
};

describe("formSample", () => {
  it("gives every row of the table exactly one fate", () => {
    const { artefact, sample, rejects, rejectRows } = formSample(table, plan);
    const { tableRows, indeterminate, withoutOutcome, outsideWindow, excluded } = artefact;
    expect(tableRows).toBe(60);
    expect(excluded).toEqual([{ reason: "under age", rows: 1 }]);
    expect(outsideWindow).toBe(12);
    expect(withoutOutcome).toBe(0);
    expect(artefact.sample.rows + artefact.rejects + indeterminate + withoutOutcome + outsideWindow + 1).toBe(
      tableRows,
    );
    expect(rejectRows).toBe(artefact.rejects);
    expect(rejects[0]?.kind === "numeric" && rejects[0].values.length).toBe(rejectRows);
    expect(sample.indicators.map(({ id }) => id)).toEqual(["age"]);
  });

  it("counts outcomes by vintage, weighs the bad rate and keeps the groups aside", () => {
    const { artefact, groups, sample } = formSample(table, plan);
    expect(artefact.vintages.map(({ label }) => label)).toEqual(["2026-01", "2026-02", "2026-03", "2026-04"]);
    expect(artefact.vintages.reduce((sum, of) => sum + of.bads, 0)).toBe(artefact.sample.bads);
    const weights = sample.weights ?? new Float64Array();
    const bad = weights.reduce((sum, weight, row) => sum + weight * (sample.bad[row] ?? 0), 0);
    expect(artefact.sample.badRate).toBeCloseTo(bad / weights.reduce((sum, weight) => sum + weight, 0), 12);
    expect(groups[0]?.labels).toEqual(["north", "south"]);
  });

  it("refuses a plan that names what the table lacks, compares texts by size or leaves one outcome", () => {
    expect(() => formSample(table, { ...plan, target: "default" })).toThrow(
      expect.objectContaining({ code: "SCORECARD_INDICATOR_ABSENT" }),
    );
    const bySize = { column: "region", comparison: "less", value: "3", reason: "far" } as const;
    expect(() => formSample(table, { ...plan, exclusions: [bySize] })).toThrow(
      expect.objectContaining({ code: "SCORECARD_PLAN" }),
    );
    expect(() => formSample(table, { ...plan, badValue: "BAD" })).toThrow(
      expect.objectContaining({ code: "SCORECARD_ONE_CLASS" }),
    );
  });
});

describe("vintagesOf", () => {
  it("reads months out of dates as they are written, and keeps quarters as they are", () => {
    const texts = ["2026-01-31", "2026/1/5", "202601", "20260131", "2026年2月", "2026Q3", null];
    const { labels, codes } = vintagesOf(
      tableOfRows(texts.map((text) => ({ text }))).columns[0] ?? expect.unreachable(),
    );
    expect(labels).toEqual(["2026-01", "2026-02", "2026Q3"]);
    expect([...codes]).toEqual([0, 0, 0, 0, 1, 2, -1]);
  });
});

describe("vintagesOf, where the year comes last", () => {
  const labelsOf = (...texts: readonly string[]): readonly string[] =>
    vintagesOf(tableOfRows(texts.map((text) => ({ text }))).columns[0] ?? expect.unreachable()).labels;

  it("takes the number that is never above 12 for the month, and does not guess", () => {
    expect(labelsOf("2/28/1997", "6/2/1980")).toEqual(["1980-06", "1997-02"]);
    expect(labelsOf("28/2/1997", "6/2/1980")).toEqual(["1980-02", "1997-02"]);
    expect(labelsOf("2/8/1997", "6/2/1980")).toEqual(["2/8/1997", "6/2/1980"]);
  });

  it("reads months by name", () => {
    expect(labelsOf("24-Jun-91", "Dec-2011", "4-Oct-89")).toEqual(["1989-10", "1991-06", "2011-12"]);
  });
});

describe("splitSample", () => {
  const formed = formSample(table, { ...plan, rejects: null, exclusions: [], observedTo: null });

  it("holds out the newest vintages, rows by a column, or a share of each outcome", () => {
    const byTime = splitSample(table, formed, { kind: "time", heldOutFrom: "2026-04" }, "s");
    expect(byTime.heldOutKind).toBe("outOfTime");
    const labels = [...byTime.heldOut].map((row) => formed.sample.vintages?.codes[row]);
    expect(new Set(labels)).toEqual(new Set([3, 4]));
    const byColumn = splitSample(table, formed, { kind: "column", column: "region", heldOut: "south" }, "s");
    expect(byColumn.development.length + byColumn.heldOut.length).toBe(formed.sample.bad.length);
    const drawn = splitSample(table, formed, { kind: "random", heldOutShare: 0.3 }, "s");
    expect([...drawn.heldOut].filter((row) => formed.sample.bad[row] === 1)).toHaveLength(3);
    expect(splitSample(table, formed, { kind: "random", heldOutShare: 0.3 }, "s")).toEqual(drawn);
  });

  it("refuses a side without bads", () => {
    expect(() => splitSample(table, formed, { kind: "time", heldOutFrom: "2027-01" }, "s")).toThrow(
      expect.objectContaining({ code: "SCORECARD_PLAN" }),
    );
  });
});
