import { lowerBound } from "../counting/cell-sums.ts";
import type { CellSums } from "../counting/cell-sums.ts";

/**
 * For each of some blocks of about equal numbers of rows: where it starts, and where the ROC curve strays farthest from the
 * straight line between the block's ends, on either side. A good cut is such a place of the block around it: bads become
 * more frequent or rarer there, whatever the curve does elsewhere.
 * @returns up to three boundaries a block, in no order
 */
export function strayingPlaces(sums: CellSums, blocks: number): readonly number[] {
  const { rows, size } = sums;
  const share = (rows[size] as number) / blocks;
  const places = new Set<number>();
  let from = 0;
  for (let block = 1; block <= blocks; block++) {
    const to = block === blocks ? size : lowerBound(rows, block * share);
    if (to <= from) continue;
    for (const place of farthestFromChord(sums, from, to)) places.add(place);
    from = to;
  }
  places.delete(0);
  return [...places];
}

/** The start itself, and the places between that lie farthest below and above the line from the start to the end. */
function farthestFromChord({ goods, bads }: CellSums, from: number, to: number): readonly number[] {
  const startGoods = goods[from] as number;
  const startBads = bads[from] as number;
  const runGoods = (goods[to] as number) - startGoods;
  const runBads = (bads[to] as number) - startBads;
  let below = 0;
  let above = 0;
  let lowest = from;
  let highest = from;
  for (let place = from + 1; place < to; place++) {
    const distance =
      runGoods * ((bads[place] as number) - startBads) - runBads * ((goods[place] as number) - startGoods);
    if (distance < below) {
      below = distance;
      lowest = place;
    } else if (distance > above) {
      above = distance;
      highest = place;
    }
  }
  return [from, lowest, highest];
}
