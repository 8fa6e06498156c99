import type { Catalogue } from "../../../i18n/language.tsx";

export const text = {
  card: { zh: "评分卡", en: "The card" },
  cardNote: {
    zh: "总分 = 基础分 {base} + 各指标所在箱的分值；分高者好",
    en: "Score = base points {base} + the points of each indicator's bin; higher is better",
  },
  indicator: { zh: "指标", en: "Indicator" },
  bin: { zh: "分箱", en: "Bin" },
  rows: { zh: "行数", en: "Rows" },
  badRate: { zh: "坏账率", en: "Bad rate" },
  woe: { zh: "WOE", en: "WOE" },
  points: { zh: "分值", en: "Points" },
  iv: { zh: "IV", en: "IV" },
  coefficient: { zh: "系数", en: "Coefficient" },
  sample: { zh: "样本", en: "Sample" },
  bads: { zh: "坏 {count}，{rate}", en: "{count} bads, {rate}" },
  basePoints: { zh: "基础分", en: "Base points" },
  range: { zh: "可能的分数", en: "Possible scores" },
  factor: { zh: "翻倍分 PDO", en: "Points to double the odds" },
  merged: { zh: "取第 {bin} 箱的 WOE", en: "takes the WOE of bin {bin}" },
} as const satisfies Catalogue;
