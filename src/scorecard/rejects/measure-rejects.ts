import { ksOf } from "../evaluation/curves.ts";
import { areaOf } from "../evaluation/delong.ts";
import { shareEstimate } from "../evaluation/estimate.ts";
import { levelAt, levelsOf, sumOf } from "../evaluation/score-levels.ts";
import type { ScoreLevels } from "../evaluation/score-levels.ts";
import { badSharesOf } from "./infer-rejects.ts";
import type { RejectChoice, ScoredRejects } from "./infer-rejects.ts";
import type { RejectAssumption, RejectInference, RejectMethod } from "./reject-inference.ts";

/**
 * What the rejects come to under the assumption chosen, and under every other method and factor up to the one chosen.
 * @param accepted  levels of the accepted rows
 */
export function measureRejects(
  accepted: ScoreLevels,
  rejected: ScoredRejects,
  choice: RejectChoice & { readonly confidence: number },
): RejectInference {
  const { method, badFactor, confidence } = choice;
  const levels = joinLevels(accepted, rejected);
  const assume = (how: RejectMethod, factor: number): RejectAssumption => {
    const shares = badSharesOf(accepted, rejected, { ...choice, method: how, badFactor: factor });
    return { method: how, badFactor: factor, ...figuresOf(levels, rejected, shares) };
  };
  const chosen = assume(method, badFactor);
  const sensitivity = rejectMethods.flatMap((how) =>
    factorsUpTo(badFactor).map((factor) => assume(how, factor)),
  );
  const range = (figureOf: (found: RejectAssumption) => number): readonly [number, number] => {
    const figures = sensitivity.map(figureOf);
    return [Math.min(...figures), Math.max(...figures)];
  };
  const { rows, badRows, goods, bads, effectiveScale } = accepted.totals;
  const found = { count: bads * effectiveScale, trials: (goods + bads) * effectiveScale };
  return {
    method,
    badFactor,
    accepted: { rows, bads: badRows, badRate: shareEstimate(found, confidence) },
    rejected: { rows: rejected.points.length, badRate: chosen.rejectBadRate },
    populationBadRate: chosen.populationBadRate,
    unlikeness: unlikenessOf(levels),
    sensitivity,
    refits: [],
    range: {
      rejectBadRate: range(({ rejectBadRate }) => rejectBadRate),
      populationBadRate: range(({ populationBadRate }) => populationBadRate),
      auc: range(({ auc }) => auc),
    },
  };
}

const rejectMethods = ["parcelling", "fuzzy", "reclassification"] as const;

/** One at least, the factor chosen at most, in four steps. */
function factorsUpTo(badFactor: number): readonly number[] {
  if (badFactor === 1) return [1];
  return [0, 1, 2, 3, 4].map((step) => 1 + ((badFactor - 1) * step) / 4);
}

/** Accepted and rejected rows on one scale of levels. */
interface JoinedLevels {
  readonly points: Float64Array;
  /** Accepted goods and bads, and rejects, by weight. */
  readonly goods: Float64Array;
  readonly bads: Float64Array;
  readonly rejects: Float64Array;
  /** Level of each reject. */
  readonly codes: Int32Array;
}

function joinLevels(accepted: ScoreLevels, rejected: ScoredRejects): JoinedLevels {
  const rejects = levelsOf({ ...rejected, bad: new Uint8Array(rejected.points.length) });
  const points = mergeSorted(accepted.points, rejects.points);
  const joined = {
    points,
    goods: new Float64Array(points.length),
    bads: new Float64Array(points.length),
    rejects: new Float64Array(points.length),
  };
  accepted.points.forEach((value, level) => {
    const at = levelAt(points, value);
    joined.goods[at] = accepted.goods[level] as number;
    joined.bads[at] = accepted.bads[level] as number;
  });
  const levelOf = rejects.points.map((value) => levelAt(points, value));
  rejects.goods.forEach((weight, level) => {
    joined.rejects[levelOf[level] as number] = weight;
  });
  return { ...joined, codes: rejects.codes.map((code) => levelOf[code] as number) };
}

function mergeSorted(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  both.sort();
  return both.filter((value, index) => index === 0 || value !== both[index - 1]);
}

/** KS between the scores of accepted and rejected. */
function unlikenessOf({ points, goods, bads, rejects }: JoinedLevels): number {
  const accepted = goods.map((weight, level) => weight + (bads[level] as number));
  return ksOf({ points, goods: accepted, bads: rejects }).ks;
}

function figuresOf(
  levels: JoinedLevels,
  { weights }: ScoredRejects,
  shares: Float64Array,
): Omit<RejectAssumption, "method" | "badFactor"> {
  const goods = levels.goods.slice();
  const bads = levels.bads.slice();
  let all = 0;
  let badWeight = 0;
  for (let row = 0; row < shares.length; row++) {
    const level = levels.codes[row] as number;
    const weight = weights ? (weights[row] as number) : 1;
    const ofBad = weight * (shares[row] as number);
    bads[level] = (bads[level] as number) + ofBad;
    goods[level] = (goods[level] as number) + weight - ofBad;
    all += weight;
    badWeight += ofBad;
  }
  const totals = { goods: sumOf(goods), bads: sumOf(bads) };
  return {
    rejectBadRate: badWeight / all,
    populationBadRate: totals.bads / (totals.goods + totals.bads),
    auc: areaOf({ goods, bads, totals }),
  };
}
