import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { NumericColumn, Sample } from "../sample.ts";
import { assembleBinning } from "./assemble-binning.ts";
import { limitsOf, trendsOf, vintageView } from "./binning-limits.ts";
import type { VintagePreBins } from "./optimum/binning-problem.ts";
import type { BinnedColumn } from "./binned-column.ts";
import { lowerBound, upperBound } from "./counting/cell-sums.ts";
import { countColumn, lookIntoCells } from "./counting/cells.ts";
import type { CountedColumn } from "./counting/cells.ts";
import { binsApart, binsOfCuts, binsOfPreBins } from "./number-bins.ts";
import type { PreBins } from "./candidates/pre-bins.ts";
import { exactWeights, noOutcomes, takePresentRows } from "./counting/present-rows.ts";
import { searchColumn } from "./search-column.ts";
import type { SearchResult, StateProblem } from "./search-column.ts";
import type { TrainingRows } from "./training-rows.ts";
import { countVintages } from "./vintage-counts.ts";

/** One numeric column to bin; the parameters have the indicator's own rules in them already. */
interface NumberTask {
  readonly indicator: NumericColumn;
  readonly sample: Sample;
  readonly parameters: BinningParameters;
  readonly training: TrainingRows;
  readonly rules: IndicatorRules;
  readonly weights: Float64Array | undefined;
  /** Undefined = all rows. */
  readonly included: Uint8Array | undefined;
}

/** Bins a numeric column; its parameters have its own rules in them already. */
export function binNumbers(
  indicator: NumericColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows,
  rules: IndicatorRules,
): BinnedColumn {
  const { specialCodes = [], cuts, fixedCuts = [] } = rules;
  const included = training.rows === sample.bad.length ? undefined : training.included;
  const weights = sample.weights && exactWeights(sample.weights);
  const shard = takePresentRows(indicator, sample, weights, included, specialCodes);
  const counted = lookAt(countColumn([shard]), [...(cuts ?? []), ...fixedCuts]);
  const apart = binsApart(counted.special, counted.missing, parameters, specialCodes);
  const finish = { valueKind: "numeric", parameters, totals: training.totals, apart } as const;
  if (cuts) {
    const valueBins = binsOfCuts(counted, cuts);
    return { result: assembleBinning({ kind: "given", valueBins, ...finish }), found: null };
  }
  const found = searchNumbers(counted, { indicator, sample, parameters, training, rules, weights, included });
  if (found.kind === "infeasible") return { result: found, found: null };
  const result = assembleBinning({ kind: "found", found, valueBins: binsOfPreBins(found), ...finish });
  return { result, found };
}

function searchNumbers(counted: CountedColumn, task: NumberTask): SearchResult {
  const { indicator, parameters, training } = task;
  const { fixedCuts = [], forbiddenCuts = [] } = task.rules;
  if (!areApart(fixedCuts, counted)) return withoutFixedCuts(counted, task);
  const limits = limitsOf(parameters, training.rows);
  const trends = trendsOf(parameters.trend, indicator.expectedDirection ?? "none");
  const stateProblem: StateProblem = (preBins, { isFinal, trend }) => {
    const over = isFinal ? parameters.over : "sample";
    return {
      preBins,
      totals: training.totals,
      objective: parameters.objective,
      ...vintageView(over, () => vintagesOf(preBins, task)),
      smoothingRows: parameters.smoothingRows,
      limits: {
        ...limits,
        fixedBoundaries: fixedCuts.map((cut) => preBins.cuts.indexOf(cut) + 1),
        forbiddenBoundaries: boundariesWithin(preBins, forbiddenCuts),
      },
      trends: trend ? [trend] : trends,
    };
  };
  const { minRows, minBadRows } = limits;
  return searchColumn(
    counted,
    { ...parameters, minRows, minBadRows, fixedCuts, forbiddenCuts },
    stateProblem,
  );
}

/** Fixed cuts that cannot all be are in conflict, with whatever else stands in the way without them. */
function withoutFixedCuts(counted: CountedColumn, task: NumberTask): SearchResult {
  const found = searchNumbers(counted, { ...task, rules: { ...task.rules, fixedCuts: [] } });
  const others = found.kind === "infeasible" ? found.reason.conflicts : [];
  return { kind: "infeasible", reason: { conflicts: ["fixedCuts" as const, ...others].sort() } };
}

/** Each fixed cut must have values on both sides, and between itself and the next. */
function areApart(fixedCuts: readonly number[], { cells }: CountedColumn): boolean {
  const boundaries = new Set(fixedCuts.map((cut) => lowerBound(cells.floors, cut)));
  return boundaries.size === fixedCuts.length && !boundaries.has(0) && !boundaries.has(cells.floors.length);
}

function vintagesOf({ size, cuts }: PreBins, task: NumberTask): readonly VintagePreBins[] {
  const { indicator, sample, parameters, rules, weights, included } = task;
  if (!sample.vintages) return [];
  const specialCodes = rules.specialCodes ?? [];
  const rows = {
    sample,
    vintages: sample.vintages,
    weights,
    included,
    preBins: size,
    placesApart: specialCodes.length + 1,
    placeOf: (row: number) => placeOfNumber(indicator.values[row] as number, cuts, specialCodes),
  };
  return countVintages(rows, parameters, (outcomes) =>
    binsApart(outcomes.slice(0, -1), outcomes.at(-1) ?? noOutcomes, parameters, specialCodes),
  );
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

/** Pre-bins, then special codes, then missing values. */
function placeOfNumber(value: number, cuts: Float64Array, specialCodes: readonly number[]): number {
  if (Number.isNaN(value)) return cuts.length + 1 + specialCodes.length;
  const code = specialCodes.indexOf(value);
  return code < 0 ? upperBound(cuts, value) : cuts.length + 1 + code;
}
