import { createRandom } from "#kernel";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import { bootstrapEstimate, bootstrapLevels } from "../evaluation/bootstrap.ts";
import { averagePrecisionOf, bandsOf, curvesOf, divergenceOf, ksOf } from "../evaluation/curves.ts";
import { areaOf, aucEstimate } from "../evaluation/delong.ts";
import { shareEstimate } from "../evaluation/estimate.ts";
import { testGrades } from "../evaluation/grade-calibration.ts";
import type { MasterScale } from "../evaluation/master-scale.ts";
import { measureCalibration } from "../evaluation/measure-calibration.ts";
import { bestCutOff, measureCutOffs } from "../evaluation/measure-cut-offs.ts";
import type { DiscriminationEstimates, PopulationEvaluation } from "./model-evaluation.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { PopulationKind } from "../evaluation/population.ts";
import { sumOf } from "../evaluation/score-levels.ts";
import type { ScoreLevels } from "../evaluation/score-levels.ts";

/** How one population is judged. */
export interface PopulationOptions {
  readonly plan: EvaluationPlan;
  readonly seed: string;
  readonly masterScale: MasterScale;
  readonly parameters: EvaluationParameters;
}

/** Every figure of one population, from its levels alone. */
export function evaluatePopulation(
  kind: PopulationKind,
  levels: ScoreLevels,
  { plan, seed, masterScale, parameters }: PopulationOptions,
): PopulationEvaluation {
  const { confidence } = plan;
  const { rows, badRows, goods, bads, pd, effectiveScale } = levels.totals;
  const resampled = resampleFigures(levels, plan, `${seed} ${kind}`);
  const found = { count: bads * effectiveScale, trials: (goods + bads) * effectiveScale };
  const calibration = {
    groups: parameters.calibrationGroups.value,
    confidence,
    isFitted: kind === "development",
  };
  return {
    kind,
    rows,
    bads: badRows,
    badRate: shareEstimate(found, confidence),
    meanPd: pd / (goods + bads),
    discrimination: discriminationOf(levels, resampled, plan),
    curves: curvesOf(levels),
    bands: bandsOf(levels, parameters.scoreBands.value, confidence),
    calibration: measureCalibration(levels, calibration),
    grades: testGrades(levels, masterScale, { confidence, parameters }),
    cutOffs: measureCutOffs(levels, economicsOf(plan), { confidence, resampledBest: resampled.cutOffs }),
  };
}

/** One of each a round. */
interface ResampledFigures {
  readonly auc: readonly number[];
  readonly ks: readonly number[];
  readonly cutOffs: readonly number[];
}

function resampleFigures(levels: ScoreLevels, plan: EvaluationPlan, seed: string): ResampledFigures {
  const auc: number[] = [];
  const ks: number[] = [];
  const cutOffs: number[] = [];
  const economics = economicsOf(plan);
  bootstrapLevels(levels, { rounds: plan.bootstrapRounds, random: createRandom(seed) }, (drawn) => {
    const totals = { goods: sumOf(drawn.goods), bads: sumOf(drawn.bads) };
    auc.push(areaOf({ ...drawn, totals }));
    ks.push(ksOf(drawn).ks);
    cutOffs.push(bestCutOff(drawn, economics).points);
  });
  return { auc, ks, cutOffs };
}

function discriminationOf(
  levels: ScoreLevels,
  resampled: ResampledFigures,
  { confidence, bootstrapRounds }: EvaluationPlan,
): DiscriminationEstimates {
  const auc = aucEstimate(levels, confidence);
  const ks = ksOf(levels);
  const percent = Math.round(confidence * 1e6) / 1e4;
  return {
    auc,
    aucByBootstrap: bootstrapEstimate(auc.value, resampled.auc, confidence),
    gini: { value: 2 * auc.value - 1, low: 2 * auc.low - 1, high: 2 * auc.high - 1 },
    ks: bootstrapEstimate(ks.ks, resampled.ks, confidence),
    ksPoints: ks.points,
    averagePrecision: averagePrecisionOf(levels),
    divergence: divergenceOf(levels),
    method: `AUC: DeLong's ${percent} % interval on the logit scale. KS: ${bootstrapRounds} rounds of the Poisson bootstrap, moved by twice its bias.`,
    methodZh: `AUC：DeLong 法 ${percent} % 置信区间（logit 尺度）。KS：泊松自助法 ${bootstrapRounds} 次，并按偏差的两倍校正。`,
  };
}

/** The plan's worth of an approval. */
export function economicsOf({
  profitOfGood,
  lossOfBad,
}: EvaluationPlan): Pick<EvaluationPlan, "profitOfGood" | "lossOfBad"> {
  return { profitOfGood, lossOfBad };
}
