import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findOptimalCuts } from "./optimal-cuts.ts";
import type { BinLimits } from "./optimal-cuts.ts";
import type { PreBins } from "./pre-bins.ts";
import type { Trend } from "./trend.ts";
import { informationOf } from "./weight-of-evidence.ts";

/** Up to nine pre-bins: all 2⁸ ways to cut are tried. */
const problem = fc.record({
  counts: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 9 }),
  weight: fc.constantFrom(1, 1, 0.3, 2.5),
  missing: fc.tuple(fc.nat(5), fc.nat(5)),
  smoothingRows: fc.constantFrom(0, 0.5, 4),
  maxBins: fc.integer({ min: 2, max: 6 }),
  minRows: fc.integer({ min: 1, max: 8 }),
  minBadRows: fc.nat(3),
  minGoodRows: fc.nat(3),
  trend: fc.constantFrom<Trend>("ascending", "descending"),
});

describe("findOptimalCuts", () => {
  it("finds exactly what trying every combination of cuts finds, on 6,000 random problems", () => {
    let feasible = 0;
    fc.assert(
      fc.property(problem, (given) => {
        const { preBins, totals, limits } = prepare(given);
        fc.pre(totals.bads > 0 && totals.goods > 0);
        const found = findOptimalCuts(preBins, totals, given.smoothingRows, limits, given.trend);
        const best = tryEverything(preBins, totals, given.smoothingRows, limits, given.trend);
        if (best === null) {
          expect(found).toBeNull();
          return;
        }
        feasible++;
        expect(found).not.toBeNull();
        expect(found?.information).toBeCloseTo(best, 10);
        const again = evaluate(
          found?.boundaries ?? [],
          preBins,
          totals,
          given.smoothingRows,
          limits,
          given.trend,
        );
        expect(again).toBeCloseTo(best, 10);
      }),
      { numRuns: 6_000, seed: 20_200_221 },
    );
    expect(feasible).toBeGreaterThan(1_500);
  });

  it("answers null, never a single bin, when the bad rate runs against the trend", () => {
    const preBins = preBinsOf([
      [5, 5],
      [1, 9],
    ]);
    const limits = { maxBins: 3, minRows: 1, minBadRows: 0, minGoodRows: 0 };
    expect(findOptimalCuts(preBins, { bads: 6, goods: 14 }, 0.5, limits, "ascending")).toBeNull();
    expect(findOptimalCuts(preBins, { bads: 6, goods: 14 }, 0.5, limits, "descending")?.boundaries).toEqual([
      1,
    ]);
  });

  it("takes fewer bins where more would not raise the information value", () => {
    const preBins = preBinsOf([
      [1, 9],
      [1, 9],
      [5, 5],
    ]);
    const limits = { maxBins: 3, minRows: 1, minBadRows: 0, minGoodRows: 0 };
    expect(findOptimalCuts(preBins, { bads: 7, goods: 23 }, 0, limits, "ascending")?.boundaries).toEqual([2]);
  });
});

function prepare(given: typeof problem extends fc.Arbitrary<infer T> ? T : never) {
  const preBins = preBinsOf(given.counts as [number, number][], given.weight);
  const [missingBads, missingGoods] = given.missing;
  const size = preBins.size;
  const totals = {
    bads: (preBins.bads[size] as number) + missingBads,
    goods: (preBins.goods[size] as number) + missingGoods,
  };
  const least = given.smoothingRows === 0 ? 1 : 0;
  const limits = {
    maxBins: given.maxBins,
    minRows: given.minRows,
    minBadRows: Math.max(least, given.minBadRows),
    minGoodRows: Math.max(least, given.minGoodRows),
  };
  return { preBins, totals, limits };
}

/** Pre-bins of [bads, goods] pairs; empty pairs become one good row, as a pre-bin is never empty. */
function preBinsOf(counts: readonly (readonly [number, number])[], weight = 1): PreBins {
  const size = counts.length;
  const preBins = {
    size,
    cuts: Float64Array.from({ length: size }, (_, index) => index + 0.5),
    rows: new Int32Array(size + 1),
    badRows: new Int32Array(size + 1),
    bads: new Float64Array(size + 1),
    goods: new Float64Array(size + 1),
  };
  counts.forEach(([bads, given], index) => {
    const goods = bads + given === 0 ? 1 : given;
    preBins.rows[index + 1] = (preBins.rows[index] as number) + bads + goods;
    preBins.badRows[index + 1] = (preBins.badRows[index] as number) + bads;
    preBins.bads[index + 1] = (preBins.bads[index] as number) + bads * weight;
    preBins.goods[index + 1] = (preBins.goods[index] as number) + goods;
  });
  return preBins;
}

type Totals = { bads: number; goods: number };

function tryEverything(
  preBins: PreBins,
  totals: Totals,
  smoothing: number,
  limits: BinLimits,
  trend: Trend,
): number | null {
  let best: number | null = null;
  for (let mask = 1; mask < 2 ** (preBins.size - 1); mask++) {
    const boundaries: number[] = [];
    for (let bit = 0; bit < preBins.size - 1; bit++) if ((mask >> bit) & 1) boundaries.push(bit + 1);
    const value = evaluate(boundaries, preBins, totals, smoothing, limits, trend);
    if (value !== null && (best === null || value > best)) best = value;
  }
  return best;
}

/** Information of one way to cut, or null when a limit or the trend forbids it; written apart from the room's code. */
function evaluate(
  boundaries: readonly number[],
  preBins: PreBins,
  totals: Totals,
  smoothing: number,
  limits: BinLimits,
  trend: Trend,
): number | null {
  if (boundaries.length + 1 > limits.maxBins) return null;
  const edges = [0, ...boundaries, preBins.size];
  let information = 0;
  let previous: number | null = null;
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    const span = (prefix: ArrayLike<number>): number =>
      (prefix[edges[bin + 1] as number] as number) - (prefix[edges[bin] as number] as number);
    const badRows = span(preBins.badRows);
    const goodRows = span(preBins.rows) - badRows;
    if (badRows + goodRows < limits.minRows) return null;
    if (badRows < limits.minBadRows || goodRows < limits.minGoodRows) return null;
    const bads = span(preBins.bads);
    const goods = span(preBins.goods);
    const rate = (trend === "ascending" ? bads : goods) / (bads + goods);
    if (previous !== null && rate < previous) return null;
    previous = rate;
    information += informationOf(bads, goods, totals, smoothing);
  }
  return information;
}
