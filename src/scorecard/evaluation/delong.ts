import { normalQuantile, normalTwoSided } from "../distributions/normal.ts";
import { shareEstimate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** An area under the ROC curve with its variance. */
export interface AucVariance {
  readonly auc: number;
  /** 0 when the score separates the outcomes without a flaw. */
  readonly variance: number;
}

/**
 * P(bad scored lower than good) + ½ P(tie), and its variance by placement values: exact in one pass over the levels.
 * @returns NaN when an outcome is absent
 * @source E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44 (1988); in O(n log n): X. Sun, W. Xu, IEEE Signal
 * Processing Letters 21 (2014)
 */
export function aucOf(levels: ScoreLevels): AucVariance {
  const { ofBads, ofGoods } = placements(levels);
  const auc = areaOf(levels);
  let badSpread = 0;
  let goodSpread = 0;
  for (let level = 0; level < ofBads.length; level++) {
    badSpread += (levels.badsSquared[level] as number) * ((ofBads[level] as number) - auc) ** 2;
    goodSpread += (levels.goodsSquared[level] as number) * ((ofGoods[level] as number) - auc) ** 2;
  }
  const effective = effectiveRows(levels);
  return { auc, variance: badSpread * effective.badFactor + goodSpread * effective.goodFactor };
}

/** The area alone, of levels of which only the weights matter. */
export function areaOf({ goods, bads, totals }: AreaWeights): number {
  let wins = 0;
  let goodsAbove = totals.goods;
  for (let level = 0; level < goods.length; level++) {
    const own = goods[level] as number;
    wins += (bads[level] as number) * (goodsAbove - own / 2);
    goodsAbove -= own;
  }
  return wins / (totals.goods * totals.bads);
}

interface AreaWeights {
  readonly goods: Float64Array;
  readonly bads: Float64Array;
  readonly totals: { readonly goods: number; readonly bads: number };
}

/** Confidence interval of an area, symmetric on the logit scale, so that it stays within (0, 1). */
export function aucEstimate(levels: ScoreLevels, confidence: number): Estimate {
  const { auc, variance } = aucOf(levels);
  if (auc === 1 || auc === 0) {
    // Without a flaw there is no variance to measure: the interval is that of as many agreements as the rarer outcome has rows.
    const trials = Math.round(Math.min(levels.totals.goods, levels.totals.bads));
    return shareEstimate({ count: auc * trials, trials }, confidence);
  }
  const half = (normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)) / (auc * (1 - auc));
  const logit = Math.log(auc / (1 - auc));
  return { value: auc, low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}

/** Two scores of the same rows. */
export interface AucComparison {
  /** First minus second. */
  readonly difference: Estimate;
  /** Two-sided, that both areas are the same. */
  readonly pValue: number;
}

/**
 * DeLong's test for two correlated areas.
 * @param first, second  levels of the same rows with the same outcomes and weights
 * @source DeLong et al. 1988, as `aucOf`
 */
export function compareAucs(
  rows: { readonly bad: Uint8Array; readonly weights?: Float64Array },
  [first, second]: readonly [ScoreLevels, ScoreLevels],
  confidence: number,
): AucComparison {
  const [one, two] = [placements(first), placements(second)];
  const value = aucOf(first).auc - aucOf(second).auc;
  let badSpread = 0;
  let goodSpread = 0;
  for (let row = 0; row < rows.bad.length; row++) {
    const [a, b] = [first.codes[row] as number, second.codes[row] as number];
    if (a < 0) continue;
    const weight = rows.weights ? (rows.weights[row] as number) : 1;
    if (rows.bad[row] === 1) {
      badSpread += (weight * ((one.ofBads[a] as number) - (two.ofBads[b] as number) - value)) ** 2;
    } else goodSpread += (weight * ((one.ofGoods[a] as number) - (two.ofGoods[b] as number) - value)) ** 2;
  }
  const { badFactor, goodFactor } = effectiveRows(first);
  const error = Math.sqrt(badSpread * badFactor + goodSpread * goodFactor);
  const half = normalQuantile((1 + confidence) / 2) * error;
  const pValue = error === 0 ? (value === 0 ? 1 : 0) : normalTwoSided(value / error);
  return { difference: { value, low: value - half, high: value + half }, pValue };
}

/** For each level: the share of goods that a bad there lies below, and of bads that a good there lies above; ties half. */
function placements(levels: ScoreLevels): { readonly ofBads: Float64Array; readonly ofGoods: Float64Array } {
  const size = levels.points.length;
  const { goods, bads } = levels.totals;
  const ofBads = new Float64Array(size);
  const ofGoods = new Float64Array(size);
  let goodsBelow = 0;
  let badsBelow = 0;
  for (let level = 0; level < size; level++) {
    const ownGoods = levels.goods[level] as number;
    const ownBads = levels.bads[level] as number;
    ofBads[level] = 1 - (goodsBelow + ownGoods / 2) / goods;
    ofGoods[level] = (badsBelow + ownBads / 2) / bads;
    goodsBelow += ownGoods;
    badsBelow += ownBads;
  }
  return { ofBads, ofGoods };
}

/** What turns a sum of squared deviations times squared weights into the variance of a mean, with n − 1 for n. */
function effectiveRows(levels: ScoreLevels): { readonly badFactor: number; readonly goodFactor: number } {
  return {
    badFactor: varianceFactor(levels.bads, levels.badsSquared),
    goodFactor: varianceFactor(levels.goods, levels.goodsSquared),
  };
}

function varianceFactor(weights: Float64Array, squared: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let level = 0; level < weights.length; level++) {
    sum += weights[level] as number;
    squares += squared[level] as number;
  }
  const effective = (sum * sum) / squares;
  return effective > 1 ? effective / (effective - 1) / (sum * sum) : 1 / (sum * sum);
}
