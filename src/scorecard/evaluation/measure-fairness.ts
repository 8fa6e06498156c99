import { aucEstimate } from "./delong.ts";
import { scaleEstimate, shareEstimate } from "./estimate.ts";
import type { Fairness, FairnessGaps, GroupFairness } from "./fairness.ts";
import { costOfConstraints } from "./fairness-constraints.ts";
import { judgePd } from "./grade-calibration.ts";
import { bestCutOff } from "./measure-cut-offs.ts";
import type { Economics } from "./measure-cut-offs.ts";
import type { EvaluationParameters } from "./parameters.ts";
import type { GroupColumn } from "./population.ts";
import { pickRows, rowsByCode } from "./rows-by-code.ts";
import { levelsOf } from "./score-levels.ts";
import type { ScoredRows, ScoreLevels } from "./score-levels.ts";

/** How fairness is measured. */
export interface FairnessOptions {
  readonly economics: Economics;
  readonly confidence: number;
  readonly parameters: EvaluationParameters;
}

/**
 * Treatment of the groups of one attribute at the cut-off that earns most; groups without rows are left out.
 * @param all  levels of all rows
 * @source S. Barocas, M. Hardt, A. Narayanan, Fairness and Machine Learning (2023), ch. 3: independence, separation,
 * sufficiency; 29 CFR § 1607.4 D (four-fifths)
 */
export function measureFairness(
  rows: ScoredRows,
  all: ScoreLevels,
  column: GroupColumn,
  options: FairnessOptions,
): Fairness {
  const cutOff = bestCutOff(all, options.economics).points;
  const members = rowsByCode(column.codes, column.labels.length);
  const held = members.flatMap((own, code) =>
    own.length > 0 ? [{ label: column.labels[code] ?? "", rows: pickRows(rows, own) }] : [],
  );
  const lots = held.map(({ label, rows: own }) => ({ label, levels: levelsOf(own) }));
  const measured = lots.map(({ label, levels }) => measureGroup(label, levels, cutOff, options.confidence));
  const fewestRows = options.parameters.fewestRows.value;
  const large = measured.filter((group) => group.rows >= fewestRows);
  const judged = large.length > 0 ? large : measured;
  const highest = Math.max(...judged.map(({ approvalRate }) => approvalRate.value));
  const groups = measured.map((group) => ({
    ...group,
    impactRatio: highest > 0 ? group.approvalRate.value / highest : 1,
  }));
  return {
    attribute: column.id,
    cutOff,
    groups,
    gaps: gapsOf(groups.filter((group) => judged.length === measured.length || group.rows >= fewestRows)),
    constraints: costOfConstraints(
      held.map(({ rows: own }) => own),
      lots.map(({ levels }) => levels),
      {
        cutOff,
        all: column.codes.includes(-1) ? levelsOf(rows, (row) => column.codes[row] !== -1) : all,
        economics: options.economics,
        impactRatio: options.parameters.impactRatio.value,
        fewestRows,
      },
    ),
  };
}

function measureGroup(
  label: string,
  levels: ScoreLevels,
  cutOff: number,
  confidence: number,
): Omit<GroupFairness, "impactRatio"> {
  const { rows, badRows, goods, bads, pd, effectiveScale } = levels.totals;
  const share = (count: number, trials: number) =>
    shareEstimate({ count: count * effectiveScale, trials: trials * effectiveScale }, confidence);
  let approvedGoods = 0;
  let approvedBads = 0;
  levels.points.forEach((points, level) => {
    if (points < cutOff) return;
    approvedGoods += levels.goods[level] as number;
    approvedBads += levels.bads[level] as number;
  });
  const total = goods + bads;
  const meanPd = pd / total;
  const badRate = share(bads, total);
  const found = { count: bads * effectiveScale, trials: total * effectiveScale };
  return {
    label,
    rows,
    bads: badRows,
    badRate,
    meanPd,
    approvalRate: share(approvedGoods + approvedBads, total),
    goodsApproved: goods > 0 ? share(approvedGoods, goods) : null,
    badsApproved: bads > 0 ? share(approvedBads, bads) : null,
    auc: goods > 0 && bads > 0 ? aucEstimate(levels, confidence) : null,
    calibration: scaleEstimate(badRate, 1 / meanPd),
    calibrationPValue: judgePd(found, meanPd).twoSided,
  };
}

function gapsOf(groups: readonly GroupFairness[]): FairnessGaps {
  const gap = (figureOf: (group: GroupFairness) => number | undefined): number => {
    const figures = groups.map(figureOf).filter((figure) => figure !== undefined);
    return figures.length > 0 ? Math.max(...figures) - Math.min(...figures) : 0;
  };
  return {
    approvalRate: gap(({ approvalRate }) => approvalRate.value),
    goodsApproved: gap(({ goodsApproved }) => goodsApproved?.value),
    badsApproved: gap(({ badsApproved }) => badsApproved?.value),
    calibration: gap(({ calibration }) => calibration.value),
  };
}
