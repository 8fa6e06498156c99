import type { ReportProgress } from "#kernel";
import {
  type CategoricalColumn,
  checkSample,
  type IndicatorColumn,
  type NumericColumn,
  type Sample,
} from "../sample.ts";
import { describeNumbers, histogramOf } from "./describe-numbers.ts";
import type { Exploration, IndicatorExploration, ValueShare } from "./exploration.ts";
import { findLeakage } from "./find-leakage.ts";
import { explorationParameters } from "./parameters.ts";
import { correlateRanks } from "./rank-correlation.ts";
import { aucOfRuns, runsOf, sortValues, type ValueRun } from "./sorted-values.ts";
import { suspectCodes } from "./suspect-codes.ts";
import { shapesByVintage } from "./vintage-shapes.ts";

const MOST_COMMON = 5;

/**
 * Describes every indicator of a sample before anything is done to it: distribution, missing values, suspected special
 * codes, signs of leakage, course over the vintages, and rank correlations between numeric indicators. Rows count as
 * rows, whatever their weights.
 * @throws checkSample's faults
 */
export function exploreSample(sample: Sample, onProgress?: ReportProgress): Exploration {
  const { rows, bads } = checkSample(sample);
  const { indicators } = sample;
  const { correlationRows, shownCorrelation } = explorationParameters;
  const described = indicators.map((column, index) => {
    onProgress?.({
      step: "explore",
      done: index,
      total: indicators.length,
      unit: "indicators",
      subject: column.id,
    });
    return exploreIndicator(column, sample);
  });
  const correlations = correlateRanks(
    indicators.filter((column) => column.kind === "numeric"),
    { mostRows: correlationRows.value, least: shownCorrelation.value },
  );
  return {
    rows,
    bads,
    indicators: described,
    correlations: correlations.pairs,
    correlationRows: correlations.rows,
  };
}

function exploreIndicator(column: IndicatorColumn, sample: Sample): IndicatorExploration {
  const { runs, counts, ...shape } =
    column.kind === "numeric" ? shapeOfNumbers(column, sample.bad) : shapeOfCategories(column, sample.bad);
  const rows = sample.bad.length;
  const missing = rows - counts.rows;
  const bads = sample.bad.reduce((sum, outcome) => sum + outcome, 0);
  const found = {
    mostCommon: mostCommonOf(runs, rows),
    missingBadRate: missing === 0 ? null : (bads - counts.bads) / missing,
    presentBadRate: counts.rows === 0 ? null : counts.bads / counts.rows,
    auc: shape.auc,
  };
  return {
    id: column.id,
    valueKind: column.kind,
    rows,
    missing,
    missingShare: missing / rows,
    missingBadRate: found.missingBadRate,
    distinct: runs.length,
    mostCommon: found.mostCommon,
    ...shape,
    leakage: findLeakage(found, rows),
    byVintage: sample.vintages === undefined ? [] : shapesByVintage(column, sample.bad, sample.vintages),
  };
}

function shapeOfNumbers({ values }: NumericColumn, bad: Uint8Array) {
  const sorted = sortValues(values, bad);
  const runs = runsOf(sorted);
  const numbers = describeNumbers(sorted);
  return {
    runs,
    counts: countsOf(runs),
    numbers,
    histogram: numbers === null ? [] : histogramOf(sorted, numbers),
    suspectedCodes: suspectCodes(runs),
    auc: betterDirection(aucOfRuns(runs)),
  };
}

/** Categories have no order of their own: they are taken by rising bad rate, which makes the AUC the best possible. */
function shapeOfCategories({ codes, categories }: CategoricalColumn, bad: Uint8Array) {
  const found = categories.map((value) => ({ value, count: 0, bads: 0 }));
  codes.forEach((code, row) => {
    const own = found[code];
    if (own === undefined) return;
    own.count++;
    own.bads += bad[row] as number;
  });
  const runs = found
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.bads / a.count - b.bads / b.count || (a.value < b.value ? -1 : 1));
  const ranked = runs.map(({ count, bads }, place) => ({ value: place, count, bads }));
  return {
    runs,
    counts: countsOf(runs),
    numbers: null,
    histogram: [],
    suspectedCodes: [],
    auc: betterDirection(aucOfRuns(ranked)),
  };
}

type Run = Omit<ValueRun, "value"> & { readonly value: number | string };

function countsOf(runs: readonly Run[]): { readonly rows: number; readonly bads: number } {
  let rows = 0;
  let bads = 0;
  for (const run of runs) {
    rows += run.count;
    bads += run.bads;
  }
  return { rows, bads };
}

function mostCommonOf(runs: readonly Run[], rows: number): readonly ValueShare[] {
  return [...runs]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_COMMON)
    .map(({ value, count, bads }) => ({ value, count, share: count / rows, badRate: bads / count }));
}

function betterDirection(auc: number): IndicatorExploration["auc"] {
  if (Number.isNaN(auc)) return null;
  return auc >= 0.5 ? { auc, direction: "higherIsRiskier" } : { auc: 1 - auc, direction: "lowerIsRiskier" };
}
