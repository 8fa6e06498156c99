import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { CategoricalColumn, Sample } from "../sample.ts";
import { assembleBinning } from "./assemble-binning.ts";
import { freeBinLimits } from "./binning-problem.ts";
import type { BinLimits } from "./binning-problem.ts";
import type { BinningResult } from "./binning.ts";
import { limitsOf } from "./binning-limits.ts";
import { sumCells } from "./cell-sums.ts";
import type { CountedColumn } from "./cells.ts";
import type { CountedBin } from "./describe-bins.ts";
import { findOptimalBins } from "./find-optimal-bins.ts";
import { addOutcomes, exactWeights, noOutcomes, outcomesOf } from "./present-rows.ts";
import type { OutcomeCount } from "./present-rows.ts";
import { searchColumn } from "./search-column.ts";
import type { SearchedColumn } from "./search-column.ts";
import type { TrainingRows } from "./training-rows.ts";

/**
 * Groups categories by bad rate. Without limits the best groups are neighbours in that order (Breiman et al., 1984, for
 * two outcomes), so the chain's optimum is that of all groupings; with limits on size it need not be, and the answer is
 * `bounded` by the optimum without them.
 */
export function binCategories(
  indicator: CategoricalColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows,
  rules: IndicatorRules,
): BinningResult {
  const { counts, missing } = countCategories(indicator, sample, training);
  const missingBin = {
    kind: { kind: "missing" },
    outcomes: missing,
    merges: parameters.missing === "merge",
  } as const;
  const finish = { valueKind: "categorical", parameters, totals: training.totals } as const;
  if (rules.groups) {
    const named = new Set(rules.groups.flat());
    const rest = counts.filter(({ category }) => !named.has(category));
    const valueBins = rules.groups.map((group) =>
      groupOf(
        counts.filter(({ category }) => group.includes(category)),
        group,
      ),
    );
    return assembleBinning({ kind: "given", valueBins, apart: [otherBin(rest), missingBin], ...finish });
  }
  const least = Math.max(1, parameters.rareShare * training.rows);
  const common = counts.filter(({ outcomes }) => outcomes.goodRows + outcomes.badRows >= least);
  const rare = counts.filter(({ outcomes }) => outcomes.goodRows + outcomes.badRows < least);
  const ordered = common.toSorted((a, b) => rateOf(a) - rateOf(b) || (a.category < b.category ? -1 : 1));
  const limits: BinLimits = {
    ...limitsOf(parameters, training.rows),
    fixedBoundaries: [],
    forbiddenBoundaries: [],
  };
  const search = (under: BinLimits) =>
    searchColumn(
      cellsOfCategories(ordered),
      { ...parameters, minRows: under.minRows, minBadRows: under.minBadRows, fixedCuts: [] },
      (preBins) =>
        findOptimalBins({
          preBins,
          totals: training.totals,
          objective: parameters.objective,
          over: "sample",
          vintages: [],
          smoothingRows: parameters.smoothingRows,
          limits: under,
          trends: ["ascending"],
        }),
    );
  const found = search(limits);
  if (found.kind === "infeasible") return found;
  const free = search({
    ...freeBinLimits,
    maxBins: limits.maxBins,
    minBadRows: Math.min(1, limits.minBadRows),
    minGoodRows: Math.min(1, limits.minGoodRows),
  });
  return assembleBinning({
    kind: "found",
    found,
    ...(free.kind === "found" ? { upper: free.solution.upper } : {}),
    valueBins: groupsOf(ordered, found),
    apart: [otherBin(rare), missingBin],
    ...finish,
  });
}

interface CountedCategory {
  readonly category: string;
  readonly outcomes: OutcomeCount;
}

function countCategories(
  { codes, categories }: CategoricalColumn,
  { bad, weights }: Sample,
  { included }: TrainingRows,
): { readonly counts: readonly CountedCategory[]; readonly missing: OutcomeCount } {
  const exact = weights && exactWeights(weights);
  const tallies = new Float64Array(4 * (categories.length + 1));
  for (let row = 0; row < codes.length; row++) {
    if (included[row] === 0) continue;
    const tally = 4 * ((codes[row] as number) + 1) + (bad[row] as number);
    tallies[tally] = (tallies[tally] as number) + 1;
    tallies[tally + 2] = (tallies[tally + 2] as number) + (exact ? (exact[row] as number) : 1);
  }
  const at = (place: number): OutcomeCount => outcomesOf(tallies.subarray(4 * place, 4 * place + 4));
  return {
    counts: categories.map((category, code) => ({ category, outcomes: at(code + 1) })),
    missing: at(0),
  };
}

function rateOf({ outcomes: { bads, goods } }: CountedCategory): number {
  return bads / (bads + goods);
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
  { solution, preBins }: SearchedColumn,
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
  const categories = members.map(({ category }) => category);
  return { kind: { kind: "other", categories }, outcomes: sumOf(members), merges: false };
}

function sumOf(members: readonly CountedCategory[]): OutcomeCount {
  return members.reduce((sum, { outcomes }) => addOutcomes(sum, outcomes), noOutcomes);
}
