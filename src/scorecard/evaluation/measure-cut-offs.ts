import { quantileOfSorted } from "#kernel";
import type { LevelWeights } from "./bootstrap.ts";
import type { CutOff, CutOffs } from "./cut-offs.ts";
import { shareEstimate } from "./estimate.ts";
import { sumOf } from "./score-levels.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** What an approval is worth, in one unit: the profit of a good, and the loss of a bad as a positive number. */
export interface Economics {
  readonly profitOfGood: number;
  readonly lossOfBad: number;
}

/** @param resampledBest  best cut-offs of resampled rows, for the range */
export function measureCutOffs(
  levels: ScoreLevels,
  economics: Economics,
  { confidence, resampledBest }: { readonly confidence: number; readonly resampledBest: readonly number[] },
): CutOffs {
  const best = bestCutOff(levels, economics);
  const sorted = Float64Array.from(resampledBest).sort();
  const tail = (1 - confidence) / 2;
  const range =
    sorted.length > 0
      ? { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) }
      : { low: best.points, high: best.points };
  const below = belowLevels(levels);
  return {
    ...economics,
    points: shownLevels(levels).map((level) => cutOffAt(levels, below, level, economics, confidence)),
    best: { ...cutOffAt(levels, below, best.level, economics, confidence), range },
  };
}

/**
 * The cut-off of the largest profit; of equal ones the lowest, which approves most.
 * @returns its level, the number of levels when it is best to decline everybody
 */
export function bestCutOff(
  { points, goods, bads }: LevelWeights,
  { profitOfGood, lossOfBad }: Economics,
): { readonly level: number; readonly points: number; readonly profit: number } {
  let profit = 0;
  let best = { level: points.length, points: aboveAll(points), profit: 0 };
  for (let level = points.length - 1; level >= 0; level--) {
    profit += (goods[level] as number) * profitOfGood - (bads[level] as number) * lossOfBad;
    if (profit >= best.profit) best = { level, points: points[level] as number, profit };
  }
  return best;
}

/** Weights below each level, and of all at the end. */
interface BelowLevels {
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

function belowLevels(levels: ScoreLevels): BelowLevels {
  const accumulate = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(values.length + 1);
    for (let level = 0; level < values.length; level++) {
      sums[level + 1] = (sums[level] as number) + (values[level] as number);
    }
    return sums;
  };
  return { goods: accumulate(levels.goods), bads: accumulate(levels.bads) };
}

function cutOffAt(
  levels: ScoreLevels,
  below: BelowLevels,
  level: number,
  { profitOfGood, lossOfBad }: Economics,
  confidence: number,
): CutOff {
  const { goods, bads, effectiveScale } = levels.totals;
  const declinedGoods = below.goods[level] as number;
  const declinedBads = below.bads[level] as number;
  const approvedGoods = goods - declinedGoods;
  const approvedBads = bads - declinedBads;
  const approved = approvedGoods + approvedBads;
  const profit = approvedGoods * profitOfGood - approvedBads * lossOfBad;
  const share = (count: number, trials: number) =>
    shareEstimate({ count: count * effectiveScale, trials: trials * effectiveScale }, confidence);
  return {
    points: levels.points[level] ?? aboveAll(levels.points),
    approvedGoods,
    approvedBads,
    declinedGoods,
    declinedBads,
    approvalRate: share(approved, goods + bads),
    badRateOfApproved: approved > 0 ? share(approvedBads, approved) : null,
    badsDeclined: share(declinedBads, bads),
    goodsApproved: share(approvedGoods, goods),
    profit,
    profitPerRow: profit / (goods + bads),
  };
}

/** All levels when few, else those at which another hundredth of the rows is declined. */
function shownLevels(levels: ScoreLevels): readonly number[] {
  const size = levels.points.length;
  if (size <= mostCutOffs) return [...levels.points.keys()];
  const step = (sumOf(levels.goods) + sumOf(levels.bads)) / mostCutOffs;
  const shown: number[] = [0];
  let weight = 0;
  let next = step;
  for (let level = 1; level < size; level++) {
    weight += (levels.goods[level - 1] as number) + (levels.bads[level - 1] as number);
    if (weight < next || shown.length >= mostCutOffs) continue;
    shown.push(level);
    while (next <= weight) next += step;
  }
  return shown;
}

/** A cut-off that nobody reaches. */
function aboveAll(points: Float64Array): number {
  return (points.at(-1) ?? 0) + 1;
}

const mostCutOffs = 100;
