import type { CellSums } from "./cell-sums.ts";

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
  const chain = new Int32Array(to - from + 1);
  let size = 0;
  for (let point = from; point <= to; point++) {
    while (size >= 2) {
      const last = chain[size - 1] as number;
      const before = chain[size - 2] as number;
      const turn =
        ((goods[last] as number) - (goods[before] as number)) *
          ((bads[point] as number) - (bads[last] as number)) -
        ((bads[last] as number) - (bads[before] as number)) *
          ((goods[point] as number) - (goods[last] as number));
      if (turn * side < 0) break;
      size--;
    }
    chain[size++] = point;
  }
  return Array.from(chain.subarray(1, Math.max(1, size - 1)));
}
