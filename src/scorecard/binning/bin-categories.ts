import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { CategoricalColumn, Sample } from "../sample.ts";
import { assembleBinning } from "./assemble-binning.ts";
import { findBestGroups } from "./optimum/best-groups.ts";
import { boundOfGroups, isBoundedApart } from "./optimum/bound-of-groups.ts";
import { leastRows, limitsOf, vintageView } from "./binning-limits.ts";
import { freeBinLimits } from "./optimum/binning-problem.ts";
import type { BinningProblem, VintagePreBins } from "./optimum/binning-problem.ts";
import type { BinnedColumn } from "./binned-column.ts";
import { sumCells, upperBound } from "./counting/cell-sums.ts";
import type { CountedColumn } from "./counting/cells.ts";
import { countCategories, rateOf } from "./count-categories.ts";
import type { CountedCategory } from "./count-categories.ts";
import type { CountedBin } from "./counted-bin.ts";
import { isLargestPart } from "./optimum/divergence.ts";
import { findBestGrouping, hasGrouping } from "./every-grouping.ts";
import { explainInfeasible } from "./optimum/explain-infeasible.ts";
import { groupIntoPreBins } from "./candidates/pre-bins.ts";
import type { PreBins } from "./candidates/pre-bins.ts";
import { addOutcomes, exactWeights, noOutcomes } from "./counting/present-rows.ts";
import type { OutcomeCount } from "./counting/present-rows.ts";
import { searchColumn } from "./search-column.ts";
import type { SearchedColumn, SearchResult } from "./search-column.ts";
import type { TrainingRows } from "./training-rows.ts";
import { countVintages } from "./vintage-counts.ts";
import { searchParameters } from "./search-parameters.ts";

/**
 * Groups categories. Up to a dozen are put together in every way there is; up to eight where limits hold between groups,
 * for KS and over the worst vintage. More are cut in the order of their bad rates: without limits the best groups are
 * neighbours in it (Breiman et al., 1984, for two outcomes); otherwise they need not be, and the answer is `bounded` by what
 * no grouping exceeds.
 */
export function binCategories(
  indicator: CategoricalColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows,
  rules: IndicatorRules,
): BinnedColumn {
  const { counts, missing } = countCategories(indicator, sample, training);
  const finish = { valueKind: "categorical", parameters, totals: training.totals } as const;
  if (rules.groups) {
    const named = new Set(rules.groups.flat());
    const rest = counts.filter(({ category }) => !named.has(category));
    const valueBins = rules.groups.map((group) => {
      const members = counts.filter(({ category }) => group.includes(category));
      return groupOf(members, group);
    });
    const apart = [otherBin(rest), missingBin(missing, parameters)];
    return { result: assembleBinning({ kind: "given", valueBins, apart, ...finish }), found: null };
  }
  const least = Math.max(1, leastRows(parameters.rareShare, training.rows));
  const isRare = ({ outcomes }: CountedCategory): boolean => outcomes.goodRows + outcomes.badRows < least;
  const rare = counts.filter(isRare);
  const ordered = counts
    .filter((category) => !isRare(category))
    .toSorted((a, b) => rateOf(a) - rateOf(b) || (a.category < b.category ? -1 : 1));
  const limits = limitsOf(parameters, training.rows);
  const given = { indicator, sample, parameters, training, ordered };
  const best = findAmongAll(given, limits);
  const inOrder = best?.order ?? ordered;
  const task = { ...given, ordered: inOrder };
  const found = best === null ? searchOrExplain(task, limits) : searchCategories(task, limits);
  if (found.kind === "infeasible") return { result: found, found: null };
  const upper = best?.value ?? boundOfAll(task, limits);
  const result = assembleBinning({
    kind: "found",
    found,
    upper,
    valueBins: groupsOf(inOrder, found),
    apart: [otherBin(rare), missingBin(missing, parameters)],
    ...finish,
  });
  return { result, found };
}

/**
 * The value of the best grouping, and the categories in an order in which its groups are neighbours, by bad rate. Null
 * where there are too many, or where more than the groups themselves matters.
 */
function findAmongAll(
  task: CategoryTask,
  limits: SizeLimits,
): { readonly value: number; readonly order: readonly CountedCategory[] } | null {
  const { ordered, parameters, training } = task;
  const { objective, over, smoothingRows, minRateGap, maxPValue } = parameters;
  const addsUp = over === "sample" && !isLargestPart(objective) && minRateGap === 0 && maxPValue >= 1;
  const { groupedCategories, comparedGroupings } = searchParameters;
  if (ordered.length < 2 || ordered.length > (addsUp ? groupedCategories : comparedGroupings).value)
    return null;
  const outcomes = ordered.map((category) => category.outcomes);
  const best = addsUp
    ? findBestGroups(outcomes, { totals: training.totals, objective, smoothingRows, limits })
    : findBestGrouping(problemOfAll(task, limits));
  if (best === null) return null;
  const groups = best.groups.map((places) => places.map((place) => ordered[place] as CountedCategory));
  const rateOfGroup = (group: readonly CountedCategory[]): number =>
    rateOf({ category: "", outcomes: sumOf(group) });
  return { value: best.value, order: groups.toSorted((a, b) => rateOfGroup(a) - rateOfGroup(b)).flat() };
}

/** No groups is said only when every category was a candidate; of few categories all groupings tell what is in the way. */
function searchOrExplain(task: CategoryTask, limits: SizeLimits): SearchResult {
  const found = searchCategories(task, limits);
  if (found.kind === "found") return found;
  const { explainedGroupings, boundedCategories } = searchParameters;
  const { length } = task.ordered;
  if (length > task.parameters.maxPreBins && length <= boundedCategories.value) {
    return searchCategories(withAllCandidates(task), limits);
  }
  const hasVintages = task.parameters.over === "sample" || problemOfAll(task, limits).vintages.length > 0;
  if (length < 2 || length > explainedGroupings.value || !hasVintages) return found;
  return { kind: "infeasible", reason: explainInfeasible(problemOfAll(task, limits), hasGrouping) };
}

/** What no grouping exceeds: all categories apart, or the optimum over neighbours when bins may have any size. */
function boundOfAll(task: CategoryTask, limits: SizeLimits): number {
  const problem = problemOfAll(task, limits);
  const apart = boundOfGroups(problem);
  const isInOrder = problem.over === "sample" && !isLargestPart(problem.objective);
  const isFew = task.ordered.length <= searchParameters.boundedCategories.value;
  if (!isInOrder || !isFew || !isBoundedApart(problem)) return apart;
  const free = { ...freeBinLimits, maxBins: limits.maxBins };
  const found = searchCategories(withAllCandidates(task), free);
  return found.kind === "found" ? Math.min(apart, found.solution.upper) : apart;
}

function withAllCandidates(task: CategoryTask): CategoryTask {
  return { ...task, parameters: { ...task.parameters, maxPreBins: Math.max(2, task.ordered.length) } };
}

type SizeLimits = ReturnType<typeof limitsOf>;

interface CategoryTask {
  readonly indicator: CategoricalColumn;
  readonly sample: Sample;
  readonly parameters: BinningParameters;
  readonly training: TrainingRows;
  /** By bad rate, the rare ones left out. */
  readonly ordered: readonly CountedCategory[];
}

function searchCategories(task: CategoryTask, limits: SizeLimits): SearchResult {
  const { parameters, ordered } = task;
  const { minRows, minBadRows } = limits;
  return searchColumn(
    cellsOfCategories(ordered),
    { ...parameters, minRows, minBadRows, fixedCuts: [], forbiddenCuts: [] },
    (preBins, { isFinal }) => stateProblem(preBins, task, limits, isFinal ? parameters.over : "sample"),
  );
}

/** Each category a pre-bin. */
function problemOfAll(task: CategoryTask, limits: SizeLimits): BinningProblem {
  const { cells, sums } = cellsOfCategories(task.ordered);
  const boundaries = task.ordered.slice(1).map((_, place) => place + 1);
  return stateProblem(groupIntoPreBins(cells, sums, boundaries), task, limits, task.parameters.over);
}

function stateProblem(
  preBins: PreBins,
  task: CategoryTask,
  limits: SizeLimits,
  over: BinningParameters["over"],
): BinningProblem {
  const { parameters, training } = task;
  return {
    preBins,
    totals: training.totals,
    objective: parameters.objective,
    ...vintageView(over, () => vintagesOf(preBins, task)),
    smoothingRows: parameters.smoothingRows,
    limits: { ...limits, fixedBoundaries: [], forbiddenBoundaries: [] },
    trends: ["ascending"],
  };
}

/** Pre-bins, then other categories, then missing values. */
function vintagesOf(preBins: PreBins, task: CategoryTask): readonly VintagePreBins[] {
  const { indicator, sample, parameters, training, ordered } = task;
  if (!sample.vintages) return [];
  const orderOf = new Map(ordered.map(({ category }, place) => [category, place]));
  const placeOfCode = indicator.categories.map((category) => {
    const place = orderOf.get(category);
    return place === undefined ? preBins.size : upperBound(preBins.cuts, place);
  });
  const rows = {
    sample,
    vintages: sample.vintages,
    weights: sample.weights && exactWeights(sample.weights),
    included: training.included,
    preBins: preBins.size,
    placesApart: 2,
    placeOf: (row: number) => placeOfCode[indicator.codes[row] as number] ?? preBins.size + 1,
  };
  return countVintages(rows, parameters, ([other = noOutcomes, missing = noOutcomes]) => [
    { kind: { kind: "other", categories: [] }, outcomes: other, merges: false },
    missingBin(missing, parameters),
  ]);
}

function missingBin(outcomes: OutcomeCount, { missing }: BinningParameters): CountedBin {
  return { kind: { kind: "missing" }, outcomes, merges: missing === "merge" };
}

/** Each category an atom whose value is its place in the order. */
function cellsOfCategories(ordered: readonly CountedCategory[]): CountedColumn {
  const pick = (kind: keyof OutcomeCount): Float64Array =>
    Float64Array.from(ordered, ({ outcomes }) => outcomes[kind]);
  const cells = {
    floors: Float64Array.from(ordered.keys()),
    gridCells: new Int32Array(ordered.length).fill(-1),
    goodRows: pick("goodRows"),
    badRows: pick("badRows"),
    goods: pick("goods"),
    bads: pick("bads"),
  };
  return { shards: [], grid: null, cells, sums: sumCells(cells), missing: noOutcomes, special: [] };
}

function groupsOf(
  ordered: readonly CountedCategory[],
  { solution, problem: { preBins } }: SearchedColumn,
): readonly CountedBin[] {
  const ends = solution.boundaries.map((boundary) => Math.ceil(preBins.cuts[boundary - 1] as number));
  return [...ends, ordered.length].map((end, group) => {
    const members = ordered.slice(ends[group - 1] ?? 0, end);
    return groupOf(
      members,
      members.map(({ category }) => category),
    );
  });
}

function groupOf(members: readonly CountedCategory[], categories: readonly string[]): CountedBin {
  return { kind: { kind: "group", categories }, outcomes: sumOf(members), merges: false };
}

function otherBin(members: readonly CountedCategory[]): CountedBin {
  const seen = members.filter(({ outcomes }) => outcomes.goodRows + outcomes.badRows > 0);
  const categories = seen.map(({ category }) => category);
  return { kind: { kind: "other", categories }, outcomes: sumOf(members), merges: false };
}

function sumOf(members: readonly CountedCategory[]): OutcomeCount {
  return members.reduce((sum, { outcomes }) => addOutcomes(sum, outcomes), noOutcomes);
}
