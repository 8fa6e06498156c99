import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { BinnedColumn } from "../evaluation/population.ts";
import { equalGroups, levelAt } from "../evaluation/score-levels.ts";
import type { ScoreLevels } from "../evaluation/score-levels.ts";
import type { Vintages } from "../sample.ts";
import { addCounts, countBins, measureShift } from "./measure-shift.ts";
import type { BinCounts } from "./measure-shift.ts";
import type { IndicatorStability, Stability, VintageStability } from "./stability.ts";

/** Scored rows whose distribution is looked at; no outcome is needed. */
export interface ObservedRows {
  readonly points: Float64Array;
  readonly weights?: Float64Array;
  readonly vintages?: Vintages;
  readonly indicators?: readonly BinnedColumn[];
}

/**
 * Shift of the score (over tenths of the baseline's rows) and of each indicator (over its bins).
 * @param baseline  what later rows are compared with, and its levels
 * @param later  further populations; the last is the one compared overall, the vintages of all are compared one by one
 */
export function measureStability(
  baseline: { readonly rows: ObservedRows; readonly levels: ScoreLevels },
  later: readonly ObservedRows[],
  parameters: EvaluationParameters,
): Omit<Stability, "performanceByVintage"> {
  const scoreOf = scoreBins(baseline.levels);
  const compare = (codesOf: CodesOf, labels: readonly string[]) =>
    compareColumn(codesOf, { labels, baseline: baseline.rows, later, parameters });
  const score = compare(scoreOf.codesOf, scoreOf.labels);
  const indicators = (baseline.rows.indicators ?? []).map(({ id, labels, points }): IndicatorStability => {
    const found = compare((rows) => rows.indicators?.find((column) => column.id === id)?.codes, labels);
    return { id, ...found, pointsShift: pointsShift(found.overall?.bins ?? [], labels, points) };
  });
  return {
    score: score.overall,
    scoreByVintage: score.byVintage,
    scoreCuts: [...scoreOf.starts],
    indicators,
  };
}

type CodesOf = (rows: ObservedRows) => ArrayLike<number> | undefined;

interface Comparison {
  readonly labels: readonly string[];
  readonly baseline: ObservedRows;
  readonly later: readonly ObservedRows[];
  readonly parameters: EvaluationParameters;
}

function compareColumn(
  codesOf: CodesOf,
  { labels, baseline, later, parameters }: Comparison,
): Pick<IndicatorStability, "overall" | "byVintage"> {
  const expectedCodes = codesOf(baseline);
  if (!expectedCodes) return { overall: null, byVintage: [] };
  const expected = countBins(expectedCodes, labels.length, baseline.weights);
  const byVintage = new Map<string, BinCounts>();
  for (const rows of [baseline, ...later]) {
    const codes = codesOf(rows);
    if (codes) gatherVintages(byVintage, rows, codes, labels.length);
  }
  const last = later.at(-1);
  const lastCodes = last && codesOf(last);
  return {
    overall:
      last && lastCodes
        ? measureShift(expected, countBins(lastCodes, labels.length, last.weights), labels, parameters)
        : null,
    byVintage: [...byVintage.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([vintage, actual]): VintageStability => {
        return { vintage, stability: measureShift(expected, actual, labels, parameters) };
      }),
  };
}

function gatherVintages(
  byVintage: Map<string, BinCounts>,
  { vintages, weights }: ObservedRows,
  codes: ArrayLike<number>,
  bins: number,
): void {
  if (!vintages) return;
  // One pass: vintage and bin are counted as one code.
  const joint = new Int32Array(codes.length);
  for (let row = 0; row < joint.length; row++) {
    const bin = codes[row] as number;
    joint[row] = bin < 0 || bin >= bins ? -1 : (vintages.codes[row] as number) * bins + bin;
  }
  const { counts } = countBins(joint, vintages.labels.length * bins, weights);
  const squares = weights
    ? countBins(
        joint,
        vintages.labels.length * bins,
        weights.map((weight) => weight * weight),
      ).counts
    : counts;
  vintages.labels.forEach((label, index) => {
    const own = counts.slice(index * bins, (index + 1) * bins);
    const sum = own.reduce((total, count) => total + count, 0);
    if (sum === 0) return;
    const squared = squares
      .slice(index * bins, (index + 1) * bins)
      .reduce((total, count) => total + count, 0);
    const found = { counts: own, effectiveRows: (sum * sum) / squared };
    const before = byVintage.get(label);
    byVintage.set(label, before ? addCounts(before, found) : found);
  });
}

/** Tenths of the baseline's rows by score, best last. */
function scoreBins(levels: ScoreLevels): {
  readonly starts: Float64Array;
  readonly labels: readonly string[];
  readonly codesOf: CodesOf;
} {
  const ends = equalGroups(levels, 10);
  const starts = Float64Array.from(ends.slice(0, -1), (end) => levels.points[end] as number);
  const bounds = [...starts].map((bound) => String(Math.round(bound * 1e6) / 1e6));
  const labels = ends.map((_, bin) => `[${bounds[bin - 1] ?? "−∞"}, ${bounds[bin] ?? "∞"})`);
  const codesOf: CodesOf = ({ points }) => {
    const codes = new Uint8Array(points.length);
    for (let row = 0; row < codes.length; row++) codes[row] = levelAt(starts, points[row] as number) + 1;
    return codes;
  };
  return { starts, labels, codesOf };
}

function pointsShift(
  shifts: readonly { readonly label: string; readonly expectedShare: number; readonly actualShare: number }[],
  labels: readonly string[],
  points: readonly number[] | undefined,
): number | null {
  if (!points || shifts.length === 0) return null;
  const pointsOf = new Map(labels.map((label, bin) => [label, points[bin] ?? 0]));
  return shifts.reduce(
    (sum, { label, expectedShare, actualShare }) =>
      sum + (actualShare - expectedShare) * (pointsOf.get(label) ?? 0),
    0,
  );
}
