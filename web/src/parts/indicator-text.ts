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

/** T is the day of the evaluation, L the last invoice before it. */
export const windowNames: Catalogue = {
  "365 days to T": { zh: "截止日前 365 天", en: "365 days to T" },
  "730 days to T": { zh: "截止日前 730 天", en: "730 days to T" },
  "91 days to T and to L": { zh: "截止日前及末张发票前 91 天", en: "91 days to T and to L" },
  "182 days to T and to L": { zh: "截止日前及末张发票前 182 天", en: "182 days to T and to L" },
  "first to last invoice up to T": { zh: "截止日前首张至末张发票", en: "first to last invoice up to T" },
  "all invoices up to T": { zh: "截止日前全部发票", en: "all invoices up to T" },
  "three years to T, in 91-day seasons": {
    zh: "截止日前三年，按 91 天一季",
    en: "three years to T, in 91-day seasons",
  },
  "inner complete months, at least 6": {
    zh: "首尾之间的完整月份，至少 6 个",
    en: "inner complete months, at least 6",
  },
  "first to last month with sales": { zh: "首个至末个有销售的月份", en: "first to last month with sales" },
  "first to last sale": { zh: "首笔至末笔销售", en: "first to last sale" },
  "up to T": { zh: "截止日前", en: "up to T" },
  "first to last reading up to T": { zh: "截止日前首个至末个读数", en: "first to last reading up to T" },
};

export const missingReasons: Catalogue = {
  noInvoices: { zh: "截止日前没有发票", en: "No invoices up to the cut-off" },
  noSales: { zh: "窗口内没有有效销项发票", en: "No valid sales invoices in the window" },
  noPurchases: { zh: "窗口内没有有效进项发票", en: "No valid purchase invoices in the window" },
  nonPositiveSales: { zh: "窗口内销售额（冲红后）不为正", en: "Sales net of reversals are not positive" },
  nonPositivePurchases: {
    zh: "窗口内采购额（冲红后）不为正",
    en: "Purchases net of reversals are not positive",
  },
  tooFewMonths: { zh: "完整月份太少", en: "Too few complete months" },
  historyTooShort: {
    zh: "首张发票晚于比较窗口的起点",
    en: "The first invoice is later than the window compared with",
  },
  noEarlierCustomers: { zh: "比较窗口内没有客户", en: "No customers in the window compared with" },
  calendarUnknown: { zh: "农历节日表不含所需年份", en: "The lunar calendar does not cover these years" },
  noReadings: { zh: "没有设备或能耗读数", en: "No machine or energy readings" },
  noRunTime: { zh: "没有设备状态或报工时间", en: "No machine states or production reports" },
  noPlannedTime: { zh: "窗口内没有计划工作时间", en: "No planned working time in the window" },
  ranBeyondPlan: { zh: "运行时间超过计划时间", en: "It ran longer than planned" },
  noProductionCounts: { zh: "没有产量读数", en: "No production counts" },
  noQualityCounts: { zh: "没有合格品与不合格品计数", en: "No counts of good and rejected parts" },
  noEnergyReadings: { zh: "没有电力读数", en: "No electricity readings" },
  tooFewHours: { zh: "覆盖完整的小时太少", en: "Too few completely covered hours" },
};
