import type { Message } from "#kernel";
import type { BinningConstraint, DriftRule, Trend } from "#scorecard";

/** The course of the bad rate over the bins. */
export const trendWords: Readonly<Record<Trend, Message>> = {
  ascending: { zh: "递增", en: "ascending" },
  descending: { zh: "递减", en: "descending" },
  peak: { zh: "先升后降", en: "peak" },
  valley: { zh: "先降后升", en: "valley" },
  concave: { zh: "上凸", en: "concave" },
  convex: { zh: "下凸", en: "convex" },
  none: { zh: "不限", en: "no trend asked for" },
};

/** What an alarm is about. */
export const ruleWords: Readonly<Record<DriftRule, Message>> = {
  scoreShift: { zh: "分数分布偏移（PSI）", en: "the score's distribution moved (PSI)" },
  indicatorShift: { zh: "变量分布偏移（CSI）", en: "a variable's distribution moved (CSI)" },
  discriminationLoss: { zh: "区分能力下降（AUC）", en: "discrimination lost (AUC)" },
  riskUnderstated: { zh: "风险低估（实际违约率高于预测）", en: "risk understated (bad rate above PD)" },
  riskOverstated: { zh: "风险高估（实际违约率低于预测）", en: "risk overstated (bad rate below PD)" },
  gradeUnderstated: { zh: "等级 PD 低估", en: "a grade's PD is too low" },
  gradeOrderBroken: { zh: "等级违约率倒挂", en: "grades out of order" },
  fewRows: { zh: "样本太少，不作判断", en: "too few rows to judge" },
};

/** What stands in the way of two bins. */
export const constraintWords: Readonly<Record<BinningConstraint, Message>> = {
  distinctValues: { zh: "不同取值太少", en: "too few different values" },
  minBins: { zh: "最少分箱数", en: "fewest bins" },
  maxBins: { zh: "最多分箱数", en: "most bins" },
  minBinRows: { zh: "每箱最少占比", en: "smallest bin" },
  maxBinRows: { zh: "每箱最大占比", en: "largest bin" },
  minBadsPerBin: { zh: "每箱最少违约", en: "fewest bads in a bin" },
  minGoodsPerBin: { zh: "每箱最少未违约", en: "fewest goods in a bin" },
  minRateGap: { zh: "相邻违约率最小差", en: "least gap of bad rates" },
  maxPValue: { zh: "相邻箱 p 值上限", en: "largest p-value" },
  fixedCuts: { zh: "固定切点", en: "fixed cuts" },
  forbiddenCuts: { zh: "禁止切点", en: "forbidden cuts" },
  trend: { zh: "走向", en: "trend" },
  trendOfEveryVintage: { zh: "各期走向", en: "trend in every month" },
  vintageOfOneOutcome: { zh: "某期只有一种结果", en: "a month of one outcome" },
};
