import type { CellSums } from "../counting/cell-sums.ts";

/**
 * Boundaries of a classification tree on one numeric indicator (CART, Gini impurity, best first): what other tools choose
 * their candidates by. Splits come in the order in which the tree makes them.
 * @param minRows  fewest rows of a leaf
 */
export function treeCuts(sums: CellSums, mostCuts: number, minRows: number): number[] {
  const cuts: number[] = [];
  const open = [bestSplit(sums, 0, sums.size, minRows)];
  while (cuts.length < mostCuts) {
    let best = -1;
    for (let leaf = 0; leaf < open.length; leaf++) {
      const { gain } = open[leaf] as Split;
      if (gain > 0 && (best < 0 || gain > (open[best] as Split).gain)) best = leaf;
    }
    if (best < 0) break;
    const { from, boundary, to } = open[best] as Split;
    cuts.push(boundary);
    open.splice(best, 1, bestSplit(sums, from, boundary, minRows), bestSplit(sums, boundary, to, minRows));
  }
  return cuts;
}

interface Split {
  readonly from: number;
  readonly boundary: number;
  readonly to: number;
  /** Fall of the impurity, in weighted rows; 0 when nothing can be split. */
  readonly gain: number;
}

function bestSplit(sums: CellSums, from: number, to: number, minRows: number): Split {
  const { rows, goods, bads } = sums;
  const startRows = rows[from] as number;
  const endRows = rows[to] as number;
  const startGoods = goods[from] as number;
  const startBads = bads[from] as number;
  const allGoods = (goods[to] as number) - startGoods;
  const allBads = (bads[to] as number) - startBads;
  const whole = (allGoods * allBads) / (allGoods + allBads);
  let gain = 0;
  let boundary = from;
  for (let place = from + 1; place < to; place++) {
    const count = rows[place] as number;
    if (count - startRows < minRows) continue;
    if (endRows - count < minRows) break;
    const leftGoods = (goods[place] as number) - startGoods;
    const leftBads = (bads[place] as number) - startBads;
    const rightGoods = allGoods - leftGoods;
    const rightBads = allBads - leftBads;
    const left = (leftGoods * leftBads) / (leftGoods + leftBads);
    const fall = whole - left - (rightGoods * rightBads) / (rightGoods + rightBads);
    if (fall > gain) {
      gain = fall;
      boundary = place;
    }
  }
  return { from, boundary, to, gain };
}
