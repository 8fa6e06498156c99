import { aucOf } from "./delong.ts";
import type { ConstraintCost, FairnessConstraint } from "./fairness.ts";
import type { Economics } from "./measure-cut-offs.ts";
import { equalGroups, levelsOf } from "./score-levels.ts";
import type { ScoredRows, ScoreLevels } from "./score-levels.ts";

/** What a constraint is measured against. */
export interface ConstraintOptions {
  /** One cut-off for all, and the levels of all rows that belong to a group. */
  readonly cutOff: number;
  readonly all: ScoreLevels;
  readonly economics: Economics;
  /** Smallest ratio of approval rates that four-fifths allows. */
  readonly impactRatio: number;
  /** Smaller groups neither set the rate that four-fifths looks at nor are held to it. */
  readonly fewestRows: number;
}

/**
 * What it costs to approve equal shares of each group (`equalApproval`), equal shares of each group's goods
 * (`equalOpportunity`), each the most profitable of two hundred shares with the nearest cut-offs that scores
 * allow; or one cut-off for all, lowered where a group is approved less than four fifths as often as another.
 * @param groups  rows of each group; `levels` the same as levels
 */
export function costOfConstraints(
  groups: readonly ScoredRows[],
  levels: readonly ScoreLevels[],
  options: ConstraintOptions,
): readonly ConstraintCost[] {
  const ladders = levels.map((own) => ladderOf(own, options.economics));
  const auc = aucOf(options.all).auc;
  const single = ladders.map((ladder) => stepAtCutOff(ladder, options.cutOff));
  const reference = totalProfit(single);
  const isLarge = levels.map(({ totals }) => totals.rows >= options.fewestRows);
  const cost = (
    constraint: FairnessConstraint,
    steps: readonly Step[],
    ownAuc: number | null,
  ): ConstraintCost => {
    const approved = steps.reduce((sum, step) => sum + step.goods + step.bads, 0);
    const bads = steps.reduce((sum, step) => sum + step.bads, 0);
    const { goods: allGoods, bads: allBads } = options.all.totals;
    const profit = totalProfit(steps);
    return {
      constraint,
      cutOffs: steps.map(({ cutOff }) => cutOff),
      approvalRate: approved / (allGoods + allBads),
      badRateOfApproved: approved > 0 ? bads / approved : 0,
      profit,
      profitLost: reference - profit,
      auc: ownAuc,
      aucLost: ownAuc === null ? null : auc - ownAuc,
    };
  };
  return [
    cost("none", single, auc),
    cost(
      "equalApproval",
      mostProfitable(shares.map((share) => ladders.map((ladder) => nearestStep(ladder, share, "ofAll")))),
      aucByShares(groups, levels, (own, level) => (own.goods[level] as number) + (own.bads[level] as number)),
    ),
    cost(
      "equalOpportunity",
      mostProfitable(shares.map((share) => ladders.map((ladder) => nearestStep(ladder, share, "ofGoods")))),
      aucByShares(groups, levels, (own, level) => own.goods[level] as number),
    ),
    cost(
      "fourFifths",
      mostProfitable(
        [options.cutOff, ...cutOffsOf(options.all)].map((cutOff) =>
          liftShares(
            ladders.map((ladder) => stepAtCutOff(ladder, cutOff)),
            ladders,
            { ...options, isLarge },
          ),
        ),
      ),
      null,
    ),
  ];
}

/** A cut-off in one group, and what it approves. */
interface Step {
  readonly cutOff: number;
  readonly goods: number;
  readonly bads: number;
  readonly profit: number;
  /** Share approved of the group, and of its goods. */
  readonly ofAll: number;
  readonly ofGoods: number;
}

/** From declining everybody to approving everybody. */
function ladderOf({ points, goods, bads, totals }: ScoreLevels, economics: Economics): readonly Step[] {
  const steps: Step[] = [
    { cutOff: (points.at(-1) ?? 0) + 1, goods: 0, bads: 0, profit: 0, ofAll: 0, ofGoods: 0 },
  ];
  let approvedGoods = 0;
  let approvedBads = 0;
  for (let level = points.length - 1; level >= 0; level--) {
    approvedGoods += goods[level] as number;
    approvedBads += bads[level] as number;
    steps.push({
      cutOff: points[level] as number,
      goods: approvedGoods,
      bads: approvedBads,
      profit: approvedGoods * economics.profitOfGood - approvedBads * economics.lossOfBad,
      ofAll: (approvedGoods + approvedBads) / (totals.goods + totals.bads),
      ofGoods: totals.goods > 0 ? approvedGoods / totals.goods : 0,
    });
  }
  return steps;
}

/** What a cut-off approves that may lie between the group's scores. */
function stepAtCutOff(ladder: readonly Step[], cutOff: number): Step {
  const after = firstStep(ladder, (step) => step.cutOff < cutOff);
  return { ...(ladder[Math.max(0, after - 1)] as Step), cutOff };
}

function nearestStep(ladder: readonly Step[], share: number, of: "ofAll" | "ofGoods"): Step {
  const at = Math.min(
    firstStep(ladder, (step) => step[of] >= share),
    ladder.length - 1,
  );
  const above = ladder[at] as Step;
  const below = ladder[at - 1];
  return below && share - below[of] < above[of] - share ? below : above;
}

/** Place of the first step that meets a condition which all later ones meet too; the length when none does. */
function firstStep(ladder: readonly Step[], isMet: (step: Step) => boolean): number {
  let low = 0;
  let high = ladder.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isMet(ladder[middle] as Step)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Lowers the cut-off of each group that is approved less often than the ratio allows, just as far as it must. */
function liftShares(
  steps: readonly Step[],
  ladders: readonly (readonly Step[])[],
  { impactRatio, isLarge }: { readonly impactRatio: number; readonly isLarge: readonly boolean[] },
): readonly Step[] {
  const least =
    impactRatio * Math.max(0, ...steps.filter((_, group) => isLarge[group]).map(({ ofAll }) => ofAll));
  return steps.map((step, group) => {
    const ladder = ladders[group] ?? [];
    if (!isLarge[group] || step.ofAll >= least) return step;
    return ladder[firstStep(ladder, ({ ofAll }) => ofAll >= least)] ?? step;
  });
}

/** About two hundred cut-offs with equal numbers of rows between them. */
function cutOffsOf(levels: ScoreLevels): readonly number[] {
  return equalGroups(levels, sharesTried).map((end) => levels.points[end - 1] as number);
}

/** The first of the choices that earn most. */
function mostProfitable(choices: readonly (readonly Step[])[]): readonly Step[] {
  return choices.reduce((best, steps) => (totalProfit(steps) > totalProfit(best) ? steps : best));
}

const sharesTried = 200;
const shares = Array.from({ length: sharesTried + 1 }, (_, index) => index / sharesTried);

function totalProfit(steps: readonly Step[]): number {
  return steps.reduce((sum, { profit }) => sum + profit, 0);
}

/** AUC of all rows by the share of their own group that lies below them. */
function aucByShares(
  groups: readonly ScoredRows[],
  levels: readonly ScoreLevels[],
  weightOf: (levels: ScoreLevels, level: number) => number,
): number {
  const rows = groups.reduce((sum, { bad }) => sum + bad.length, 0);
  const shared = {
    points: new Float64Array(rows),
    pd: new Float64Array(rows),
    bad: new Uint8Array(rows),
    weights: new Float64Array(rows).fill(1),
  };
  let start = 0;
  groups.forEach((group, index) => {
    const own = levels[index] as ScoreLevels;
    const ranks = sharesBelow(own, weightOf);
    for (let row = 0; row < group.bad.length; row++) {
      shared.points[start + row] = ranks[own.codes[row] as number] as number;
    }
    shared.bad.set(group.bad, start);
    if (group.weights) shared.weights.set(group.weights, start);
    start += group.bad.length;
  });
  return aucOf(levelsOf(shared)).auc;
}

function sharesBelow(
  levels: ScoreLevels,
  weightOf: (levels: ScoreLevels, level: number) => number,
): Float64Array {
  const shares = new Float64Array(levels.points.length);
  let below = 0;
  for (let level = 0; level < shares.length; level++) {
    const own = weightOf(levels, level);
    shares[level] = below + own / 2;
    below += own;
  }
  return shares.map((share) => (below > 0 ? share / below : 0));
}
