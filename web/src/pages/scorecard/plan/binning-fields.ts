import type { BinningParameters } from "#scorecard";
import type { FieldsOf } from "./field-list.tsx";
import type { Choice } from "./plan-field.tsx";

export const trendChoices: readonly Choice[] = [
  { value: "auto", label: { zh: "自动（四种走势中最好）", en: "Best of four courses" } },
  { value: "monotone", label: { zh: "单调（升降取好者）", en: "Monotone, either way" } },
  { value: "expected", label: { zh: "按专家预期", en: "As the expert expects" } },
  { value: "ascending", label: { zh: "单调升", en: "Ascending" } },
  { value: "descending", label: { zh: "单调降", en: "Descending" } },
  { value: "peak", label: { zh: "先升后降", en: "Peak" } },
  { value: "valley", label: { zh: "先降后升", en: "Valley" } },
  { value: "concave", label: { zh: "上凸", en: "Concave" } },
  { value: "convex", label: { zh: "下凸", en: "Convex" } },
  { value: "none", label: { zh: "不限", en: "Any" } },
];

export const missingChoices: readonly Choice[] = [
  { value: "separate", label: { zh: "单独成箱", en: "A bin of their own" } },
  { value: "merge", label: { zh: "并入风险最近的箱", en: "To the nearest bin" } },
];

/** How indicators are binned when nothing is laid down for one of them. */
export const binningFields: FieldsOf<BinningParameters> = [
  { key: "trend", label: { zh: "走势", en: "Trend" }, control: { kind: "choice", choices: trendChoices } },
  {
    key: "objective",
    label: { zh: "目标", en: "Objective" },
    control: {
      kind: "choice",
      choices: [
        { value: "iv", label: { zh: "信息值 IV", en: "Information value" } },
        { value: "js", label: { zh: "JS 散度", en: "Jensen–Shannon" } },
        { value: "hellinger", label: { zh: "Hellinger 距离", en: "Hellinger" } },
        { value: "ks", label: { zh: "KS", en: "KS" } },
      ],
    },
  },
  {
    key: "over",
    label: { zh: "取最大的是", en: "Largest over" },
    control: {
      kind: "choice",
      choices: [
        { value: "sample", label: { zh: "全部样本", en: "The whole sample" } },
        {
          value: "everyVintage",
          label: { zh: "全部样本，走向逐月成立", en: "The whole, trend in every vintage" },
        },
        { value: "worstVintage", label: { zh: "最差的月份", en: "The worst vintage" } },
      ],
    },
  },
  {
    key: "candidates",
    label: { zh: "候选切点", en: "Candidate cuts" },
    control: {
      kind: "choice",
      choices: [
        { value: "rich", label: { zh: "分位点、决策树与凸包", en: "Quantiles, tree and hull" } },
        { value: "quantiles", label: { zh: "分位点", en: "Quantiles" } },
      ],
    },
  },
  {
    key: "maxPreBins",
    label: { zh: "候选区间上限", en: "Most candidates" },
    control: { kind: "number", min: 2, max: 2_000, step: 1 },
  },
  {
    key: "minBins",
    label: { zh: "最少箱数", en: "Fewest bins" },
    control: { kind: "number", min: 2, max: 50, step: 1 },
  },
  {
    key: "maxBins",
    label: { zh: "最多箱数", en: "Most bins" },
    control: { kind: "number", min: 2, max: 50, step: 1 },
  },
  {
    key: "minBinShare",
    label: { zh: "每箱最小占比", en: "Least share of a bin" },
    control: { kind: "number", min: 0, max: 0.5, step: 0.01, isShare: true },
  },
  {
    key: "minBinRows",
    label: { zh: "每箱最少行数", en: "Fewest rows in a bin" },
    control: { kind: "number", min: 0, step: 1 },
  },
  {
    key: "minBadsPerBin",
    label: { zh: "每箱最少坏客户", en: "Fewest bads in a bin" },
    control: { kind: "number", min: 0, step: 1 },
  },
  {
    key: "minRateGap",
    label: { zh: "相邻箱坏账率最小差", en: "Least gap of bad rates" },
    control: { kind: "number", min: 0, max: 1, step: 0.005, isShare: true },
  },
  {
    key: "maxPValue",
    label: { zh: "相邻箱差异 p 值上限", en: "Largest p-value" },
    control: { kind: "number", min: 0, max: 1, step: 0.01 },
  },
  {
    key: "missing",
    label: { zh: "缺失值", en: "Missing values" },
    control: { kind: "choice", choices: missingChoices },
  },
  {
    key: "special",
    label: { zh: "特殊值", en: "Special codes" },
    control: {
      kind: "choice",
      choices: [
        { value: "separate", label: { zh: "各成一箱", en: "A bin each" } },
        { value: "together", label: { zh: "合成一箱", en: "One bin for all" } },
        { value: "merge", label: { zh: "并入风险最近的箱", en: "To the nearest bin" } },
      ],
    },
  },
  {
    key: "rareShare",
    label: { zh: "稀有类别占比", en: "Rare below" },
    control: { kind: "number", min: 0, max: 1, step: 0.005, isShare: true },
  },
  {
    key: "smoothingRows",
    label: { zh: "平滑行数", en: "Rows of smoothing" },
    control: { kind: "number", min: 0, step: 0.5 },
  },
];
