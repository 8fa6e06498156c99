import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { NumericColumn, Sample } from "../sample.ts";
import { assembleBinning } from "./assemble-binning.ts";
import { limitsOf, trendsOf } from "./binning-limits.ts";
import type { BinningResult } from "./binning.ts";
import { lowerBound } from "./cell-sums.ts";
import type { CellSums } from "./cell-sums.ts";
import { countColumn, lookIntoCells } from "./cells.ts";
import type { CountedColumn } from "./cells.ts";
import type { CountedBin } from "./describe-bins.ts";
import { findOptimalBins } from "./find-optimal-bins.ts";
import type { PreBins } from "./pre-bins.ts";
import { addOutcomes, exactWeights, noOutcomes, takePresentRows } from "./present-rows.ts";
import { searchColumn } from "./search-column.ts";
import type { SearchedColumn } from "./search-column.ts";
import type { TrainingRows } from "./training-rows.ts";
import { countVintages } from "./vintage-counts.ts";

/** Bins a numeric column; its parameters have its own rules in them already. */
export function binNumbers(
  indicator: NumericColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows,
  rules: IndicatorRules,
): BinningResult {
  const specialCodes = rules.specialCodes ?? [];
  const included = training.rows === sample.bad.length ? undefined : training.included;
  const weights = sample.weights && exactWeights(sample.weights);
  const shard = takePresentRows(indicator, sample, weights, included, specialCodes);
  const counted = lookAt(countColumn([shard]), [...(rules.cuts ?? []), ...(rules.fixedCuts ?? [])]);
  const apart = binsApart(counted, parameters, specialCodes);
  const finish = { valueKind: "numeric", parameters, totals: training.totals, apart } as const;
  if (rules.cuts)
    return assembleBinning({ kind: "given", valueBins: binsOfCuts(counted, rules.cuts), ...finish });
  const limits = limitsOf(parameters, training.rows);
  const { fixedCuts = [], forbiddenCuts = [] } = rules;
  const { floors } = counted.cells;
  if (fixedCuts.some((cut) => lowerBound(floors, cut) % floors.length === 0)) {
    return { kind: "infeasible", reason: { conflicts: ["fixedCuts"] } };
  }
  const choice = { ...parameters, minRows: limits.minRows, minBadRows: limits.minBadRows, fixedCuts };
  const found = searchColumn(counted, choice, (preBins, trend) =>
    findOptimalBins({
      preBins,
      totals: training.totals,
      objective: parameters.objective,
      over: parameters.over,
      vintages:
        parameters.over === "sample"
          ? []
          : countVintages(indicator, sample, weights, training, preBins.cuts, specialCodes),
      smoothingRows: parameters.smoothingRows,
      limits: {
        ...limits,
        fixedBoundaries: fixedCuts.map((cut) => preBins.cuts.indexOf(cut) + 1),
        forbiddenBoundaries: boundariesWithin(preBins, forbiddenCuts),
      },
      trends: trend ? [trend] : trendsOf(parameters.trend, indicator.expectedDirection ?? "none"),
    }),
  );
  if (found.kind === "infeasible") return found;
  return assembleBinning({ kind: "found", found, valueBins: binsOfPreBins(found), ...finish });
}

/** Cells around cuts that somebody laid down are looked into, so that the cuts lie between known values. */
function lookAt(counted: CountedColumn, cuts: readonly number[]): CountedColumn {
  if (counted.grid === null || cuts.length === 0) return counted;
  const { floors } = counted.cells;
  const around = cuts.flatMap((cut) => {
    const cell = lowerBound(floors, cut);
    return [cell - 1, cell].filter((place) => place >= 0 && place < floors.length);
  });
  return lookIntoCells(counted, [...new Set(around)]);
}

function boundariesWithin(
  { cuts }: PreBins,
  forbidden: readonly { readonly from: number; readonly to: number }[],
): readonly number[] {
  const boundaries: number[] = [];
  cuts.forEach((cut, place) => {
    if (forbidden.some(({ from, to }) => cut > from && cut < to)) boundaries.push(place + 1);
  });
  return boundaries;
}

/** Special codes, then missing values. */
function binsApart(
  { special, missing }: CountedColumn,
  parameters: BinningParameters,
  codes: readonly number[],
): readonly CountedBin[] {
  const merges = parameters.special === "merge";
  const specialBins: CountedBin[] =
    parameters.special === "together" && codes.length > 0
      ? [{ kind: { kind: "special", codes }, outcomes: special.reduce(addOutcomes, noOutcomes), merges }]
      : codes.map((code, place) => ({
          kind: { kind: "special", codes: [code] },
          outcomes: special[place] ?? noOutcomes,
          merges,
        }));
  return [
    ...specialBins,
    { kind: { kind: "missing" }, outcomes: missing, merges: parameters.missing === "merge" },
  ];
}

function binsOfPreBins({ preBins, solution }: SearchedColumn): readonly CountedBin[] {
  const edges = [0, ...solution.boundaries, preBins.size];
  const cuts = solution.boundaries.map((boundary) => preBins.cuts[boundary - 1] as number);
  return rangeBins(cuts, edges, preBins);
}

function binsOfCuts({ cells, sums }: CountedColumn, cuts: readonly number[]): readonly CountedBin[] {
  const edges = [0, ...cuts.map((cut) => lowerBound(cells.floors, cut)), sums.size];
  return rangeBins(cuts, edges, sums);
}

/** The ranges between cuts; `edges` are their places in the prefix sums, both ends included. */
function rangeBins(
  cuts: readonly number[],
  edges: readonly number[],
  { rows, badRows, goods, bads }: Pick<PreBins, "rows" | "badRows" | "goods" | "bads"> | CellSums,
): readonly CountedBin[] {
  return edges.slice(1).map((end, bin): CountedBin => {
    const start = edges[bin] as number;
    const within = (sums: ArrayLike<number>): number => (sums[end] as number) - (sums[start] as number);
    const bad = within(badRows);
    return {
      kind: { kind: "range", from: cuts[bin - 1] ?? null, to: cuts[bin] ?? null },
      outcomes: { goodRows: within(rows) - bad, badRows: bad, goods: within(goods), bads: within(bads) },
      merges: false,
    };
  });
}
