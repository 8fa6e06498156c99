import { fewestRowsForCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { likelihoodByCells } from "./likelihood-by-cells.ts";
import { likelihoodByRows } from "./likelihood-by-rows.ts";
import type { Likelihood } from "./likelihood.ts";

/** Both ways compute the same sums in another order: equal to rounding. Cells are built once a design. */
export function likelihoodOf(design: Design): Likelihood {
  const isCoded = design.columns.every((column) => !(column instanceof Float64Array));
  if (!isCoded || design.rows.length < fewestRowsForCells) return likelihoodByRows(design);
  const found = built.get(design) ?? likelihoodByCells(design);
  built.set(design, found);
  return found;
}

const built = new WeakMap<Design, Likelihood>();

/** ln(bads / goods) by weight: the intercept when nothing else is known. */
export function nullLogOdds({ bad, weights, rows }: Design): number {
  let bads = 0;
  let goods = 0;
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    if (bad[row] === 1) bads += weight;
    else goods += weight;
  }
  return Math.log(bads / goods);
}
