import type { BinLimits, BinningProblem } from "./binning-problem.ts";
import { divergenceOf } from "./divergence.ts";

/** All single bins of a problem; the bin of the pre-bins start … end − 1 is stored at start · (size + 1) + end. */
export interface AdmissibleBins {
  readonly size: number;
  /** What the bin adds to the divergence; NaN where a limit on single bins forbids it. */
  readonly parts: Float64Array;
  /** Bad rates, weighted. */
  readonly rates: Float64Array;
  /** A neighbour rises by the difference of its rise key, and falls by that of its fall key. */
  readonly riseKeys: Float64Array;
  readonly fallKeys: Float64Array;
}

/**
 * Every bin that the limits on single bins allow. A rise is measured by bad rates and a fall by good rates, so that
 * either way of looking at an indicator rounds alike. Bins of infinite divergence, over the worst vintage in any of them,
 * are not admissible.
 */
export function enumerateBins(problem: BinningProblem): AdmissibleBins {
  const { preBins, totals, objective, smoothingRows, limits } = problem;
  const { size, bads, goods } = preBins;
  const stride = size + 1;
  const parts = new Float64Array(stride * stride).fill(Number.NaN);
  const rates = new Float64Array(stride * stride);
  const fallKeys = new Float64Array(stride * stride);
  const isAllowed = limitsOn(preBins, limits);
  const byVintage = problem.over === "worstVintage";
  const bin = { bads: 0, goods: 0 };
  const below = { bads: 0, goods: 0 };
  for (let start = 0; start < size; start++) {
    below.bads = bads[start] as number;
    below.goods = goods[start] as number;
    for (let end = start + 1; end <= size; end++) {
      const state = start * stride + end;
      bin.bads = (bads[end] as number) - below.bads;
      bin.goods = (goods[end] as number) - below.goods;
      rates[state] = bin.bads / (bin.bads + bin.goods);
      fallKeys[state] = bin.goods / (bin.bads + bin.goods);
      if (!isAllowed(start, end)) continue;
      const part = divergenceOf(objective, bin, below, totals, smoothingRows);
      if (byVintage ? isFiniteInVintages(problem, start, end) : Number.isFinite(part)) parts[state] = part;
    }
  }
  return { size, parts, rates, riseKeys: rates, fallKeys };
}

/** The divergence of each bin in each vintage; infinite where a vintage has only one outcome in the bin, unsmoothed. */
export function divergencesByVintage(problem: BinningProblem): Float64Array[] {
  const { preBins, objective, smoothingRows } = problem;
  const stride = preBins.size + 1;
  return problem.vintages.map(({ bads, goods, totals }) => {
    const parts = new Float64Array(stride * stride).fill(Number.NaN);
    const bin = { bads: 0, goods: 0 };
    const below = { bads: 0, goods: 0 };
    for (let start = 0; start < preBins.size; start++) {
      below.bads = bads[start] as number;
      below.goods = goods[start] as number;
      for (let end = start + 1; end <= preBins.size; end++) {
        bin.bads = (bads[end] as number) - below.bads;
        bin.goods = (goods[end] as number) - below.goods;
        parts[start * stride + end] = divergenceOf(objective, bin, below, totals, smoothingRows);
      }
    }
    return parts;
  });
}

/** The same bins read from the last pre-bin to the first: what rose now falls. Values are the same to the bit. */
export function mirrorBins(bins: AdmissibleBins): AdmissibleBins {
  const turn = (given: Float64Array, sign: 1 | -1): Float64Array => {
    const turned = new Float64Array(given.length);
    const stride = bins.size + 1;
    for (let start = 0; start < bins.size; start++) {
      for (let end = start + 1; end <= bins.size; end++) {
        const mirrored = (bins.size - end) * stride + bins.size - start;
        turned[mirrored] = sign * (given[start * stride + end] as number);
      }
    }
    return turned;
  };
  return {
    size: bins.size,
    parts: turn(bins.parts, 1),
    rates: turn(bins.rates, 1),
    riseKeys: turn(bins.fallKeys, -1),
    fallKeys: turn(bins.riseKeys, -1),
  };
}

/** Without smoothing the information value of a bin of one outcome is infinite, in a vintage as in the sample. */
function isFiniteInVintages(problem: BinningProblem, start: number, end: number): boolean {
  if (problem.objective !== "iv" || problem.smoothingRows > 0) return true;
  return problem.vintages.every(({ bads, goods }) => {
    const hasBads = (bads[end] as number) > (bads[start] as number);
    return hasBads === (goods[end] as number) > (goods[start] as number);
  });
}

function limitsOn({ size, rows, badRows }: BinningProblem["preBins"], limits: BinLimits) {
  const { minRows, maxRows, minBadRows, minGoodRows } = limits;
  const isForbidden = new Uint8Array(size + 1);
  for (const boundary of limits.forbiddenBoundaries) isForbidden[boundary] = 1;
  /** Fixed boundaries up to a boundary; a bin must not have one strictly inside. */
  const fixedUpTo = new Int32Array(size + 1);
  for (const boundary of limits.fixedBoundaries) fixedUpTo[boundary] = 1;
  for (let boundary = 1; boundary <= size; boundary++) {
    fixedUpTo[boundary] = (fixedUpTo[boundary] as number) + (fixedUpTo[boundary - 1] as number);
  }
  return (start: number, end: number): boolean => {
    const count = (rows[end] as number) - (rows[start] as number);
    const badCount = (badRows[end] as number) - (badRows[start] as number);
    return (
      count >= minRows &&
      count <= maxRows &&
      badCount >= minBadRows &&
      count - badCount >= minGoodRows &&
      isForbidden[start] === 0 &&
      isForbidden[end] === 0 &&
      fixedUpTo[end - 1] === fixedUpTo[start]
    );
  };
}
