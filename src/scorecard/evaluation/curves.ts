import type { LevelWeights } from "./bootstrap.ts";
import { shareEstimate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { equalGroups, levelAt, sumOf } from "./score-levels.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** A score's curves, thinned to at most a few hundred points each. */
export interface Curves {
  readonly roc: readonly RocPoint[];
  readonly ks: readonly KsPoint[];
  readonly gain: readonly GainPoint[];
}

/** Shares declined when everybody below `points` is: of the goods (false alarms) and of the bads (caught). */
export interface RocPoint {
  /** `null` at the end where everybody is declined. */
  readonly points: number | null;
  readonly goodsShare: number;
  readonly badsShare: number;
}

/** Cumulative shares of goods and bads with at most these points. */
export interface KsPoint {
  readonly points: number;
  readonly goodsShare: number;
  readonly badsShare: number;
}

/** Among the riskiest `share` of the rows: the share of all bads caught, and its ratio to `share`. */
export interface GainPoint {
  readonly share: number;
  readonly badsShare: number;
  readonly lift: number;
}

/** Rows whose score lies in a range. */
export interface ScoreBand {
  /** Lowest and highest score found in the band, both inclusive. */
  readonly pointsFrom: number;
  readonly pointsTo: number;
  readonly rows: number;
  readonly bads: number;
  readonly share: number;
  readonly badRate: Estimate;
  readonly meanPd: number;
}

/** Largest distance of the cumulative shares, and the score up to which they are taken. */
export function ksOf({ points, goods, bads }: LevelWeights): {
  readonly ks: number;
  readonly points: number;
} {
  const allGoods = sumOf(goods);
  const allBads = sumOf(bads);
  let goodsBelow = 0;
  let badsBelow = 0;
  let found = { ks: 0, points: points[0] as number };
  for (let level = 0; level < points.length; level++) {
    goodsBelow += goods[level] as number;
    badsBelow += bads[level] as number;
    const ks = Math.abs(badsBelow / allBads - goodsBelow / allGoods);
    if (ks > found.ks) found = { ks, points: points[level] as number };
  }
  return allGoods > 0 && allBads > 0 ? found : { ks: Number.NaN, points: Number.NaN };
}

/** Area under precision over recall of the bads, by steps, from the riskiest score on. */
export function averagePrecisionOf({ goods, bads }: LevelWeights): number {
  const allBads = sumOf(bads);
  let declined = 0;
  let caught = 0;
  let area = 0;
  for (let level = 0; level < bads.length; level++) {
    const own = bads[level] as number;
    declined += own + (goods[level] as number);
    caught += own;
    if (declined > 0) area += (own / allBads) * (caught / declined);
  }
  return area;
}

/** (mean good − mean bad)² over the mean of both variances of the score; `null` where it varies in neither. */
export function divergenceOf(levels: LevelWeights): number | null {
  const good = momentsOf(levels.points, levels.goods);
  const bad = momentsOf(levels.points, levels.bads);
  const spread = (good.variance + bad.variance) / 2;
  return spread > 0 ? (good.mean - bad.mean) ** 2 / spread : null;
}

/** ROC, KS and gain of levels with both outcomes. */
export function curvesOf(levels: ScoreLevels): Curves {
  const { goods: allGoods, bads: allBads } = levels.totals;
  const kept = thinnedLevels(levels);
  const roc: RocPoint[] = [{ points: levels.points[0] ?? null, goodsShare: 0, badsShare: 0 }];
  const ks: KsPoint[] = [];
  let goodsBelow = 0;
  let badsBelow = 0;
  for (let level = 0; level < levels.points.length; level++) {
    goodsBelow += levels.goods[level] as number;
    badsBelow += levels.bads[level] as number;
    if (!kept.has(level)) continue;
    const shares = { goodsShare: goodsBelow / allGoods, badsShare: badsBelow / allBads };
    ks.push({ points: levels.points[level] as number, ...shares });
    roc.push({ points: levels.points[level + 1] ?? null, ...shares });
  }
  return { roc, ks, gain: gainOf(levels) };
}

/** Bands of about equal size, best first. */
export function bandsOf(levels: ScoreLevels, bands: number, confidence: number): readonly ScoreBand[] {
  const { goods: allGoods, bads: allBads, effectiveScale } = levels.totals;
  const ends = equalGroups(levels, bands);
  return ends
    .map((end, index): ScoreBand => {
      const start = ends[index - 1] ?? 0;
      const bads = sumOf(levels.bads.subarray(start, end));
      const rows = bads + sumOf(levels.goods.subarray(start, end));
      const found = { count: bads * effectiveScale, trials: rows * effectiveScale };
      return {
        pointsFrom: levels.points[start] as number,
        pointsTo: levels.points[end - 1] as number,
        rows,
        bads,
        share: rows / (allGoods + allBads),
        badRate: shareEstimate(found, confidence),
        meanPd: sumOf(levels.pd.subarray(start, end)) / rows,
      };
    })
    .reverse();
}

/** Twentieths of the rows and the riskiest hundredth; within a level the outcomes are taken as evenly mixed. */
function gainOf(levels: ScoreLevels): readonly GainPoint[] {
  const { goods, bads } = levels.totals;
  const points: GainPoint[] = [];
  let level = -1;
  let rowsBefore = 0;
  let badsBefore = 0;
  let own = 0;
  let ownBads = 0;
  for (const share of gainShares) {
    const wanted = share * (goods + bads);
    while (rowsBefore + own < wanted && level + 1 < levels.points.length) {
      rowsBefore += own;
      badsBefore += ownBads;
      level++;
      ownBads = levels.bads[level] as number;
      own = ownBads + (levels.goods[level] as number);
    }
    const part = own > 0 ? Math.min(1, (wanted - rowsBefore) / own) : 0;
    const badsShare = share === 1 ? 1 : (badsBefore + part * ownBads) / bads;
    points.push({ share, badsShare, lift: badsShare / share });
  }
  return points;
}

/** The levels drawn: all when few, else where the two shares together have moved on by a two-hundredth, and the KS point. */
function thinnedLevels(levels: ScoreLevels): ReadonlySet<number> {
  const size = levels.points.length;
  if (size <= mostPoints) return new Set(levels.points.keys());
  const kept = new Set([levelAt(levels.points, ksOf(levels).points), size - 1]);
  const { goods, bads } = levels.totals;
  let moved = 0;
  let next = 2 / mostPoints;
  for (let level = 0; level < size; level++) {
    moved += (levels.goods[level] as number) / goods + (levels.bads[level] as number) / bads;
    if (moved < next) continue;
    kept.add(level);
    while (next <= moved) next += 2 / mostPoints;
  }
  return kept;
}

function momentsOf(points: Float64Array, weights: Float64Array): { mean: number; variance: number } {
  const total = sumOf(weights);
  let mean = 0;
  for (let level = 0; level < points.length; level++) {
    mean += ((weights[level] as number) / total) * (points[level] as number);
  }
  let variance = 0;
  for (let level = 0; level < points.length; level++) {
    variance += ((weights[level] as number) / total) * ((points[level] as number) - mean) ** 2;
  }
  return { mean, variance };
}

const mostPoints = 200;
const gainShares = [0.01, ...Array.from({ length: 20 }, (_, index) => (index + 1) / 20)];
