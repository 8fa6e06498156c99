import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { daySumsOfTotals } from "./day-sums.ts";
import { growingTotals } from "./growing-totals.ts";

describe("growing totals", () => {
  it("are at every snapshot what all totals make at once, late and replaced days included", () => {
    const random = createRandom("growing");
    const growing = growingTotals();
    for (let month = 0; month < 30; month++) {
      for (let row = 0; row < 40; row++) {
        const isLate = random.next() < 0.1;
        const day = 20_000 + month * 30 + random.integer(30) - (isLate ? random.integer(200) : 0);
        const value = random.integer(2_000_001) - 1_000_000;
        if (random.next() < 0.2) growing.set(day, value);
        else growing.add(day, value);
      }
      const earlier = growing.snapshot();
      expect(earlier).toEqual(daySumsOfTotals(growing.days()));
      expect(growing.snapshot()).toBe(earlier);
    }
  });

  it("leave a snapshot as it was when more comes", () => {
    const growing = growingTotals();
    growing.add(20_000, 5);
    const before = growing.snapshot();
    growing.add(19_999, 7);
    growing.add(20_000, 1);
    expect([...before.days, ...before.before]).toEqual([20_000, 0, 5]);
    expect([...growing.snapshot().before]).toEqual([0, 7, 13]);
  });

  it("refuse sums that are not exact", () => {
    const growing = growingTotals();
    growing.add(20_000, Number.MAX_SAFE_INTEGER);
    growing.add(20_001, -2);
    expect(() => growing.snapshot()).toThrow("not exact");
  });
});
