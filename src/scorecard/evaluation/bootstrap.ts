import { quantileOfSorted, type Random } from "#kernel";
import type { Estimate } from "./estimate.ts";
import { equalGroups, sumOf } from "./score-levels.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** Weights of goods and bads by level, the riskiest first. */
export interface LevelWeights {
  readonly points: Float64Array;
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

/**
 * Poisson bootstrap: each row is drawn as often as a Poisson variable of mean 1 says, so the weight of a level's goods
 * or bads is a scaled Poisson variable of their sum. Beyond `mostLevels`, neighbouring levels are taken together.
 * @param visit  called with the resampled weights of each round; the arrays are reused
 * @source N. Chamandy et al., "Estimating uncertainty for massive data streams" (2012)
 */
export function bootstrapLevels(
  levels: ScoreLevels,
  { rounds, random }: { readonly rounds: number; readonly random: Random },
  visit: (resampled: LevelWeights) => void,
): void {
  const cells = mergeLevels(levels);
  const goods = new Float64Array(cells.points.length);
  const bads = new Float64Array(cells.points.length);
  for (let round = 0; round < rounds; round++) {
    for (let level = 0; level < goods.length; level++) {
      goods[level] = resample(cells.goods[level] as number, cells.goodsSquared[level] as number, random);
      bads[level] = resample(cells.bads[level] as number, cells.badsSquared[level] as number, random);
    }
    visit({ points: cells.points, goods, bads });
  }
}

/**
 * Interval of a share, such as KS, from its resampled values: their quantiles moved by twice the bias that resampling
 * shows, because a largest distance is overstated once by the sample and once more by resampling it.
 * @returns the value itself on both sides when fewer than two resampled values are finite; within [0, 1]
 * @source B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), §10.3 (bias) and ch. 13 (quantiles)
 */
export function bootstrapEstimate(value: number, resampled: readonly number[], confidence: number): Estimate {
  const sorted = Float64Array.from(resampled.filter(Number.isFinite)).sort();
  if (sorted.length < 2) return { value, low: value, high: value };
  const bias = sumOf(sorted) / sorted.length - value;
  const tail = (1 - confidence) / 2;
  const low = quantileOfSorted(sorted, tail) - 2 * bias;
  const high = quantileOfSorted(sorted, 1 - tail) - 2 * bias;
  return { value, low: Math.max(0, Math.min(low, value)), high: Math.min(1, Math.max(high, value)) };
}

function mergeLevels(levels: ScoreLevels): Omit<ScoreLevels, "codes" | "totals" | "pd"> {
  if (levels.points.length <= mostLevels) return levels;
  const ends = equalGroups(levels, mostLevels);
  const merge = (values: Float64Array): Float64Array =>
    Float64Array.from(ends, (end, group) => {
      let sum = 0;
      for (let level = ends[group - 1] ?? 0; level < end; level++) sum += values[level] as number;
      return sum;
    });
  return {
    points: Float64Array.from(ends, (_, group) => levels.points[ends[group - 1] ?? 0] as number),
    goods: merge(levels.goods),
    bads: merge(levels.bads),
    goodsSquared: merge(levels.goodsSquared),
    badsSquared: merge(levels.badsSquared),
  };
}

function resample(weight: number, squared: number, random: Random): number {
  if (weight === 0) return 0;
  const unit = squared / weight;
  return unit * poisson(weight / unit, random);
}

/** Exact by multiplication below 30, else the rounded normal of the same mean and variance. */
function poisson(mean: number, random: Random): number {
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

const mostLevels = 1_000;
