import type { CellSums } from "../counting/cell-sums.ts";

/**
 * Boundaries where the convex hull of the ROC curve between two boundaries has a corner, rising, the ends left out. A
 * divergence is a convex function of where one cut lies, so with its neighbours held and no limit in the way the best
 * place of that cut is such a corner (Chou, Lookabaugh and Gray, 1989, for the same argument on partitions).
 */
export function hullCorners(sums: CellSums, from: number, to: number): number[] {
  const upper = cornersOfSide(sums, from, to, 1);
  const lower = cornersOfSide(sums, from, to, -1);
  return [...new Set([...upper, ...lower])].sort((a, b) => a - b);
}

/** Andrew's monotone chain; `side` 1 keeps right turns (bads come early), −1 left turns. */
function cornersOfSide({ goods, bads }: CellSums, from: number, to: number, side: 1 | -1): number[] {
  const chain: number[] = [];
  let size = 0;
  let lastGoods = 0;
  let lastBads = 0;
  let stepGoods = 0;
  let stepBads = 0;
  for (let point = from; point <= to; point++) {
    const ownGoods = goods[point] as number;
    const ownBads = bads[point] as number;
    while (size >= 2) {
      const turn = stepGoods * (ownBads - lastBads) - stepBads * (ownGoods - lastGoods);
      if (turn * side < 0) break;
      size--;
      const last = chain[size - 1] as number;
      const before = chain[Math.max(0, size - 2)] as number;
      lastGoods = goods[last] as number;
      lastBads = bads[last] as number;
      stepGoods = lastGoods - (goods[before] as number);
      stepBads = lastBads - (bads[before] as number);
    }
    chain[size++] = point;
    stepGoods = ownGoods - lastGoods;
    stepBads = ownBads - lastBads;
    lastGoods = ownGoods;
    lastBads = ownBads;
  }
  return chain.slice(1, Math.max(1, size - 1));
}
