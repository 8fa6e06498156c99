import type { Catalogue } from "../../i18n/language.tsx";

export const worthText = {
  proxy: { zh: "代理资产负债表", en: "Proxy balance sheet" },
  proxyNote: {
    zh: "由设备、生产、订单、合同与资金数据推算；竖线为九成区间；灰色为企业申报数。",
    en: "Estimated from machines, production, orders, contracts and money; bars of nine chances in ten; grey is declared.",
  },
  noProxy: {
    zh: "可读的数据还推算不出资产与负债。",
    en: "What may be read gives no estimate of assets and debts yet.",
  },
  item: { zh: "项目", en: "Item" },
  estimate: { zh: "推算", en: "Estimate" },
  interval: { zh: "九成区间", en: "9 in 10" },
  declared: { zh: "申报", en: "Declared" },
  notDeclared: { zh: "未申报", en: "not declared" },
  gap: { zh: "差异原因", en: "Why they differ" },
  agrees: { zh: "相符", en: "agree" },
  method: { zh: "方法", en: "Method" },
  valuation: { zh: "企业价值与额度", en: "Enterprise value and limit" },
  byEarnings: { zh: "收益法", en: "By earnings" },
  byAssets: { zh: "资产基础法", en: "By assets" },
  enterpriseValue: { zh: "企业价值", en: "Enterprise value" },
  limit: { zh: "营运资金额度", en: "Working-capital limit" },
  proxyReasons: { zh: "推算依据与差异", en: "Basis of the estimates, and the gaps" },
  noValue: { zh: "数据不足", en: "not enough data" },
  noBackTest: {
    zh: "还没有满一年的预测可以回验。",
    en: "No forecast of a year ago to test against yet.",
  },
  backTest: {
    zh: "回验：{at} 预测其后一年销售 {forecast}，实际 {realised} {unit}，误差 {error}，{within}。",
    en: "Back-test: on {at} the year's sales were forecast at {forecast}, and came to {realised} {unit}: {error} off, {within}.",
  },
  within: { zh: "在区间内", en: "within the interval" },
  outside: { zh: "在区间外", en: "outside the interval" },
} as const satisfies Catalogue;
