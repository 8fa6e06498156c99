import type { Catalogue } from "../i18n/language.tsx";

/** What an indicator's definition is labelled with, its groups, units, and why a value is missing. */
export const text = {
  formula: { zh: "公式", en: "Formula" },
  window: { zh: "窗口", en: "Window" },
  source: { zh: "出处", en: "Source" },
  version: { zh: "版本", en: "Version" },
  endOfSeries: {
    zh: "窗口锚定在数据截止日：停止开票的企业在此会被看到，可能是违约的结果而非原因。",
    en: "Anchored at the cut-off: an enterprise that stopped is seen here, perhaps as the effect of a default rather than its cause.",
  },
  otherGroup: { zh: "其他", en: "Other" },
  otherMissing: { zh: "数据不足，无法计算", en: "Not enough data to compute it" },
} as const satisfies Catalogue;

export const groupNames: Catalogue = {
  volume: { zh: "规模", en: "Volume" },
  growth: { zh: "成长", en: "Growth" },
  stability: { zh: "稳定", en: "Stability" },
  concentration: { zh: "集中度", en: "Concentration" },
  documentQuality: { zh: "票据质量", en: "Document quality" },
  margin: { zh: "毛利与税负", en: "Margin and tax" },
  machine: { zh: "设备", en: "Machines" },
  energy: { zh: "能耗", en: "Energy" },
};

export const unitNames: Catalogue = {
  ratio: { zh: "比率", en: "ratio" },
  days: { zh: "天", en: "days" },
  months: { zh: "个月", en: "months" },
  count: { zh: "个", en: "count" },
  "log10 CNY": { zh: "元的常用对数", en: "log10 CNY" },
  "log10 count": { zh: "个数的常用对数", en: "log10 count" },
  "log ratio": { zh: "对数比", en: "log ratio" },
  kW: { zh: "千瓦", en: "kW" },
  "kWh/unit": { zh: "千瓦时/件", en: "kWh/unit" },
};
