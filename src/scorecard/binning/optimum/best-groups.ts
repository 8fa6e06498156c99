import type { BinningProblem } from "./binning-problem.ts";
import { divergenceOf } from "./divergence.ts";
import type { OutcomeCount } from "../counting/present-rows.ts";
import type { Totals } from "../weight-of-evidence.ts";

/** The best of all groupings, neighbours in rate or not. */
export interface BestGroups {
  readonly value: number;
  /** Places of the categories in each group. */
  readonly groups: readonly (readonly number[])[];
}

type GroupingProblem = Pick<BinningProblem, "totals" | "objective" | "smoothingRows"> & {
  readonly limits: Pick<
    BinningProblem["limits"],
    "minBins" | "maxBins" | "minRows" | "maxRows" | "minBadRows" | "minGoodRows"
  >;
};

/**
 * The exact optimum over all ways to put a few categories into groups within the limits on size and number; of equal ones
 * the fewest groups. For objectives that add up; limits between neighbours are not looked at. Null when none is admissible.
 *
 * Dynamic programme over sets: the best of k groups that make up a set is the best group that holds the set's first
 * member, with the best of k − 1 groups that make up the rest.
 */
export function findBestGroups(
  categories: readonly OutcomeCount[],
  problem: GroupingProblem,
): BestGroups | null {
  const { minBins, maxBins } = problem.limits;
  const sets = 2 ** categories.length;
  const parts = partsOfSets(categories, problem);
  const most = Math.min(maxBins, categories.length);
  const chosen: Int32Array[] = [];
  let reached = new Float64Array(sets).fill(Number.NEGATIVE_INFINITY);
  reached[0] = 0;
  let best = { value: Number.NEGATIVE_INFINITY, groups: 0 };
  for (let groups = 1; groups <= most; groups++) {
    const next = new Float64Array(sets).fill(Number.NEGATIVE_INFINITY);
    const last = new Int32Array(sets);
    for (let set = 1; set < sets; set++) {
      const first = set & -set;
      const others = set ^ first;
      for (let more = others; ; more = (more - 1) & others) {
        const group = more | first;
        const value = (parts[group] as number) + (reached[set ^ group] as number);
        if (value > (next[set] as number)) {
          next[set] = value;
          last[set] = group;
        }
        if (more === 0) break;
      }
    }
    chosen.push(last);
    reached = next;
    const value = next[sets - 1] as number;
    if (groups >= minBins && value > best.value) best = { value, groups };
  }
  return best.groups === 0 ? null : { value: best.value, groups: traceBack(best.groups, chosen, sets - 1) };
}

/** What each set of categories is worth as one group; −∞ where the limits forbid it. */
function partsOfSets(
  categories: readonly OutcomeCount[],
  { totals, objective, smoothingRows, limits }: GroupingProblem,
): Float64Array {
  const parts = new Float64Array(2 ** categories.length).fill(Number.NEGATIVE_INFINITY);
  const below: Totals = { bads: 0, goods: 0 };
  for (let set = 1; set < parts.length; set++) {
    const sum = { goodRows: 0, badRows: 0, goods: 0, bads: 0 };
    categories.forEach((own, place) => {
      if ((set & (1 << place)) === 0) return;
      sum.goodRows += own.goodRows;
      sum.badRows += own.badRows;
      sum.goods += own.goods;
      sum.bads += own.bads;
    });
    const rows = sum.goodRows + sum.badRows;
    if (rows < limits.minRows || rows > limits.maxRows) continue;
    if (sum.badRows < limits.minBadRows || sum.goodRows < limits.minGoodRows) continue;
    parts[set] = divergenceOf(objective, sum, below, totals, smoothingRows);
  }
  return parts;
}

function traceBack(
  groups: number,
  chosen: readonly Int32Array[],
  all: number,
): readonly (readonly number[])[] {
  const found: number[][] = [];
  let set = all;
  for (let left = groups; left > 0; left--) {
    const group = (chosen[left - 1] as Int32Array)[set] as number;
    found.push(
      Array.from({ length: 31 }, (_, place) => place).filter((place) => (group & (1 << place)) !== 0),
    );
    set ^= group;
  }
  return found;
}
