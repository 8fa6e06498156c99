import { defineDesignChoice, defineParameter } from "#kernel";
import type { Parameter } from "#kernel";

/** Every threshold by which a model is judged or watched. */
export interface EvaluationParameters {
  /** Groups of equal size in which calibration is measured and tested. */
  readonly calibrationGroups: Parameter<number>;
  readonly scoreBands: Parameter<number>;
  /** Customary bounds of the stability index. */
  readonly stabilityAmber: Parameter<number>;
  readonly stabilityRed: Parameter<number>;
  /** Chance that an unmoved population crosses the limit of the stability index. */
  readonly stabilitySignificance: Parameter<number>;
  /** p-values of the binomial test below which a PD's light turns amber and red. */
  readonly calibrationAmber: Parameter<number>;
  readonly calibrationRed: Parameter<number>;
  /** p-value below which a loss of AUC is an alarm, and the loss that makes it red. */
  readonly discriminationSignificance: Parameter<number>;
  readonly discriminationLossRed: Parameter<number>;
  /** A vintage or group with fewer rows is said to be too small to judge. */
  readonly fewestRows: Parameter<number>;
  /** Smallest number of bads in a grade of the master scale. */
  readonly badsPerGrade: Parameter<number>;
  readonly pdFloor: Parameter<number>;
  /** Smallest ratio of approval rates that is not held to be adverse impact. */
  readonly impactRatio: Parameter<number>;
  /** Bands of the score in which parcelling draws. */
  readonly parcels: Parameter<number>;
}

const effectiveFrom = "2026-01-01";

/** The choices that ship. */
export const defaultEvaluationParameters: EvaluationParameters = {
  calibrationGroups: choose("calibrationGroups", 10, "groups", {
    zh: "校准检验的等量分组数（Hosmer-Lemeshow 惯用 10）",
    en: "groups of equal size for calibration (ten by custom of Hosmer and Lemeshow)",
  }),
  scoreBands: choose("scoreBands", 20, "bands", {
    zh: "分数分布的等量分段数",
    en: "bands of equal size for the score distribution",
  }),
  stabilityAmber: choose("stabilityAmber", 0.1, "", {
    zh: "稳定性指数 PSI 关注线（惯例 0.1）",
    en: "stability index at which to look (0.1 by custom)",
  }),
  stabilityRed: choose("stabilityRed", 0.25, "", {
    zh: "稳定性指数 PSI 行动线（惯例 0.25）",
    en: "stability index at which to act (0.25 by custom)",
  }),
  stabilitySignificance: choose("stabilitySignificance", 0.01, "probability", {
    zh: "分布未变而 PSI 超过样本量界限的概率",
    en: "chance that the index of an unmoved population crosses its limit",
  }),
  calibrationAmber: choose("calibrationAmber", 0.05, "probability", {
    zh: "二项检验 p 值的关注线",
    en: "p-value of the binomial test at which to look",
  }),
  calibrationRed: choose("calibrationRed", 0.001, "probability", {
    zh: "二项检验 p 值的行动线",
    en: "p-value of the binomial test at which to act",
  }),
  discriminationSignificance: choose("discriminationSignificance", 0.01, "probability", {
    zh: "AUC 下降的显著性水平（单侧）",
    en: "one-sided significance of a loss of AUC",
  }),
  discriminationLossRed: choose("discriminationLossRed", 0.05, "", {
    zh: "显著且达到此值的 AUC 下降须行动",
    en: "significant loss of AUC at which to act",
  }),
  fewestRows: choose("fewestRows", 30, "rows", {
    zh: "少于此数的月份或分组不作判断，只作提示",
    en: "a month or group with fewer rows is not judged but named",
  }),
  badsPerGrade: choose("badsPerGrade", 3, "rows", {
    zh: "主标尺每一等级（最优等级除外）至少的违约企业数",
    en: "fewest bads in a grade of the master scale, the best grade excepted",
  }),
  pdFloor: defineParameter({
    id: "scorecard.evaluation.pdFloor",
    value: 0.0005,
    unit: "ratio",
    effectiveFrom,
    origin: "rule",
    zh: "违约概率下限 0.05 %（巴塞尔内部评级法，未逐条核对原文）",
    en: "floor of the PD, 0.05 % (Basel internal ratings approach; not checked against the text)",
  }),
  impactRatio: choose("impactRatio", 0.8, "ratio", {
    zh: "通过率之比的下限（五分之四规则）",
    en: "smallest ratio of approval rates (the four-fifths rule)",
  }),
  parcels: choose("parcels", 10, "bands", {
    zh: "拒绝推断分块法的分数分段数",
    en: "bands of the score in which parcelling draws",
  }),
};

/** The same as a list, for showing beside a result. */
export const evaluationParameters: readonly Parameter<number>[] = Object.values(defaultEvaluationParameters);

function choose(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineDesignChoice(`scorecard.evaluation.${id}`, value, unit, words);
}
