import { ksOf } from "../evaluation/curves.ts";
import { aucEstimate } from "../evaluation/delong.ts";
import { shareEstimate } from "../evaluation/estimate.ts";
import { judgePd, lightOf } from "../evaluation/grade-calibration.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import { pickRows, rowsByCode } from "../evaluation/rows-by-code.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { ScoredRows, ScoreLevels } from "../evaluation/score-levels.ts";
import type { Vintages } from "../sample.ts";
import type { VintagePerformance } from "./stability.ts";

/** Rows with outcome and the period they were observed in. */
export interface VintageRows extends ScoredRows {
  readonly vintages: Vintages;
}

/** How the model did in each vintage that holds rows, in the order of the labels. */
export function measureVintages(
  rows: VintageRows,
  { confidence, parameters }: { readonly confidence: number; readonly parameters: EvaluationParameters },
): readonly VintagePerformance[] {
  return rowsByCode(rows.vintages.codes, rows.vintages.labels.length).flatMap((members, index) => {
    if (members.length === 0) return [];
    const levels = levelsOf(pickRows(rows, members));
    return [performanceOf(rows.vintages.labels[index] ?? "", levels, confidence, parameters)];
  });
}

function performanceOf(
  vintage: string,
  levels: ScoreLevels,
  confidence: number,
  parameters: EvaluationParameters,
): VintagePerformance {
  const { rows, badRows, goods, bads, pd, effectiveScale } = levels.totals;
  const total = goods + bads;
  const found = { count: bads * effectiveScale, trials: total * effectiveScale };
  const hasBoth = goods > 0 && bads > 0;
  const points = levels.points.reduce(
    (sum, value, level) =>
      sum + (value * ((levels.goods[level] as number) + (levels.bads[level] as number))) / total,
    0,
  );
  return {
    vintage,
    rows,
    bads: badRows,
    badRate: shareEstimate(found, confidence),
    meanPd: pd / total,
    meanPoints: points,
    auc: hasBoth ? aucEstimate(levels, confidence) : null,
    ks: hasBoth ? ksOf(levels).ks : null,
    light: lightOf(judgePd(found, pd / total).understated, parameters),
  };
}
