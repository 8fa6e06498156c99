import type { Message } from "#kernel";
import type { BinningConstraint, LeakageSign, ScreeningReason, TrafficLight, Trend } from "#scorecard";

/** The course of the bad rate, for a person at a terminal. */
export const trendWords: Readonly<Record<Trend, Message>> = {
  ascending: { zh: "递增", en: "ascending" },
  descending: { zh: "递减", en: "descending" },
  peak: { zh: "先升后降", en: "peak" },
  valley: { zh: "先降后升", en: "valley" },
  concave: { zh: "上凸", en: "concave" },
  convex: { zh: "下凸", en: "convex" },
  none: { zh: "不限", en: "none" },
};

/** What stands in the way of two bins, and by which option it is loosened. */
export const constraintWords: Readonly<Record<BinningConstraint, Message>> = {
  distinctValues: { zh: "不同取值太少", en: "too few different values" },
  minBins: { zh: "最少分箱数（--min-bins）", en: "fewest bins (--min-bins)" },
  maxBins: { zh: "最多分箱数（--max-bins）", en: "most bins (--max-bins)" },
  minBinRows: { zh: "每箱最少占比（--min-size）", en: "smallest bin (--min-size)" },
  maxBinRows: { zh: "每箱最大占比（--max-size）", en: "largest bin (--max-size)" },
  minBadsPerBin: { zh: "每箱最少违约（--min-bads）", en: "fewest bads in a bin (--min-bads)" },
  minGoodsPerBin: { zh: "每箱最少未违约", en: "fewest goods in a bin" },
  minRateGap: { zh: "相邻违约率最小差（--min-gap）", en: "least gap of bad rates (--min-gap)" },
  maxPValue: { zh: "相邻箱 p 值上限（--max-p-value）", en: "largest p-value (--max-p-value)" },
  fixedCuts: { zh: "固定切点（--fixed-cuts）", en: "fixed cuts (--fixed-cuts)" },
  forbiddenCuts: { zh: "禁止切点（--forbidden-cuts）", en: "forbidden cuts (--forbidden-cuts)" },
  trend: { zh: "走向（--trend）", en: "trend (--trend)" },
  trendOfEveryVintage: { zh: "各期走向（--over）", en: "trend in every month (--over)" },
  vintageOfOneOutcome: { zh: "某期只有一种结果（--over）", en: "a month of one outcome (--over)" },
};

/** What a figure asks of the reader. */
export const lightWords: Readonly<Record<TrafficLight, Message>> = {
  green: { zh: "正常", en: "green" },
  amber: { zh: "关注", en: "amber" },
  red: { zh: "行动", en: "red" },
};

/** Why an indicator may know the outcome. */
export const leakageWords: Readonly<Record<LeakageSign["kind"], Message>> = {
  nearlyPerfect: { zh: "疑似泄露：几乎完全区分", en: "leakage? orders the outcomes almost perfectly" },
  missingTellsOutcome: { zh: "疑似泄露：缺失与否揭示结果", en: "leakage? missing or not tells the outcome" },
  valueTellsOutcome: { zh: "疑似泄露：某取值揭示结果", en: "leakage? one value tells the outcome" },
};

/** Why an indicator may not enter, and by which option that is changed. */
export const reasonWords: Readonly<Record<ScreeningReason["kind"], Message>> = {
  mostlyMissing: { zh: "缺失过多（--max-missing）", en: "mostly missing (--max-missing)" },
  mostlyIdentical: { zh: "取值过于集中（--max-identical）", en: "mostly one value (--max-identical)" },
  notBinnable: { zh: "无法分箱", en: "cannot be binned" },
  weak: { zh: "信息值不足（--min-iv）", en: "too little information (--min-iv)" },
  correlated: {
    zh: "与其他变量相关（--max-correlation）",
    en: "correlated with another (--max-correlation)",
  },
  collinear: { zh: "与其他变量共线（--max-vif）", en: "explained by the others (--max-vif)" },
  unstable: { zh: "首末期分布不稳（--max-psi）", en: "unstable from first to last vintage (--max-psi)" },
  againstExpectation: { zh: "与专家预期方向相反", en: "runs against the experts' direction" },
  excludedByExperts: { zh: "专家名单排除（--must-out）", en: "left out by the experts (--must-out)" },
  notSelected: { zh: "未被选入（--selection）", en: "not selected (--selection)" },
  wrongSign: { zh: "系数方向不符（--any-sign）", en: "coefficient of the wrong sign (--any-sign)" },
};
