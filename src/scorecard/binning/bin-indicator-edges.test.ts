import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { NumericColumn, Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";

const free: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "none",
  minBinShare: 0,
  minBinRows: 0,
  minBadsPerBin: 0,
  minGoodsPerBin: 0,
  smoothingRows: 0,
  missing: "separate",
};

/** One row for each [value, outcome, times]. */
function columnOf(rows: readonly (readonly [number, number, number])[]): {
  readonly column: NumericColumn;
  readonly sample: Sample;
} {
  const all = rows.flatMap(([value, bad, times]) => Array.from({ length: times }, () => ({ value, bad })));
  const column = { kind: "numeric" as const, id: "x", values: Float64Array.from(all, ({ value }) => value) };
  return { column, sample: { indicators: [column], bad: Uint8Array.from(all, ({ bad }) => bad) } };
}

function binRows(
  rows: readonly (readonly [number, number, number])[],
  parameters: Partial<BinningParameters>,
  rules: IndicatorRules = {},
  vintages?: Sample["vintages"],
) {
  const { column, sample } = columnOf(rows);
  const given = vintages ? { ...sample, vintages } : sample;
  return binIndicator(column, given, { ...free, ...parameters }, undefined, rules);
}

describe("limits by share of the rows", () => {
  it("hold exactly where share times rows is rounded: 0.07 of 100 rows are 7, at most 0.29 are 29", () => {
    const small = binRows(
      [
        [1, 1, 3],
        [1, 0, 4],
        [2, 1, 10],
        [2, 0, 83],
      ],
      { minBinShare: 0.07 },
    );
    expect(small).toMatchObject({ kind: "binned", cuts: [1.5] });
    const counts = [29, 29, 29, 13];
    const rows = counts.flatMap((count, value) => [
      [value, 1, 2 * value + 1] as const,
      [value, 0, count - 2 * value - 1] as const,
    ]);
    expect(binRows(rows, { maxBinShare: 0.29 })).toMatchObject({ kind: "binned", cuts: [0.5, 1.5, 2.5] });
  });
});

describe("forbidden cuts", () => {
  const rows = [
    [29, 1, 2],
    [29, 0, 8],
    [41, 1, 6],
    [41, 0, 4],
  ] as const;

  it("move a cut to the nearest place between the same two values that is allowed", () => {
    expect(binRows(rows, {}, { forbiddenCuts: [{ from: 30, to: 36 }] })).toMatchObject({ cuts: [36] });
    expect(binRows(rows, {}, { forbiddenCuts: [{ from: 29, to: 41 }] })).toMatchObject({ cuts: [41] });
  });

  it("may have a cut at their ends", () => {
    expect(binRows(rows, {}, { forbiddenCuts: [{ from: 35, to: 60 }] })).toMatchObject({ cuts: [35] });
  });

  it("are in conflict only when no place is left", () => {
    expect(binRows(rows, {}, { forbiddenCuts: [{ from: 28, to: 42 }] })).toEqual({
      kind: "infeasible",
      reason: { conflicts: ["forbiddenCuts"] },
    });
  });
});

describe("a fixed cut without values on one side", () => {
  it("names what else is in the way", () => {
    const rows = [
      [1, 1, 5],
      [2, 0, 5],
    ] as const;
    expect(binRows(rows, { objective: "js" }, { fixedCuts: [9] })).toMatchObject({
      reason: { conflicts: ["fixedCuts"] },
    });
    expect(binRows(rows, { objective: "js", minBinRows: 6 }, { fixedCuts: [9] })).toMatchObject({
      reason: { conflicts: ["fixedCuts", "minBinRows"] },
    });
  });
});

describe("a value bin of one outcome without smoothing", () => {
  const rows = [
    [1, 1, 4],
    [2, 1, 2],
    [2, 0, 6],
  ] as const;

  it.each(["ks", "js", "hellinger"] as const)("has a finite weight of evidence under %s", (objective) => {
    const result = binRows(rows, { objective });
    if (result.kind !== "binned") throw new Error("no bins");
    expect(result.bins[0]).toMatchObject({ count: 4, bads: 4 });
    for (const { woe, iv } of result.bins) expect([woe, iv].every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(result.iv)).toBe(true);
  });

  it("has one where its cuts are laid down", () => {
    const result = binRows(rows, {}, { cuts: [1.5] });
    expect(result).toMatchObject({ kind: "binned", status: "given" });
    expect(result.kind === "binned" && Number.isFinite(result.iv + result.certificate.upper)).toBe(true);
  });
});

describe("the worst vintage", () => {
  it("is finite where missing values of a vintage have one outcome only", () => {
    const codes = Int32Array.from({ length: 24 }, (_, row) => (row < 22 ? row % 2 : 0));
    const result = binRows(
      [
        [1, 1, 4],
        [1, 0, 6],
        [2, 1, 2],
        [2, 0, 10],
        [Number.NaN, 1, 2],
      ],
      { over: "worstVintage" },
      {},
      { codes, labels: ["2026-01", "2026-02"] },
    );
    if (result.kind !== "binned") throw new Error("no bins");
    expect(result.certificate.upper).toBeLessThan(10);
    expect(result.certificate.lower).toBe(result.certificate.upper);
  });

  it("counts a value that a cut lies on above the cut, as serving does", () => {
    const rows = [
      [1, 1, 3],
      [1, 0, 9],
      [2, 1, 6],
      [2, 0, 6],
    ] as const;
    const vintages = { codes: new Int32Array(24), labels: ["2026-01"] };
    const [between, upon] = [1.5, 2].map((cut) =>
      binRows(rows, { over: "worstVintage" }, { fixedCuts: [cut] }, vintages),
    );
    if (between?.kind !== "binned" || upon?.kind !== "binned") throw new Error("no bins");
    expect(upon.cuts).toEqual([2]);
    // One vintage that holds all rows is worth what the sample is.
    expect(upon.certificate.lower).toBeCloseTo(upon.iv, 12);
    expect(upon.certificate).toEqual(between.certificate);
  });

  it("counts missing values of a vintage only where they have a bin of their own", () => {
    const rows = [
      [1, 1, 3],
      [1, 0, 9],
      [2, 1, 6],
      [2, 0, 6],
      [Number.NaN, 1, 4],
      [Number.NaN, 0, 2],
    ] as const;
    const vintages = { codes: new Int32Array(30), labels: ["2026-01"] };
    const [apart, merged] = (["separate", "merge"] as const).map((missing) =>
      binRows(rows, { over: "worstVintage", missing }, {}, vintages),
    );
    if (apart?.kind !== "binned" || merged?.kind !== "binned") throw new Error("no bins");
    const own = apart.bins.at(-1)?.iv ?? 0;
    expect(own).toBeGreaterThan(0);
    expect(merged.certificate.lower).toBeCloseTo(apart.certificate.lower - own, 12);
  });

  it("of a sample whose vintages all have one outcome is not optimised", () => {
    const rows = [
      [1, 1, 5],
      [2, 0, 5],
    ] as const;
    const vintages = { codes: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1), labels: ["2026-01", "2026-02"] };
    expect(binRows(rows, { over: "worstVintage", objective: "js" }, {}, vintages)).toEqual({
      kind: "infeasible",
      reason: { conflicts: ["vintageOfOneOutcome"] },
    });
  });
});

describe("a merged bin", () => {
  it("goes to the first of two value bins that are equally near to it in risk", () => {
    const rows = [
      [1, 1, 4],
      [1, 0, 6],
      [2, 1, 1],
      [2, 0, 9],
      [3, 1, 4],
      [3, 0, 6],
      [Number.NaN, 1, 5],
      [Number.NaN, 0, 5],
    ] as const;
    const result = binRows(rows, { missing: "merge" }, { cuts: [1.5, 2.5] });
    expect(result.kind === "binned" && result.bins.at(-1)).toMatchObject({ kind: "missing", mergedInto: 0 });
  });

  it("costs information, and other bins might have lost less: bounded by what it is without merging", () => {
    const rows = [
      [1, 1, 4],
      [1, 0, 26],
      [2, 1, 9],
      [2, 0, 21],
      [Number.NaN, 1, 7],
      [Number.NaN, 0, 13],
    ] as const;
    const [apart, merged] = (["separate", "merge"] as const).map((missing) => binRows(rows, { missing }));
    if (apart?.kind !== "binned" || merged?.kind !== "binned") throw new Error("no bins");
    expect(apart.status).toBe("optimal");
    expect(merged.status).toBe("bounded");
    expect(merged.certificate.lower).toBeCloseTo(merged.iv, 12);
    expect(merged.certificate.lower).toBeLessThan(apart.iv);
    expect(merged.certificate.upper).toBeCloseTo(apart.iv, 12);
  });
});

describe("weights", () => {
  it("as far apart as twelve powers of ten leave every row some weight", () => {
    const { column, sample } = columnOf([
      [1, 1, 30_000],
      [1, 0, 30_000],
      [2, 1, 20_000],
      [2, 0, 40_000],
    ]);
    const weights = Float64Array.from(column.values, (_, row) => (row % 2 === 0 ? 1e-6 : 1));
    weights[0] = 1e9;
    const light = { ...sample, weights: weights.map((weight, row) => (row >= 60_000 ? 1e-6 : weight)) };
    const result = binIndicator(column, light, free);
    if (result.kind !== "binned") throw new Error("no bins");
    for (const { woe } of result.bins) expect(Number.isFinite(woe)).toBe(true);
  });
});

describe("rules that no bins can follow", () => {
  const rows = [
    [1, 1, 5],
    [2, 0, 5],
  ] as const;
  const nothing = Number.NaN;

  it.each<[string, IndicatorRules]>([
    ["cuts that fall", { cuts: [3, 2] }],
    ["a cut twice", { cuts: [2, 2] }],
    ["a cut that is no number", { cuts: [nothing] }],
    ["a fixed cut at infinity", { fixedCuts: [Number.POSITIVE_INFINITY] }],
    ["a forbidden interval that ends before it begins", { forbiddenCuts: [{ from: 3, to: 2 }] }],
    ["missing as a special code", { specialCodes: [nothing] }],
    ["0 as a special code twice", { specialCodes: [0, -0] }],
    ["a category in two groups", { groups: [["a"], ["b", "a"]] }],
    ["more bins than a byte has", { cuts: Array.from({ length: 253 }, (_, cut) => cut) }],
  ])("are refused: %s", (_, rules) => {
    expect(() => binRows(rows, {}, rules)).toThrow(
      expect.objectContaining({ code: "SCORECARD_PARAMETER_OUT_OF_RANGE" }),
    );
  });

  it("leave room for 252 ranges", () => {
    const cuts = Array.from({ length: 251 }, (_, cut) => cut);
    expect(binRows(rows, {}, { cuts })).toMatchObject({ kind: "binned", status: "given" });
  });
});
