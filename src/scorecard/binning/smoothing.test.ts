import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";

describe("smoothingOf", () => {
  it("keeps rare categories of one outcome finite, however many rows they are", () => {
    // Seven rare categories of nine goods each: 63 rows, more than the bin is filled up to.
    const codes: number[] = [];
    const bad: number[] = [];
    for (let row = 0; row < 3_000; row++) {
      codes.push(row % 2);
      bad.push(row % 10 < (row % 2 === 0 ? 1 : 4) ? 1 : 0);
    }
    for (let rare = 0; rare < 63; rare++) {
      codes.push(2 + (rare % 7));
      bad.push(0);
    }
    const sample: Sample = {
      indicators: [
        {
          kind: "categorical",
          id: "revolving",
          categories: ["Y", "N", "T", "`", ",", "1", "2", "3", "4"],
          codes: Int32Array.from(codes),
        },
      ],
      bad: Uint8Array.from(bad),
    };
    const result = binIndicator(sample.indicators[0] as Sample["indicators"][number], sample, {
      ...defaultScorecardParameters.binning,
      smoothingRows: 0,
    });
    if (result.kind !== "binned") throw new Error("expected bins");
    const other = result.bins.find(({ kind }) => kind === "other");
    expect(other).toMatchObject({ count: 63, bads: 0 });
    expect(Number.isFinite(other?.woe)).toBe(true);
    expect(other?.woe).toBeLessThan(0);
    expect(Number.isFinite(result.iv)).toBe(true);
  });
});
