import { binIndicator, binOf } from "./binning/bin-indicator.ts";
import type { Binning, TrainingRows } from "./binning/bin-indicator.ts";
import { orderOfValues } from "./binning/pre-bins.ts";
import type { ScorecardParameters } from "./parameters.ts";
import type { NumericColumn, Sample } from "./sample.ts";
import type { ScreenedIndicator, ScreeningReason } from "./scorecard.ts";

/** A sample whose columns are sorted once, so that each of hundreds of fits only walks them. */
export interface PreparedSample {
  readonly sample: Sample;
  readonly numeric: readonly NumericColumn[];
  readonly orders: readonly Int32Array[];
}

/** An indicator that may enter the regression, with its weights of evidence for every row of the sample. */
export interface Candidate {
  readonly id: string;
  readonly binning: Binning;
  readonly woe: Float64Array;
}

export function prepareSample(sample: Sample): PreparedSample {
  const numeric = sample.indicators.filter((column) => column.kind === "numeric");
  return { sample, numeric, orders: numeric.map(({ values }) => orderOfValues(values)) };
}

/**
 * Bins every indicator on the training rows and keeps those that are present, varied and strong enough and
 * not a copy of a stronger one. Candidates come strongest first; equal ones keep the sample's order.
 */
export function screenIndicators(
  { sample, numeric, orders }: PreparedSample,
  training: TrainingRows,
  { binning, screening }: Pick<ScorecardParameters, "binning" | "screening">,
): { candidates: readonly Candidate[]; screened: readonly ScreenedIndicator[] } {
  const screened: ScreenedIndicator[] = [];
  const strong: { column: NumericColumn; binning: Binning }[] = [];
  numeric.forEach((column, index) => {
    const order = orders[index] as Int32Array;
    const reject = (iv: number | null, reason: ScreeningReason): void => {
      screened.push({ id: column.id, iv, reason });
    };
    const shares = sharesOf(column.values, order, training);
    if (shares.missing > screening.maxMissingShare) {
      return reject(null, { kind: "mostlyMissing", share: shares.missing });
    }
    if (shares.identical > screening.maxIdenticalShare) {
      return reject(null, { kind: "mostlyIdentical", share: shares.identical });
    }
    const result = binIndicator(column, sample, binning, training, order);
    if (result.kind === "infeasible") return reject(null, { kind: "notBinnable", reason: result.reason });
    if (result.iv < screening.minIv) return reject(result.iv, { kind: "weak", iv: result.iv });
    strong.push({ column, binning: result });
  });
  strong.sort((a, b) => b.binning.iv - a.binning.iv);
  const candidates: Candidate[] = [];
  for (const { column, binning: found } of strong) {
    const woe = woeOfRows(column.values, found);
    const rival = findRival(woe, candidates, training.included, sample.weights, screening.maxCorrelation);
    if (rival) screened.push({ id: column.id, iv: found.iv, reason: { kind: "correlated", ...rival } });
    else candidates.push({ id: column.id, binning: found, woe });
  }
  return { candidates, screened };
}

function sharesOf(values: Float64Array, order: Int32Array, { included, rows }: TrainingRows) {
  let present = 0;
  let run = 0;
  let longest = 0;
  let previous = Number.NaN;
  for (let position = 0; position < order.length; position++) {
    const row = order[position] as number;
    if (included[row] === 0) continue;
    const value = values[row] as number;
    run = value === previous ? run + 1 : 1;
    if (run > longest) longest = run;
    previous = value;
    present++;
  }
  return { missing: 1 - present / rows, identical: present === 0 ? 1 : longest / present };
}

function woeOfRows(values: Float64Array, { cuts, bins }: Binning): Float64Array {
  const woe = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    woe[row] = (bins[binOf(cuts, values[row] as number)] as { woe: number }).woe;
  }
  return woe;
}

function findRival(
  woe: Float64Array,
  kept: readonly Candidate[],
  included: Uint8Array,
  weights: Float64Array | undefined,
  maxCorrelation: number,
): { with: string; correlation: number } | null {
  for (const candidate of kept) {
    const correlation = correlate(woe, candidate.woe, included, weights);
    if (Math.abs(correlation) > maxCorrelation) return { with: candidate.id, correlation };
  }
  return null;
}

/** Weighted Pearson correlation over the included rows; 0 when a column does not vary. */
export function correlate(
  left: Float64Array,
  right: Float64Array,
  included: Uint8Array,
  weights?: Float64Array,
): number {
  let total = 0;
  let leftMean = 0;
  let rightMean = 0;
  for (let row = 0; row < included.length; row++) {
    if (included[row] === 0) continue;
    const weight = weights ? (weights[row] as number) : 1;
    total += weight;
    leftMean += weight * (left[row] as number);
    rightMean += weight * (right[row] as number);
  }
  leftMean /= total;
  rightMean /= total;
  let both = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let row = 0; row < included.length; row++) {
    if (included[row] === 0) continue;
    const weight = weights ? (weights[row] as number) : 1;
    const l = (left[row] as number) - leftMean;
    const r = (right[row] as number) - rightMean;
    both += weight * l * r;
    leftSquares += weight * l * l;
    rightSquares += weight * r * r;
  }
  return leftSquares > 0 && rightSquares > 0 ? both / Math.sqrt(leftSquares * rightSquares) : 0;
}
