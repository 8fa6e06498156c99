import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters } from "../parameters.ts";
import type { ExpectedDirection, Sample } from "../sample.ts";
import { binIndicator, binOf, trainOn } from "./bin-indicator.ts";

const loose: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "monotone",
  minBinShare: 0,
  minBinRows: 1,
  minBadsPerBin: 0,
  minGoodsPerBin: 0,
};

describe("binIndicator", () => {
  it("puts missing values in a bin of their own, in training and in serving", () => {
    const result = bin([1, 2, 3, 4, Number.NaN, Number.NaN], [0, 0, 1, 1, 1, 0]);
    if (result.kind !== "binned") throw new Error("expected bins");
    expect(result.bins.at(-1)).toMatchObject({ count: 2, bads: 1 });
    expect(binOf(result.cuts, Number.NaN)).toBe(result.bins.length - 1);
    expect(binOf(result.cuts, 2)).toBe(0);
    expect(binOf(result.cuts, 2.5)).toBe(1);
  });

  it("gives a missing bin that training never saw a weight of evidence of exactly 0", () => {
    const result = bin([1, 2, 3, 4], [0, 0, 1, 1]);
    expect(result.kind === "binned" && result.bins.at(-1)).toEqual({
      kind: "missing",
      count: 0,
      bads: 0,
      woe: 0,
      iv: 0,
    });
  });

  it("serves every training row from the bin it was counted in, for any values", () => {
    const values = fc.array(
      fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 })),
      { minLength: 4, maxLength: 60 },
    );
    fc.assert(
      fc.property(
        values,
        fc.infiniteStream(fc.nat(1)),
        fc.integer({ min: 2, max: 12 }),
        (given, outcomes, cap) => {
          const bad = given.map((_, row) =>
            row === 0 ? 1 : row === 1 ? 0 : (outcomes.next().value as number),
          );
          const result = bin(given, bad, { ...loose, maxPreBins: cap });
          if (result.kind !== "binned") return;
          const served = result.bins.map(() => ({ count: 0, bads: 0 }));
          given.forEach((value, row) => {
            const target = served[binOf(result.cuts, value)] as { count: number; bads: number };
            target.count++;
            target.bads += bad[row] as number;
          });
          expect(result.bins.map(({ count, bads }) => ({ count, bads }))).toEqual(served);
          const rates = result.bins.slice(0, -1).map(({ count, bads }) => bads / count);
          const turned = result.trend === "ascending" ? rates : rates.toReversed();
          for (let i = 1; i < turned.length; i++) {
            expect(turned[i] as number).toBeGreaterThanOrEqual(turned[i - 1] as number);
          }
        },
      ),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it("auto finds at least the information of either direction", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(1)), { minLength: 6, maxLength: 40 }), (rows) => {
        const values = rows.map(([value]) => value);
        const bad = rows.map(([, outcome], row) => (row < 2 ? row : outcome));
        const ivOf = (direction: ExpectedDirection): number => {
          const result = bin(values, bad, { ...loose, trend: "expected" }, direction);
          return result.kind === "binned" ? result.iv : -1;
        };
        expect(ivOf("none")).toBe(Math.max(ivOf("higherIsBetter"), ivOf("lowerIsBetter")));
      }),
      { numRuns: 1_000, seed: 8 },
    );
  });

  it("says that a forced direction contradicts the data", () => {
    const result = bin([1, 2, 3, 4], [0, 0, 1, 1], { ...loose, trend: "expected" }, "higherIsBetter");
    expect(result).toEqual({ kind: "infeasible", reason: { conflicts: ["trend"] } });
  });

  it("names the one limit in the way, and all of them when only together they are", () => {
    expect(bin([1, 1, 1, 1], [0, 0, 1, 1])).toMatchObject({ reason: { conflicts: ["distinctValues"] } });
    expect(bin([1, 2, 3, 4], [0, 0, 1, 1], { ...loose, minBinRows: 3 })).toMatchObject({
      reason: { conflicts: ["minBinRows"] },
    });
    expect(bin([1, 2, 3, 4], [0, 0, 1, 1], { ...loose, minBadsPerBin: 2, minBinRows: 3 })).toMatchObject({
      reason: { conflicts: ["minBadsPerBin", "minBinRows"] },
    });
    expect(bin([1, 2], [0, 1], { ...loose, smoothingRows: 0 })).toMatchObject({
      reason: { conflicts: ["minBadsPerBin", "minGoodsPerBin"] },
    });
  });

  it("keeps a missing bin of one outcome finite where nothing else smooths it: one row at the sample's bad rate", () => {
    const result = bin([1, 1, 2, 2, Number.NaN], [0, 1, 1, 0, 1], { ...loose, smoothingRows: 0 });
    // 3 bads and 2 goods: one row adds 0.6 and 0.4, so ln((1.6 / 3) / (0.4 / 2))
    expect(result.kind === "binned" && result.bins.at(-1)?.woe).toBeCloseTo(Math.log(8 / 3), 12);
  });

  it("counts minimum sizes in rows, not in weights", () => {
    const sample = sampleOf([1, 1, 2, 2, 2, 2], [1, 0, 0, 0, 1, 0]);
    const weights = Float64Array.of(100, 100, 1, 1, 1, 1);
    const result = binIndicator(
      sample.indicators[0] as Sample["indicators"][number],
      { ...sample, weights },
      { ...loose, minBinRows: 3 },
    );
    expect(result).toMatchObject({ reason: { conflicts: ["minBinRows"] } });
  });

  it("does not look at rows outside the training rows", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const sample = sampleOf(values, [0, 0, 0, 1, 1, 1, 0, 0]);
    const included = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0);
    const column = sample.indicators[0] as Sample["indicators"][number];
    const inside = binIndicator(column, sample, loose, trainOn(included, sample));
    expect(inside).toEqual(bin(values.slice(0, 6), [0, 0, 0, 1, 1, 1]));
  });
});

function bin(
  values: readonly number[],
  bad: readonly number[],
  parameters: BinningParameters = loose,
  direction: ExpectedDirection = "none",
) {
  const sample = sampleOf(values, bad, direction);
  return binIndicator(sample.indicators[0] as Sample["indicators"][number], sample, parameters);
}

function sampleOf(
  values: readonly number[],
  bad: readonly number[],
  expectedDirection: ExpectedDirection = "none",
): Sample {
  return {
    indicators: [{ kind: "numeric", id: "x", values: Float64Array.from(values), expectedDirection }],
    bad: Uint8Array.from(bad),
  };
}
