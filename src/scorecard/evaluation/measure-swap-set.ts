import { aucEstimate, compareAucs } from "./delong.ts";
import { shareEstimate } from "./estimate.ts";
import { bestCutOff } from "./measure-cut-offs.ts";
import type { Economics } from "./measure-cut-offs.ts";
import { levelsOf } from "./score-levels.ts";
import type { ScoredRows, ScoreLevels } from "./score-levels.ts";
import type { SwapCell, SwapSet } from "./swap-set.ts";

/**
 * Sets the old model's cut-off where it earns most, and the new one's where it approves as many.
 * @param newLevels  of the new model's scores
 * @param oldPoints  score of the old model, one a row, higher is better
 */
export function measureSwapSet(
  rows: ScoredRows,
  newLevels: ScoreLevels,
  oldPoints: Float64Array,
  { economics, confidence }: { readonly economics: Economics; readonly confidence: number },
): SwapSet {
  const oldLevels = levelsOf({ ...rows, points: oldPoints });
  const oldCutOff = bestCutOff(oldLevels, economics).points;
  const wanted = approvalRateAt(oldLevels, oldCutOff);
  const newCutOff = cutOffOfRate(newLevels, wanted);
  const cells = countCells(rows, oldPoints, { oldCutOff, newCutOff });
  const scale = newLevels.totals.effectiveScale;
  const cell = (index: number): SwapCell => {
    const { rows: count, bads } = cells[index] as Cell;
    const badRate =
      count > 0 ? shareEstimate({ count: bads * scale, trials: count * scale }, confidence) : null;
    return { rows: count, bads, badRate };
  };
  const [swappedIn, swappedOut] = [cell(1), cell(2)];
  const profitOf = ({ rows: count, bads }: SwapCell): number =>
    (count - bads) * economics.profitOfGood - bads * economics.lossOfBad;
  const { difference, pValue } = compareAucs(rows, [newLevels, oldLevels], confidence);
  return {
    approvalRate: wanted,
    oldCutOff,
    newCutOff,
    bothApprove: cell(3),
    swappedIn,
    swappedOut,
    bothDecline: cell(0),
    oldAuc: aucEstimate(oldLevels, confidence),
    newAuc: aucEstimate(newLevels, confidence),
    aucDifference: difference,
    pValue,
    profitGained: profitOf(swappedIn) - profitOf(swappedOut),
  };
}

interface Cell {
  rows: number;
  bads: number;
}

/** By 1 for an approval of the new model plus 2 for one of the old. */
function countCells(
  { points, bad, weights }: ScoredRows,
  oldPoints: Float64Array,
  { oldCutOff, newCutOff }: { readonly oldCutOff: number; readonly newCutOff: number },
): readonly Cell[] {
  const cells: Cell[] = [0, 1, 2, 3].map(() => ({ rows: 0, bads: 0 }));
  for (let row = 0; row < points.length; row++) {
    const isNew = (points[row] as number) >= newCutOff ? 1 : 0;
    const isOld = (oldPoints[row] as number) >= oldCutOff ? 2 : 0;
    const cell = cells[isNew + isOld] as Cell;
    const weight = weights ? (weights[row] as number) : 1;
    cell.rows += weight;
    cell.bads += weight * (bad[row] as number);
  }
  return cells;
}

function approvalRateAt({ points, goods, bads, totals }: ScoreLevels, cutOff: number): number {
  let approved = 0;
  points.forEach((value, level) => {
    if (value >= cutOff) approved += (goods[level] as number) + (bads[level] as number);
  });
  return approved / (totals.goods + totals.bads);
}

/** The cut-off whose share of approvals is nearest to the one wanted. */
export function cutOffOfRate({ points, goods, bads, totals }: ScoreLevels, wanted: number): number {
  const all = totals.goods + totals.bads;
  let approved = 0;
  let nearest = { cutOff: (points.at(-1) ?? 0) + 1, distance: wanted };
  for (let level = points.length - 1; level >= 0; level--) {
    approved += (goods[level] as number) + (bads[level] as number);
    const distance = Math.abs(approved / all - wanted);
    if (distance <= nearest.distance) nearest = { cutOff: points[level] as number, distance };
  }
  return nearest.cutOff;
}
