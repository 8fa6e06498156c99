import { describe, expect, it } from "vitest";
import { figuresOf } from "./bin-figures.ts";
import { addCut, cutAt, mergeWithNext, moveCategory, moveCut, removeCut } from "./draft.ts";
import { beginHistory, recordEdit, redoEdit, undoEdit } from "./edit-history.ts";
import type { FineCounts, NumericEntry } from "./fine-counts.ts";
import { solveCuts } from "./solve-cuts.ts";
import { courseOf, trendBreaks } from "./trend-breaks.ts";

const entries: readonly NumericEntry[] = (
  [
    [1, 40, 10, 20, 4],
    [2, 45, 5, 22, 3],
    [4, 30, 10, 16, 4],
    [8, 47, 3, 24, 1],
  ] as const
).map(([from, goods, bads, heldGoods, heldBads]) => ({
  from,
  training: { goods, bads },
  heldOut: { goods: heldGoods, bads: heldBads },
  byVintage: [{ goods: heldGoods, bads: heldBads }],
}));

const counts: FineCounts = {
  values: { kind: "numeric", entries },
  beside: [
    {
      kind: "missing",
      codes: [],
      training: { goods: 8, bads: 2 },
      heldOut: { goods: 4, bads: 0 },
      byVintage: [{ goods: 4, bads: 0 }],
    },
  ],
  vintages: ["2026-01"],
  mergesSpecial: false,
  smoothingRows: 0,
};

describe("the figures of a binning in the editor", () => {
  it("add up to the counts and to the information value computed by hand", () => {
    const figures = figuresOf(counts, { kind: "numeric", cuts: [4] }, { lock: "none", missing: "separate" });
    expect(figures.bins.map(({ training }) => training)).toEqual([
      { goods: 85, bads: 15 },
      { goods: 77, bads: 13 },
      { goods: 8, bads: 2 },
    ]);
    const shares = [
      [15 / 30, 85 / 170],
      [13 / 30, 77 / 170],
      [2 / 30, 8 / 170],
    ] as const;
    const iv = shares.reduce((sum, [bad, good]) => sum + (bad - good) * Math.log(bad / good), 0);
    expect(figures.iv).toBeCloseTo(iv, 12);
    expect(figures.bins[0]?.share).toBe(0.5);
    expect(figures.psi).not.toBeNull();
    expect(figures.psiByVintage).toHaveLength(1);
  });

  it("say which step goes against a locked trend, and the course that the rates follow", () => {
    const figures = figuresOf(
      counts,
      { kind: "numeric", cuts: [2, 4, 8] },
      { lock: "descending", missing: "separate" },
    );
    expect(figures.breaks).toEqual([2]);
    expect(figures.bins.map(({ isAgainstTrend }) => isAgainstTrend)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(figures.course).toBe("none");
    expect(
      courseOf([
        { goods: 9, bads: 1 },
        { goods: 7, bads: 3 },
        { goods: 8, bads: 2 },
      ]),
    ).toBe("peak");
    expect(
      trendBreaks(
        [
          { goods: 9, bads: 1 },
          { goods: 18, bads: 2 },
        ],
        "descending",
      ),
    ).toEqual([]);
  });

  it("of missing values that go to the bin nearest in risk are those of both together, as in the library", () => {
    const apart = figuresOf(counts, { kind: "numeric", cuts: [4] }, { lock: "none", missing: "separate" });
    const merged = figuresOf(counts, { kind: "numeric", cuts: [4] }, { lock: "none", missing: "merge" });
    expect(apart.bins.map(({ mergedInto }) => mergedInto)).toEqual([null, null, null]);
    expect(merged.bins.map(({ mergedInto }) => mergedInto)).toEqual([null, null, 0]);
    expect(merged.bins[2]?.woe).toBe(merged.bins[0]?.woe);
    expect(merged.bins[0]?.woe).toBeCloseTo(Math.log((17 * 170) / (93 * 30)), 12);
    expect(merged.iv).toBeLessThan(apart.iv);
    expect(merged.bins[2]?.training).toEqual({ goods: 8, bads: 2 });
  });

  it("tell how likely two neighbours differ by chance alone", () => {
    const { bins } = figuresOf(counts, { kind: "numeric", cuts: [8] }, { lock: "none", missing: "separate" });
    // R 4.2: prop.test(c(25, 3), c(140, 50), correct = FALSE)
    expect(bins.map(({ pValue }) => pValue === null)).toEqual([true, false, true]);
    expect(bins[1]?.pValue).toBeCloseTo(0.0423217159538, 12);
  });

  it("count the categories of no group as other ones, so that nothing of the sample is lost", () => {
    const categories = ["a", "b", "c"].map((category, index) => ({
      category,
      ...(entries[index] as NumericEntry),
    }));
    const { bins } = figuresOf(
      { ...counts, values: { kind: "categorical", entries: categories } },
      { kind: "categorical", groups: [["a"], ["b"]] },
      { lock: "none", missing: "separate" },
    );
    expect(bins.map(({ content }) => content.kind)).toEqual(["group", "group", "other", "missing"]);
    expect(bins[2]?.training).toEqual({ goods: 30, bads: 10 });
  });

  it("keep finite where a bin has lost its rows", () => {
    const emptied = { ...counts, beside: [], values: { kind: "numeric", entries } } as const;
    const figures = figuresOf(
      emptied,
      { kind: "numeric", cuts: [1, 100] },
      { lock: "none", missing: "separate" },
    );
    expect(Number.isFinite(figures.iv)).toBe(true);
    expect(Number.isFinite(figures.psi)).toBe(true);
  });
});

describe("a cut", () => {
  it("lies at the shortest number between the values beside it", () => {
    expect(cutAt(entries, 1)).toBe(2);
    expect(cutAt(entries, 2)).toBe(3);
    expect(cutAt(entries, 3)).toBe(6);
  });

  it("is moved between its neighbours and no further", () => {
    const draft = { kind: "numeric", cuts: [2, 6] } as const;
    expect(moveCut(draft, entries, { index: 0, boundary: 9 }).cuts).toEqual([3, 6]);
    expect(moveCut(draft, entries, { index: 0, boundary: -4 })).toBe(draft);
  });

  it("is added where both sides keep a value, and removed", () => {
    const draft = { kind: "numeric", cuts: [2] } as const;
    expect(addCut(draft, entries, 7).cuts).toEqual([2, 7]);
    expect(addCut(draft, entries, 1.5)).toBe(draft);
    expect(addCut(draft, entries, 0)).toBe(draft);
    expect(addCut(draft, entries, 9)).toBe(draft);
    expect(removeCut({ kind: "numeric", cuts: [2, 7] }, 0).cuts).toEqual([7]);
  });
});

describe("the solver in the editor", () => {
  const limits = { maxBins: 4, minBinShare: 0, fixedCuts: [], forbiddenCuts: [] } as const;

  it("finds the cuts of the largest information value under the locked trend", () => {
    const solved = solveCuts(counts, entries, { ...limits, lock: "descending" });
    if (solved.kind !== "numeric") throw new Error("infeasible");
    const best = figuresOf(counts, solved, { lock: "descending", missing: "separate" });
    expect(best.breaks).toEqual([]);
    for (const cuts of [[2], [3], [6], [2, 3], [2, 6], [3, 6], [2, 3, 6]]) {
      const other = figuresOf(counts, { kind: "numeric", cuts }, { lock: "descending", missing: "separate" });
      if (other.breaks.length === 0) expect(best.iv).toBeGreaterThanOrEqual(other.iv - 1e-12);
    }
  });

  it("keeps the cuts that the plan fixes, as they are written, and makes none where it forbids them", () => {
    const free = solveCuts(counts, entries, { ...limits, lock: "none", maxBins: 2 });
    expect(free).toEqual({ kind: "numeric", cuts: [6] });
    const fixed = solveCuts(counts, entries, { ...limits, lock: "none", maxBins: 2, fixedCuts: [2.5] });
    expect(fixed).toEqual({ kind: "numeric", cuts: [2.5] });
    const forbidden = [{ from: 4, to: 8 }];
    const other = solveCuts(counts, entries, {
      ...limits,
      lock: "none",
      maxBins: 2,
      forbiddenCuts: forbidden,
    });
    expect(other.kind === "numeric" && other.cuts).not.toContain(6);
  });

  it("says what conflicts when there is none", () => {
    const solved = solveCuts(counts, entries, { ...limits, lock: "none", minBinShare: 0.9 });
    expect(solved.kind).toBe("infeasible");
  });
});

describe("groups of categories", () => {
  const draft = { kind: "categorical", groups: [["a", "b"], ["c"], ["d"]] } as const;

  it("are joined with the next, and a category moved or set apart", () => {
    expect(mergeWithNext(draft, 1)).toEqual({
      kind: "categorical",
      groups: [
        ["a", "b"],
        ["c", "d"],
      ],
    });
    expect(moveCategory(draft, "c", 0).groups).toEqual([["a", "b", "c"], ["d"]]);
    expect(moveCategory(draft, "a", 3).groups).toEqual([["b"], ["c"], ["d"], ["a"]]);
  });
});

describe("undo", () => {
  it("goes back and forth, and forgets what was undone when something new is done", () => {
    const two = recordEdit(recordEdit(beginHistory([1]), [2]), [3]);
    expect(undoEdit(two).present).toEqual([2]);
    expect(redoEdit(undoEdit(two)).present).toEqual([3]);
    expect(recordEdit(undoEdit(two), [4]).future).toEqual([]);
    expect(recordEdit(two, [3])).toBe(two);
    expect(undoEdit(beginHistory([1])).present).toEqual([1]);
  });
});
