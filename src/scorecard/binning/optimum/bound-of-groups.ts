import type { BinningProblem } from "./binning-problem.ts";
import { divergenceOf, isLargestPart } from "./divergence.ts";
import type { Totals } from "../weight-of-evidence.ts";

/**
 * What no grouping of categories exceeds, neighbours in rate or not, whatever the limits. A divergence is convex in the
 * shares of bads and goods (with smoothing: in these and the rows added, of which each category is given an equal part),
 * so keeping all categories apart bounds it; the largest difference of shares (KS) lies in the order of the rates; the
 * worst vintage is at most any of them.
 * @param problem  each category a pre-bin
 */
export function boundOfGroups(problem: BinningProblem): number {
  const { preBins, totals, over, vintages } = problem;
  if (over === "sample") return boundOver(problem, preBins, totals);
  return Math.min(
    ...vintages.map((vintage) => {
      const bound = boundOver(problem, vintage, vintage.totals);
      return isLargestPart(problem.objective)
        ? Math.max(bound, vintage.otherBins)
        : bound + vintage.otherBins;
    }),
  );
}

/** Whether every category has both outcomes or neither, or nothing depends on it. */
export function isBoundedApart({ preBins, objective, smoothingRows }: BinningProblem): boolean {
  if (objective !== "iv" || smoothingRows > 0) return true;
  return categoriesOf(preBins).every(({ bads, goods }) => bads > 0 === goods > 0);
}

function boundOver(
  { objective, smoothingRows }: BinningProblem,
  sums: Pick<BinningProblem["preBins"], "bads" | "goods">,
  totals: Totals,
): number {
  const categories = categoriesOf(sums);
  if (isLargestPart(objective)) return largestDifference(categories, totals);
  const nothing: Totals = { bads: 0, goods: 0 };
  const smoothing = smoothingRows / categories.length;
  const apart = categories.reduce(
    (sum, category) => sum + divergenceOf(objective, category, nothing, totals, smoothing),
    0,
  );
  return Number.isFinite(apart) ? apart : boundOfLogarithms(categories, totals);
}

/** Each group has at least the smallest share of bads and of goods: Σ (p − q) ln(p / q) ≤ −ln of the one − ln of the other. */
function boundOfLogarithms(categories: readonly Totals[], totals: Totals): number {
  const smallest = (shares: readonly number[]): number => Math.min(1, ...shares.filter((share) => share > 0));
  const bads = smallest(categories.map((category) => category.bads / totals.bads));
  const goods = smallest(categories.map((category) => category.goods / totals.goods));
  return -Math.log(bads) - Math.log(goods);
}

function largestDifference(categories: readonly Totals[], totals: Totals): number {
  const ordered = categories.toSorted((a, b) => a.bads * b.goods - b.bads * a.goods);
  let largest = 0;
  for (const fromEitherEnd of [ordered, ordered.toReversed()]) {
    let [bads, goods] = [0, 0];
    for (const category of fromEitherEnd) {
      bads += category.bads;
      goods += category.goods;
      largest = Math.max(largest, Math.abs(bads / totals.bads - goods / totals.goods));
    }
  }
  return largest;
}

function categoriesOf({ bads, goods }: Pick<BinningProblem["preBins"], "bads" | "goods">): readonly Totals[] {
  return Array.from({ length: bads.length - 1 }, (_, place) => ({
    bads: (bads[place + 1] as number) - (bads[place] as number),
    goods: (goods[place + 1] as number) - (goods[place] as number),
  }));
}
