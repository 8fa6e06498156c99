import { chiSquaredQuantile, chiSquaredUpper } from "../distributions/chi-squared.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { StabilityIndex } from "./stability.ts";

/** Rows by bin of one population: by weight, and what the weights are worth in rows. */
export interface BinCounts {
  readonly counts: Float64Array;
  readonly effectiveRows: number;
}

/**
 * Population stability index of two distributions over the same bins, with the limit that chance alone sets: the index
 * of two samples of one population is (1/n + 1/m) times a chi-squared variable. An empty bin counts as half a row.
 * @param labels  of the bins; bins empty in both populations are left out
 * @returns index 0 and limit 0 when fewer than two bins hold anything, or one side has no rows
 * @source B. Yurdakul, J. Naranjo, "Statistical properties of the population stability index", Journal of Risk Model
 * Validation 14 (2020)
 */
export function measureShift(
  expected: BinCounts,
  actual: BinCounts,
  labels: readonly string[],
  parameters: EvaluationParameters,
): StabilityIndex {
  const held = labels.map((label, bin) => ({
    label,
    expected: expected.counts[bin] ?? 0,
    actual: actual.counts[bin] ?? 0,
  }));
  const bins = held.filter((bin) => bin.expected > 0 || bin.actual > 0);
  const totals = {
    expected: bins.reduce((sum, bin) => sum + bin.expected, 0),
    actual: bins.reduce((sum, bin) => sum + bin.actual, 0),
  };
  // Without rows on a side there is nothing to compare: no shift, and no limit.
  const hasRows = totals.expected > 0 && totals.actual > 0;
  const shifts = (hasRows ? bins : []).map(({ label, ...bin }) => {
    const expectedShare = bin.expected / totals.expected;
    const actualShare = bin.actual / totals.actual;
    const from = Math.max(expectedShare, 0.5 / expected.effectiveRows);
    const to = Math.max(actualShare, 0.5 / actual.effectiveRows);
    return { label, expectedShare, actualShare, index: (to - from) * Math.log(to / from) };
  });
  const index = shifts.reduce((sum, shift) => sum + shift.index, 0);
  const chance = 1 / expected.effectiveRows + 1 / actual.effectiveRows;
  const degrees = shifts.length - 1;
  const limit =
    degrees > 0 ? chance * chiSquaredQuantile(1 - parameters.stabilitySignificance.value, degrees) : 0;
  return {
    index,
    limit,
    pValue: degrees > 0 ? chiSquaredUpper(index / chance, degrees) : 1,
    light: lightOfShift(index, limit, parameters),
    expectedRows: totals.expected,
    actualRows: totals.actual,
    bins: shifts,
  };
}

function lightOfShift(
  index: number,
  limit: number,
  { stabilityAmber, stabilityRed }: EvaluationParameters,
): StabilityIndex["light"] {
  if (index <= limit || index < stabilityAmber.value) return "green";
  return index < stabilityRed.value ? "amber" : "red";
}

/**
 * Counts rows by bin.
 * @param codes  bin of each row; rows outside `bins` are left out
 * @param keep  whether a row counts; all when left out
 */
export function countBins(
  codes: ArrayLike<number>,
  bins: number,
  weights?: Float64Array,
  keep?: (row: number) => boolean,
): BinCounts {
  const counts = new Float64Array(bins);
  let sum = 0;
  let squared = 0;
  for (let row = 0; row < codes.length; row++) {
    const bin = codes[row] as number;
    if (bin < 0 || bin >= bins || (keep && !keep(row))) continue;
    const weight = weights ? (weights[row] as number) : 1;
    counts[bin] = (counts[bin] as number) + weight;
    sum += weight;
    squared += weight * weight;
  }
  return { counts, effectiveRows: squared > 0 ? (sum * sum) / squared : 0 };
}

/** The counts of two lots of rows together. */
export function addCounts(one: BinCounts, other: BinCounts): BinCounts {
  return {
    counts: one.counts.map((count, bin) => count + (other.counts[bin] ?? 0)),
    effectiveRows: one.effectiveRows + other.effectiveRows,
  };
}
