import type { Random } from "#kernel";
import { freeBinLimits } from "../binning/optimum/binning-problem.ts";
import type { BinLimits, BinningProblem, VintagePreBins } from "../binning/optimum/binning-problem.ts";
import type { PreBins } from "../binning/candidates/pre-bins.ts";
import type { Objective, Trend } from "../binning/optimum/trend.ts";
import { chiSquaredOf } from "./brute-force-bins.ts";

const trends: readonly Trend[] = ["ascending", "descending", "peak", "valley", "none", "concave", "convex"];
const objectives: readonly Objective[] = ["iv", "iv", "iv", "js", "hellinger", "ks"];

/**
 * A small random problem: outcomes of up to `mostPreBins` pre-bins, sometimes weighted, with any mix of limits, trends and
 * objectives; one in five over the worst of up to four vintages.
 */
export function randomBinningProblem(random: Random, mostPreBins = 9): BinningProblem {
  const size = 1 + random.integer(mostPreBins);
  const vintageCount = random.integer(3) === 0 ? 1 + random.integer(4) : 0;
  const weight = pick(random, [1, 1, 0.3, 2.5]);
  const most = pick(random, [2, 6, 6, 40]);
  const cells = Array.from({ length: size }, () =>
    Array.from(
      { length: Math.max(1, vintageCount) },
      () => [random.integer(most + 1), random.integer(most + 1)] as const,
    ),
  );
  const preBins = preBinsOf(
    cells.map((vintages) => sumOf(vintages)),
    weight,
  );
  const missing = [1 + random.integer(5), 1 + random.integer(5)] as const;
  const vintages = vintageCount > 0 ? vintagesOf(cells, weight, missing, random) : [];
  return {
    preBins,
    totals: {
      bads: (preBins.bads[size] as number) + missing[0],
      goods: (preBins.goods[size] as number) + missing[1],
    },
    objective: pick(random, objectives),
    over: vintageCount > 0 && random.integer(2) === 0 ? "worstVintage" : "sample",
    vintages,
    smoothingRows: pick(random, [0, 0.5, 4]),
    limits: limitsOf(random, preBins, vintageCount > 0),
    trends: random.integer(4) === 0 ? ["ascending", "descending", "peak", "valley"] : [pick(random, trends)],
  };
}

function limitsOf(random: Random, { size, rows }: PreBins, hasVintages: boolean): BinLimits {
  const maxBins = 2 + random.integer(random.integer(4) === 0 ? 13 : 5);
  const count = rows[size] as number;
  const boundary = (): readonly number[] =>
    size > 2 && random.integer(8) === 0 ? [1 + random.integer(size - 1)] : [];
  return {
    ...freeBinLimits,
    maxBins,
    minBins: random.integer(4) === 0 ? 2 + random.integer(maxBins - 1) : 2,
    minRows: random.integer(2) === 0 ? 1 : 1 + random.integer(Math.max(1, Math.floor(count / 3))),
    maxRows: random.integer(5) === 0 ? Math.ceil(count / 2) : Number.MAX_SAFE_INTEGER,
    minBadRows: random.integer(3) === 0 ? random.integer(4) : 0,
    minGoodRows: random.integer(3) === 0 ? random.integer(4) : 0,
    fixedBoundaries: boundary(),
    forbiddenBoundaries: boundary(),
    minRateGap: pick(random, [0, 0, 0, 0.05, 0.21]),
    maxPValue: pick(random, [1, 1, 1, ...Object.keys(chiSquaredOf).map(Number)]),
    trendInEveryVintage: hasVintages && random.integer(3) === 0,
  };
}

/** Pre-bins of [bads, goods]; a pair without rows becomes one good row, as a pre-bin is never empty. */
export function preBinsOf(counts: readonly (readonly [number, number])[], badWeight = 1): PreBins {
  const size = counts.length;
  const preBins = {
    size,
    cuts: Float64Array.from({ length: size }, (_, index) => index + 0.5),
    rows: new Int32Array(size + 1),
    badRows: new Int32Array(size + 1),
    bads: new Float64Array(size + 1),
    goods: new Float64Array(size + 1),
  };
  for (const [index, [bads, given]] of counts.entries()) {
    const goods = bads + given === 0 ? 1 : given;
    preBins.rows[index + 1] = (preBins.rows[index] as number) + bads + goods;
    preBins.badRows[index + 1] = (preBins.badRows[index] as number) + bads;
    preBins.bads[index + 1] = (preBins.bads[index] as number) + bads * badWeight;
    preBins.goods[index + 1] = (preBins.goods[index] as number) + goods;
  }
  return preBins;
}

function vintagesOf(
  cells: readonly (readonly (readonly [number, number])[])[],
  badWeight: number,
  [missingBads, missingGoods]: readonly [number, number],
  random: Random,
): VintagePreBins[] {
  return (cells[0] ?? []).map((_, vintage) => {
    const bads = prefixOf(cells.map((row) => (row[vintage] as readonly [number, number])[0] * badWeight));
    const goods = prefixOf(cells.map((row) => (row[vintage] as readonly [number, number])[1]));
    return {
      bads,
      goods,
      totals: {
        bads: (bads[cells.length] as number) + missingBads,
        goods: (goods[cells.length] as number) + missingGoods,
      },
      otherBins: random.integer(2) === 0 ? 0 : random.next() / 10,
    };
  });
}

function prefixOf(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] as number) + value;
  return sums;
}

function sumOf(pairs: readonly (readonly [number, number])[]): [number, number] {
  return pairs.reduce<[number, number]>(([bads, goods], pair) => [bads + pair[0], goods + pair[1]], [0, 0]);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.integer(from.length)] as T;
}
