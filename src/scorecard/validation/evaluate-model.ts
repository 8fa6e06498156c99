import { scorecardFaults } from "../errors.ts";
import { measureStability } from "../monitoring/measure-stability.ts";
import { measureVintages } from "../monitoring/measure-vintages.ts";
import { outcomeFigures } from "../monitoring/outcome-figures.ts";
import { raiseAlarms } from "../monitoring/raise-alarms.ts";
import type { Stability, VintagePerformance } from "../monitoring/stability.ts";
import { measureRejects } from "../rejects/measure-rejects.ts";
import type { RejectInference } from "../rejects/reject-inference.ts";
import { buildMasterScale } from "../evaluation/build-master-scale.ts";
import type { CrossValidation } from "./cross-validate.ts";
import { economicsOf, evaluatePopulation } from "./evaluate-population.ts";
import type { EvaluationInput } from "./evaluation-input.ts";
import type { Fairness } from "../evaluation/fairness.ts";
import type { MasterScale } from "../evaluation/master-scale.ts";
import { measureFairness } from "../evaluation/measure-fairness.ts";
import { measureSwapSet } from "../evaluation/measure-swap-set.ts";
import type { Headline, ModelEvaluation, PopulationEvaluation } from "./model-evaluation.ts";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import { checkPopulation } from "../evaluation/population.ts";
import type { Population } from "../evaluation/population.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { ScoreLevels } from "../evaluation/score-levels.ts";
import type { SwapSet } from "../evaluation/swap-set.ts";

/**
 * Judges a model on every population it was given: discrimination, calibration, cut-offs, grades, stability, fairness,
 * swaps and rejects, every rate with its interval. Each score column is sorted once.
 * @returns plain JSON; the same input and seed give the same bits
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_VALUE_NOT_ALLOWED; SCORECARD_ONE_CLASS when a population lacks an outcome
 */
export function evaluateModel(input: EvaluationInput): ModelEvaluation {
  const { populations, plan, seed, parameters = defaultEvaluationParameters } = input;
  const [development] = populations;
  const last = populations.at(-1);
  if (!development || !last) {
    throw scorecardFaults.fault("SCORECARD_LENGTHS_DIFFER", {
      subject: "populations",
      found: 0,
      expected: 1,
    });
  }
  populations.forEach(checkPopulation);
  const levels = populations.map((population) => levelsOf(population));
  const developed = levels[0] as ScoreLevels;
  const honest = honestLevels(populations, levels);
  const masterScale = input.masterScale ?? buildScale(honest, input, parameters);
  const evaluations = populations.map(({ kind }, index) =>
    evaluatePopulation(kind, levels[index] as ScoreLevels, { plan, seed, masterScale, parameters }),
  );
  const stability: Stability = {
    ...measureStability({ rows: development, levels: developed }, laterRows(populations), parameters),
    performanceByVintage: performanceOf(populations, plan.confidence, parameters),
  };
  return {
    version: "evaluation@1",
    confidence: plan.confidence,
    headline: headlineOf(input, evaluations.at(-1) as PopulationEvaluation),
    populations: evaluations,
    masterScale,
    stability,
    swapSet: swapSetOf(input, levels),
    fairness: fairnessOf(input, levels, parameters),
    rejectInference: rejectsOf(input, honest, parameters),
    alarms: raiseAlarms(
      {
        stability,
        grades: last === development ? [] : (evaluations.at(-1)?.grades ?? []),
        ...outcomeFigures(developed, last === development ? null : (levels.at(-1) as ScoreLevels)),
      },
      parameters,
    ),
  };
}

/** Rows that were not in the development; those scored by folds were, and would count twice. */
function laterRows(populations: readonly Population[]): readonly Population[] {
  return populations.slice(1).filter(({ kind }) => kind !== "crossValidated");
}

/** Rows scored by cards that had not seen them, where every row is; else those of the development. */
function honestLevels(populations: readonly Population[], levels: readonly ScoreLevels[]): ScoreLevels {
  const at = populations.findIndex(({ kind }) => kind === "crossValidated");
  return levels[Math.max(0, at)] as ScoreLevels;
}

function buildScale(
  levels: ScoreLevels,
  { plan }: EvaluationInput,
  { badsPerGrade, pdFloor }: EvaluationParameters,
): MasterScale {
  return buildMasterScale(levels, {
    grades: plan.grades,
    badsPerGrade: badsPerGrade.value,
    pdFloor: pdFloor.value,
    confidence: plan.confidence,
  });
}

function headlineOf({ crossValidation }: EvaluationInput, last: PopulationEvaluation): Headline {
  const { auc, gini, ks, method, methodZh } = last.discrimination;
  if (crossValidation) {
    const { mean, brier } = crossValidation;
    return {
      of: "crossValidated",
      auc: mean,
      // What another sample could show, not what other folds would: the folds' own spread is far narrower.
      low: Math.max(0, mean - (auc.value - auc.low)),
      high: Math.min(1, mean + (auc.high - auc.value)),
      gini: 2 * mean - 1,
      ks: crossValidation.ks,
      brier,
      ...describeInterval(crossValidation),
    };
  }
  return {
    of: last.kind,
    auc: auc.value,
    low: auc.low,
    high: auc.high,
    gini: gini.value,
    ks: ks.value,
    brier: last.calibration.brier.score,
    method,
    methodZh,
  };
}

function describeInterval({
  folds,
  repeats,
  low,
  high,
}: CrossValidation): Pick<Headline, "method" | "methodZh"> {
  const spread = `${low.toFixed(4)}–${high.toFixed(4)}`;
  return {
    method: `Stratified ${folds}-fold cross-validation repeated ${repeats} times, with binning, screening, selection and fit inside each fold: mean of the repeats' mean AUC. The interval is DeLong's of the out-of-fold scores, laid around the mean; the choice of folds alone moves the mean within ${spread}.`,
    methodZh: `分层 ${folds} 折交叉验证，重复 ${repeats} 次，分箱、筛选、入模与拟合全部在折内完成：各次重复平均 AUC 的均值。区间为折外得分的 DeLong 区间，以该均值为中心；仅因分折不同，均值在 ${spread} 之间变动。`,
  };
}

/** Vintages of all populations by label; where a label occurs in several, the last population's is taken. */
function performanceOf(
  populations: readonly Population[],
  confidence: number,
  parameters: EvaluationParameters,
): readonly VintagePerformance[] {
  const byLabel = new Map<string, VintagePerformance>();
  for (const population of populations) {
    const { vintages } = population;
    if (!vintages) continue;
    for (const found of measureVintages({ ...population, vintages }, { confidence, parameters })) {
      byLabel.set(found.vintage, found);
    }
  }
  return [...byLabel.values()].sort((a, b) => (a.vintage < b.vintage ? -1 : 1));
}

function swapSetOf({ populations, plan }: EvaluationInput, levels: readonly ScoreLevels[]): SwapSet | null {
  const at = populations.findLastIndex(({ oldPoints }) => oldPoints !== undefined);
  const compared = populations[at];
  if (!compared?.oldPoints) return null;
  return measureSwapSet(compared, levels[at] as ScoreLevels, compared.oldPoints, {
    economics: economicsOf(plan),
    confidence: plan.confidence,
  });
}

function fairnessOf(
  { populations, plan }: EvaluationInput,
  levels: readonly ScoreLevels[],
  parameters: EvaluationParameters,
): readonly Fairness[] {
  const at = populations.findLastIndex(({ groups }) => groups !== undefined && groups.length > 0);
  const examined = populations[at];
  if (!examined) return [];
  const options = { economics: economicsOf(plan), confidence: plan.confidence, parameters };
  return (examined.groups ?? []).map((column) =>
    measureFairness(examined, levels[at] as ScoreLevels, column, options),
  );
}

function rejectsOf(
  { rejects, plan }: EvaluationInput,
  accepted: ScoreLevels,
  { parcels }: EvaluationParameters,
): RejectInference | null {
  if (!rejects || rejects.points.length === 0 || plan.rejectInference === "none") return null;
  const inference = measureRejects(accepted, rejects, {
    method: plan.rejectInference,
    badFactor: plan.rejectBadFactor,
    parcels: parcels.value,
    confidence: plan.confidence,
  });
  return { ...inference, refits: rejects.refits ?? [] };
}
