import type { BestGroups } from "./optimum/best-groups.ts";
import type { BinningProblem } from "./optimum/binning-problem.ts";
import { admits, rulesOf } from "./proof/certificate-rules.ts";
import { isLargestPart } from "./optimum/divergence.ts";

/**
 * The best of all ways to put a few categories into groups, each way looked at: for what the programme over sets cannot
 * tell, which are limits between neighbours in rate, objectives that do not add up, and the worst vintage. Null when none
 * is admissible.
 * @param problem  each category a pre-bin; its fixed and forbidden boundaries and its trends are not looked at
 */
export function findBestGrouping(problem: BinningProblem): BestGroups | null {
  let best: BestGroups | null = null;
  for (const groups of groupingsOf(problem)) {
    const value = valueOfGroups(problem, groups);
    if (value !== null && (best === null || value > best.value)) best = { value, groups };
  }
  return best;
}

/** Whether any grouping is within the limits. */
export function hasGrouping(problem: BinningProblem): boolean {
  for (const groups of groupingsOf(problem)) if (valueOfGroups(problem, groups) !== null) return true;
  return false;
}

/** By rising rate, where it matters in every order of groups of one rate; within the most groups allowed. */
function* groupingsOf({
  preBins,
  limits,
  objective,
}: BinningProblem): Generator<readonly (readonly number[])[]> {
  const { size, bads, goods } = preBins;
  const most = Math.min(size, limits.maxBins);
  const rateOf = (group: readonly number[]): number => {
    const bad = group.reduce((sum, place) => sum + within(bads, place), 0);
    return bad / (bad + group.reduce((sum, place) => sum + within(goods, place), 0));
  };
  for (const groups of partition(0, size, most, [])) {
    if (groups.length < limits.minBins) continue;
    const rated = groups
      .map((group) => ({ group: [...group], rate: rateOf(group) }))
      .sort((a, b) => a.rate - b.rate);
    if (isLargestPart(objective) || limits.trendInEveryVintage) yield* ordersOf(rated);
    else yield rated.map(({ group }) => group);
  }
}

interface RatedGroup {
  readonly group: readonly number[];
  readonly rate: number;
}

/** What lies below a group decides a largest part, and its neighbours the trend of a vintage: groups of one rate may swap. */
function* ordersOf(rated: readonly RatedGroup[]): Generator<readonly (readonly number[])[]> {
  const [first] = rated;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const next of rated.filter(({ rate }) => rate === first.rate)) {
    for (const rest of ordersOf(rated.filter((other) => other !== next))) yield [next.group, ...rest];
  }
}

/** Each place joins one of the groups there are, or begins the next. */
function* partition(place: number, size: number, most: number, groups: number[][]): Generator<number[][]> {
  if (place === size) {
    yield groups;
    return;
  }
  for (const group of groups) {
    group.push(place);
    yield* partition(place + 1, size, most, groups);
    group.pop();
  }
  if (groups.length === most) return;
  groups.push([place]);
  yield* partition(place + 1, size, most, groups);
  groups.pop();
}

/** Null when a limit forbids the groups. */
function valueOfGroups(problem: BinningProblem, groups: readonly (readonly number[])[]): number | null {
  const { preBins } = problem;
  const join = (sums: ArrayLike<number>): Float64Array => joined(sums, groups);
  const rules = rulesOf(
    {
      ...problem,
      preBins: {
        size: groups.length,
        cuts: preBins.cuts.subarray(0, groups.length - 1),
        rows: Int32Array.from(join(preBins.rows)),
        badRows: Int32Array.from(join(preBins.badRows)),
        bads: join(preBins.bads),
        goods: join(preBins.goods),
      },
      vintages: problem.vintages.map((vintage) => ({
        ...vintage,
        bads: join(vintage.bads),
        goods: join(vintage.goods),
      })),
    },
    { with: [], without: [] },
  );
  const edges = Array.from({ length: groups.length + 1 }, (_, edge) => edge);
  return admits(rules, edges, "ascending") ? rules.valueOf(edges) : null;
}

function joined(sums: ArrayLike<number>, groups: readonly (readonly number[])[]): Float64Array {
  const prefix = new Float64Array(groups.length + 1);
  for (const [group, places] of groups.entries()) {
    prefix[group + 1] = places.reduce((sum, place) => sum + within(sums, place), prefix[group] as number);
  }
  return prefix;
}

function within(sums: ArrayLike<number>, place: number): number {
  return (sums[place + 1] as number) - (sums[place] as number);
}
