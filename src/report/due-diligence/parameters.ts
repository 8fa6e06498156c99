import { type BusinessDay, defineParameter, type Parameter } from "#kernel";

const effectiveFrom: BusinessDay = "2026-01-01";
const choice = { effectiveFrom, origin: "designChoice" } as const;

function share(id: string, value: number, zh: string, en: string): Parameter<number> {
  return defineParameter({ id: `report.${id}`, value, unit: "ppm", ...choice, zh, en });
}

function days(id: string, value: number, zh: string, en: string): Parameter<number> {
  return defineParameter({ id: `report.${id}`, value, unit: "days", ...choice, zh, en });
}

/** The thresholds of the state of survival; all are our own choice, for the bank to replace by its own. */
export const stateThresholds = {
  salesStopped: days(
    "sales-stopped",
    90,
    "距最近一张有效销项发票超过多少天为异常",
    "Days since the last valid sales invoice above which the state is abnormal",
  ),
  salesPaused: days("sales-paused", 45, "同上，为需关注", "The same, for attention"),
  salesCollapse: share(
    "sales-collapse",
    -500_000,
    "近 12 个月销售同比低于多少为异常",
    "Sales of the last 12 months over the 12 before, below which it is abnormal",
  ),
  salesDecline: share("sales-decline", -200_000, "同上，为需关注", "The same, for attention"),
  redShare: share(
    "red-share",
    50_000,
    "红字金额占销售额超过多少为需关注",
    "Red amount over sales above which it is attention",
  ),
  voidShare: share(
    "void-share",
    100_000,
    "作废张数占比超过多少为需关注",
    "Share of void invoices above which it is attention",
  ),
  topShare: share(
    "top-share",
    500_000,
    "第一大客户占比超过多少为需关注",
    "Share of the largest customer above which it is attention",
  ),
  receiptShare: share(
    "receipt-share",
    600_000,
    "回款与开票之比低于多少为需关注",
    "Receipts over invoices below which it is attention",
  ),
  energyCollapse: share(
    "energy-collapse",
    -600_000,
    "用电比上年农历同期低于多少为异常",
    "Electricity against the same lunar days of last year below which it is abnormal",
  ),
  energyDecline: share("energy-decline", -300_000, "同上，为需关注", "The same, for attention"),
  overdueAbnormal: days(
    "overdue-abnormal",
    90,
    "本行借款逾期超过多少天为异常",
    "Days past due above which it is abnormal",
  ),
  overdueAttention: days("overdue-attention", 0, "同上，为需关注", "The same, for attention"),
  balanceBreaks: defineParameter({
    id: "report.balance-breaks",
    value: 0,
    unit: "count",
    ...choice,
    zh: "流水余额不连续超过多少处为异常",
    en: "Breaks of the running balance above which it is abnormal",
  }),
  openAlerts: defineParameter({
    id: "report.open-alerts",
    value: 0,
    unit: "count",
    ...choice,
    zh: "未关闭的预警超过多少条为需关注",
    en: "Open alerts above which it is attention",
  }),
  energyDays: days(
    "energy-days",
    90,
    "用电与上年农历同期比较的天数",
    "Days of electricity compared with the same lunar days of last year",
  ),
} as const;
