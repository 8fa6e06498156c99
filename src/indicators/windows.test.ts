import { addDays, dayNumberOf } from "#kernel";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lunarDayYearsEarlier, sliceStartsOf, windowsOf } from "./windows.ts";

describe("windows", () => {
  // New years from GB/T 33661: 2021-02-12, 2020-01-25, 2019-02-05, 2018-02-16.
  it("finds the same distance from an earlier new year, on either side of it", () => {
    expect(lunarDayYearsEarlier("2020-02-21", 1)).toBe("2019-03-04");
    expect(lunarDayYearsEarlier("2020-02-21", 2)).toBe("2018-03-15");
    expect(lunarDayYearsEarlier("2021-02-01", 1)).toBe("2020-01-14");
    expect(lunarDayYearsEarlier("2020-01-25", 1)).toBe("2019-02-05");
  });

  it("gives no lunar comparison where the table of festivals ends", () => {
    expect(lunarDayYearsEarlier("2012-05-01", 1)).toBeNull();
    expect(windowsOf("2012-05-01").prior3).toBeNull();
    expect(sliceStartsOf("2012-05-01").length).toBeGreaterThan(200);
  });

  it("cuts no window within a slice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (offset) => {
        const asOf = addDays("2018-06-01", offset);
        const starts = new Set(sliceStartsOf(asOf));
        const windows = windowsOf(asOf);
        const all = [
          windows.last12,
          windows.prior12,
          windows.prior3,
          windows.prior6,
          ...windows.quarters.flat(),
        ];
        for (const window of all) {
          if (window === null) continue;
          expect(starts.has(window.fromDay)).toBe(true);
          expect(window.toDay === dayNumberOf(asOf) || starts.has(window.toDay + 1)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
