import type { Message } from "#kernel";
import { constraintWords } from "#report";
import type { BinningConstraint, LeakageSign, ScreeningReason, TrafficLight } from "#scorecard";

/** The option by which a constraint is loosened. */
const optionOf: Readonly<Partial<Record<BinningConstraint, string>>> = {
  minBins: "--min-bins",
  maxBins: "--max-bins",
  minBinRows: "--min-size",
  maxBinRows: "--max-size",
  minBadsPerBin: "--min-bads",
  minRateGap: "--min-gap",
  maxPValue: "--max-p-value",
  fixedCuts: "--fixed-cuts",
  forbiddenCuts: "--forbidden-cuts",
  trend: "--trend",
  trendOfEveryVintage: "--over",
  vintageOfOneOutcome: "--over",
};

/** What stands in the way of two bins, and by which option it is loosened. */
export function nameConstraint(constraint: BinningConstraint): Message {
  const { zh, en } = constraintWords[constraint];
  const option = optionOf[constraint];
  return option === undefined ? { zh, en } : { zh: `${zh}（${option}）`, en: `${en} (${option})` };
}

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
