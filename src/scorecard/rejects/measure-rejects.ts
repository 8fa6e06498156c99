import { ksOf } from "../evaluation/curves.ts";
import { aucOf } from "../evaluation/delong.ts";
import { shareEstimate } from "../evaluation/estimate.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { ScoredRows, ScoreLevels } from "../evaluation/score-levels.ts";
import { badSharesOf } from "./infer-rejects.ts";
import type { RejectInput } from "./infer-rejects.ts";
import type { RejectAssumption, RejectInference, RejectMethod } from "./reject-inference.ts";

/** What the rejects come to under the assumption chosen, and under every other method and factor up to the one chosen. */
export function measureRejects(
  input: Omit<RejectInput, "seed"> & { readonly confidence: number },
): RejectInference {
  const { accepted, rejected, method, badFactor, confidence } = input;
  const levels = levelsOf(joinRows(accepted, rejected));
  const own = levelsOf(accepted).totals;
  const assume = (how: RejectMethod, factor: number): RejectAssumption => {
    const shares = badSharesOf({ ...input, method: how, badFactor: factor });
    return { method: how, badFactor: factor, ...figuresOf(levels, input, shares) };
  };
  const chosen = assume(method, badFactor);
  const sensitivity = rejectMethods.flatMap((how) =>
    factorsUpTo(badFactor).map((factor) => assume(how, factor)),
  );
  const range = (figureOf: (found: RejectAssumption) => number): readonly [number, number] => {
    const figures = sensitivity.map(figureOf);
    return [Math.min(...figures), Math.max(...figures)];
  };
  const found = { count: own.bads * own.effectiveScale, trials: (own.goods + own.bads) * own.effectiveScale };
  return {
    method,
    badFactor,
    accepted: { rows: own.rows, bads: own.badRows, badRate: shareEstimate(found, confidence) },
    rejected: { rows: rejected.points.length, badRate: chosen.rejectBadRate },
    populationBadRate: chosen.populationBadRate,
    unlikeness: ksOf(levels).ks,
    sensitivity,
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

/** Accepted rows as goods and rejected ones as bads: the levels whose KS tells the two apart. */
function joinRows(accepted: ScoredRows, rejected: RejectInput["rejected"]): ScoredRows {
  const start = accepted.points.length;
  const rows = start + rejected.points.length;
  const joined = {
    points: new Float64Array(rows),
    pd: new Float64Array(rows),
    bad: new Uint8Array(rows).fill(1, start),
    weights: new Float64Array(rows).fill(1),
  };
  joined.points.set(accepted.points);
  joined.points.set(rejected.points, start);
  joined.pd.set(accepted.pd);
  joined.pd.set(rejected.pd, start);
  if (accepted.weights) joined.weights.set(accepted.weights);
  if (rejected.weights) joined.weights.set(rejected.weights, start);
  return joined;
}

function figuresOf(
  levels: ScoreLevels,
  { accepted, rejected }: Pick<RejectInput, "accepted" | "rejected">,
  shares: Float64Array,
): Omit<RejectAssumption, "method" | "badFactor"> {
  const start = accepted.points.length;
  const goods = new Float64Array(levels.points.length);
  const bads = new Float64Array(levels.points.length);
  const tally = { rejects: 0, rejectBads: 0, all: 0, bads: 0 };
  for (let row = 0; row < levels.codes.length; row++) {
    const isReject = row >= start;
    const weight = (isReject ? rejected.weights?.[row - start] : accepted.weights?.[row]) ?? 1;
    const share = isReject ? (shares[row - start] as number) : (accepted.bad[row] as number);
    const level = levels.codes[row] as number;
    bads[level] = (bads[level] as number) + weight * share;
    goods[level] = (goods[level] as number) + weight * (1 - share);
    tally.all += weight;
    tally.bads += weight * share;
    if (!isReject) continue;
    tally.rejects += weight;
    tally.rejectBads += weight * share;
  }
  const totals = { ...levels.totals, goods: tally.all - tally.bads, bads: tally.bads };
  return {
    rejectBadRate: tally.rejectBads / tally.rejects,
    populationBadRate: tally.bads / tally.all,
    auc: aucOf({ ...levels, goods, bads, totals }).auc,
  };
}
