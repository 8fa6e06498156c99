import { describe, expect, it } from "vitest";
import { judgeOutcome } from "./judge-outcome.ts";
import { measureOrder } from "./measure-order.ts";

const rowsOf = (risks: readonly number[], hits: readonly number[]) =>
  risks.map((risk, index) => ({ risk, isHit: hits.includes(index) }));

describe("the quality of an order", () => {
  it("counts pairs, ties as half", () => {
    // 4 beats 3 of 3; 2 ties one, beats one, loses one: (3 + 1.5) / 6.
    const { auc } = measureOrder(rowsOf([4, 2, 3, 2, 1], [0, 1]), 0);
    expect(auc).toBeCloseTo(4.5 / 6, 12);
  });

  it("says of one perfectly ranked case only that it is hardly chance", () => {
    const { auc, interval } = measureOrder(rowsOf([9, 1, 2, 3, 4], [0]), 0);
    expect(auc).toBe(1);
    // Wilson at n = 1, all of one: 1 / (1 + z²).
    expect(interval?.[0]).toBeCloseTo(1 / (1 + 1.959964 ** 2), 9);
    expect(interval?.[1]).toBe(1);
  });

  it("shares cases among those tied at the edge", () => {
    expect(measureOrder(rowsOf([3, 2, 2, 2, 1], [1]), 2).caught).toBeCloseTo(1 / 3, 12);
    expect(measureOrder(rowsOf([3, 2, 2, 2, 1], [0, 1]), 4).caught).toBe(2);
  });

  it("says nothing where there is nothing to tell apart", () => {
    expect(measureOrder(rowsOf([1, 2], []), 1)).toEqual({ auc: null, interval: null, caught: 0 });
    expect(measureOrder([], 1)).toEqual({ auc: null, interval: null, caught: null });
  });
});

describe("what became of a borrower", () => {
  const limits = { troubleDays: 30, defaultDays: 90 };
  const days = (pastDue: readonly number[]) =>
    pastDue.map((daysPastDue, index) => ({
      on: `2026-01-${String(index + 1).padStart(2, "0")}`,
      daysPastDue,
      loanClass: null,
    }));

  it("is sound when it always paid", () => {
    expect(judgeOutcome(days([0, 0]), limits)).toMatchObject({ kind: "sound", firstMissedOn: null });
  });

  it("is trouble beyond the limit, from the first missed day of that stretch", () => {
    const outcome = judgeOutcome(days([2, 0, 1, 30, 31, 0]), limits);
    expect(outcome).toMatchObject({
      kind: "trouble",
      daysPastDue: 0,
      maxDaysPastDue: 31,
      firstMissedOn: "2026-01-03",
      troubledOn: "2026-01-05",
      defaultedOn: null,
    });
  });

  it("is default beyond ninety days, or from substandard on", () => {
    expect(judgeOutcome(days([0, 60, 91]), limits)).toMatchObject({
      kind: "default",
      firstMissedOn: "2026-01-02",
      troubledOn: "2026-01-02",
      defaultedOn: "2026-01-03",
    });
    const classed = [{ on: "2026-01-01", daysPastDue: 5, loanClass: "substandard" as const }];
    expect(judgeOutcome(classed, limits)).toMatchObject({ kind: "default", defaultedOn: "2026-01-01" });
  });
});
