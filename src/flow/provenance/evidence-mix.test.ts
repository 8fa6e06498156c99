import { describe, expect, it } from "vitest";
import { mixOf } from "./evidence-mix.ts";

const signed = [{ evidence: "device", rows: 10 }] as const;

describe("device-signed rows", () => {
  it("count in full when working time is covered and every gap is told", () => {
    const mix = mixOf(signed, { coveragePpm: 990_000, isEveryGapTold: true });
    expect(mix).toMatchObject({ devicePpm: 1_000_000, degraded: null, confidencePpm: 1_000_000 });
  });

  it("count for less, and say why, when they are too few, a gap was not told, or nobody knows", () => {
    const reasonOf = (coverage: Parameters<typeof mixOf>[1]) => mixOf(signed, coverage).degraded?.reason;
    expect(reasonOf({ coveragePpm: 979_999, isEveryGapTold: true })).toBe("coverage");
    expect(reasonOf({ coveragePpm: 1_000_000, isEveryGapTold: false })).toBe("gapNotTold");
    expect(reasonOf(null)).toBe("unknown");
    expect(mixOf(signed, null).confidencePpm).toBeLessThan(1_000_000);
  });
});
