import type { BinningParameters } from "../parameters.ts";
import type { ExpectedDirection, IndicatorColumn, Sample } from "../sample.ts";
import type { Bin, BinFigures } from "./bin.ts";
import { explainInfeasible } from "./explain-infeasible.ts";
import { findOptimalCuts } from "./optimal-cuts.ts";
import type { BinLimits } from "./optimal-cuts.ts";
import { groupIntoPreBins, orderOfValues } from "./pre-bins.ts";
import type { PreBins } from "./pre-bins.ts";
import type { InfeasibleReason, Trend, TrendChoice } from "./trend.ts";
import { informationOf, weightOfEvidence } from "./weight-of-evidence.ts";
import type { Totals } from "./weight-of-evidence.ts";

/** The bins of one indicator, in the order that `BinKind` gives. */
export interface Binning {
  readonly kind: "binned";
  readonly trend: Trend;
  /** Information value over all bins, the missing one included. */
  readonly iv: number;
  /** Bin b holds cuts[b − 1] ≤ value < cuts[b]; NaN goes to bin cuts.length + 1. */
  readonly cuts: readonly number[];
  readonly bins: readonly Bin[];
}

/** There is no binning with at least two value bins; never answered by a single bin instead. */
export type BinningResult = Binning | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

/** The rows that a step may look at: everything else of the sample is invisible to it. */
export interface TrainingRows {
  /** 1 = used. */
  readonly included: Uint8Array;
  readonly rows: number;
  readonly badRows: number;
  readonly totals: Totals;
}

/**
 * Bins one indicator optimally (highest information value under the limits) on the given rows.
 * Missing values have a bin of their own, outside limits and trend, that exists even when no row is missing:
 * then its weight of evidence is 0, so that a value missing only later is served without surprise.
 */
export function binIndicator(
  indicator: IndicatorColumn,
  sample: Sample,
  parameters: BinningParameters,
  training: TrainingRows = trainOnAllRows(sample),
  order: Int32Array = orderOfColumn(indicator),
): BinningResult {
  if (indicator.kind === "categorical")
    return { kind: "infeasible", reason: { conflicts: ["distinctValues"] } };
  const preBins = groupIntoPreBins(
    indicator.values,
    order,
    training.included,
    sample,
    Math.max(2, parameters.maxPreBins),
  );
  const limits = limitsOf(parameters, training.rows);
  const trends = trendsOf(parameters.trend, indicator.expectedDirection ?? "none");
  const { totals } = training;
  let best: { trend: Trend; information: number; boundaries: readonly number[] } | null = null;
  for (const trend of trends) {
    const found = findOptimalCuts(preBins, totals, parameters.smoothingRows, limits, trend);
    if (found && (best === null || found.information > best.information)) best = { trend, ...found };
  }
  if (best === null) {
    return { kind: "infeasible", reason: explainInfeasible(preBins, limits, trends) };
  }
  const missing = missingOf(preBins, training);
  if (parameters.smoothingRows === 0 && isOfOneOutcome(missing)) {
    return { kind: "infeasible", reason: { conflicts: ["missingBinOfOneOutcome"] } };
  }
  return figuresOf(best.trend, best.boundaries, preBins, missing, totals, parameters.smoothingRows);
}

function orderOfColumn(column: IndicatorColumn): Int32Array {
  return column.kind === "numeric" ? orderOfValues(column.values) : new Int32Array(0);
}

/** The bin of a value: value bins count from 0 in rising order, NaN is the last one. */
export function binOf(cuts: readonly number[], value: number): number {
  if (Number.isNaN(value)) return cuts.length + 1;
  let bin = 0;
  while (bin < cuts.length && value >= (cuts[bin] as number)) bin++;
  return bin;
}

export function trainOnAllRows(sample: Sample): TrainingRows {
  return trainOn(new Uint8Array(sample.bad.length).fill(1), sample);
}

export function trainOn(included: Uint8Array, { bad, weights }: Sample): TrainingRows {
  let rows = 0;
  let badRows = 0;
  let bads = 0;
  let goods = 0;
  for (let row = 0; row < included.length; row++) {
    if (included[row] === 0) continue;
    const weight = weights ? (weights[row] as number) : 1;
    rows++;
    if (bad[row] === 1) {
      badRows++;
      bads += weight;
    } else goods += weight;
  }
  return { included, rows, badRows, totals: { bads, goods } };
}

function trendsOf(choice: TrendChoice, expected: ExpectedDirection): readonly Trend[] {
  if (choice !== "expected" || expected === "none") return ["ascending", "descending"];
  return expected === "higherIsBetter" ? ["descending"] : ["ascending"];
}

/** Without smoothing a bin of one outcome has no finite weight of evidence, so it is not admissible. */
function limitsOf(parameters: BinningParameters, rows: number): BinLimits {
  const least = parameters.smoothingRows > 0 ? 0 : 1;
  return {
    maxBins: parameters.maxBins,
    minRows: Math.max(1, parameters.minBinRows, Math.ceil(parameters.minBinShare * rows)),
    minBadRows: Math.max(least, parameters.minBadsPerBin),
    minGoodRows: Math.max(least, parameters.minGoodsPerBin),
  };
}

interface Outcomes {
  readonly count: number;
  readonly badCount: number;
  readonly bads: number;
  readonly goods: number;
}

function isOfOneOutcome({ count, badCount }: Outcomes): boolean {
  return count > 0 && (badCount === 0 || badCount === count);
}

function missingOf({ size, rows, badRows, bads, goods }: PreBins, training: TrainingRows): Outcomes {
  const count = training.rows - (rows[size] as number);
  const badCount = training.badRows - (badRows[size] as number);
  return {
    count,
    badCount,
    bads: badCount === 0 ? 0 : training.totals.bads - (bads[size] as number),
    goods: badCount === count ? 0 : training.totals.goods - (goods[size] as number),
  };
}

function figuresOf(
  trend: Trend,
  boundaries: readonly number[],
  preBins: PreBins,
  missing: Outcomes,
  totals: Totals,
  smoothingRows: number,
): Binning {
  const { size, rows, badRows, bads, goods } = preBins;
  const edges = [0, ...boundaries, size];
  const outcomes: Outcomes[] = boundaries.concat(size).map((end, bin) => {
    const start = edges[bin] as number;
    return {
      count: (rows[end] as number) - (rows[start] as number),
      badCount: (badRows[end] as number) - (badRows[start] as number),
      bads: (bads[end] as number) - (bads[start] as number),
      goods: (goods[end] as number) - (goods[start] as number),
    };
  });
  const cuts = boundaries.map((boundary) => preBins.cuts[boundary - 1] as number);
  const figures = [...outcomes, missing].map(
    ({ count, badCount, bads: bad, goods: good }): BinFigures => ({
      count,
      bads: badCount,
      woe: weightOfEvidence(bad, good, totals, smoothingRows),
      iv: informationOf(bad, good, totals, smoothingRows),
    }),
  );
  const bins = figures.map((of, index): Bin => {
    if (index === figures.length - 1) return { kind: "missing", ...of };
    return { kind: "range", from: cuts[index - 1] ?? null, to: cuts[index] ?? null, ...of };
  });
  return { kind: "binned", trend, iv: bins.reduce((sum, bin) => sum + bin.iv, 0), cuts, bins };
}
