import { defineMessages } from "#kernel";

/** Why an indicator has no value: a closed set, each with its sentence in both languages. */
export const missingReasons = defineMessages({
  notPermitted: {
    zh: "无权读取所需数据（未授权或已撤回）",
    en: "The data it needs may not be read (no consent, or withdrawn)",
  },
  stale: {
    zh: "采集器的数据已过期（STALE），不以旧值代替",
    en: "The collector's data are stale (STALE); an old value does not stand in",
  },
  noInvoices: { zh: "截止日前没有发票", en: "No invoices up to the cut-off" },
  noSales: { zh: "窗口内没有有效销项发票", en: "No valid sales invoices in the window" },
  noPurchases: { zh: "窗口内没有有效进项发票", en: "No valid purchase invoices in the window" },
  nonPositiveSales: {
    zh: "窗口内销售额（冲红后）不为正",
    en: "Sales in the window, net of reversals, are not positive",
  },
  nonPositivePurchases: {
    zh: "窗口内采购额（冲红后）不为正",
    en: "Purchases in the window, net of reversals, are not positive",
  },
  tooFewMonths: { zh: "完整月份太少，不足以计算", en: "Too few complete months to compute it" },
  historyTooShort: {
    zh: "首张发票晚于比较窗口的起点",
    en: "The first invoice is later than the start of the window compared with",
  },
  noEarlierCustomers: {
    zh: "比较窗口内没有客户",
    en: "No customers in the window compared with",
  },
  calendarUnknown: {
    zh: "农历节日表不含所需年份",
    en: "The table of lunar festivals does not cover the years needed",
  },
  noReadings: { zh: "截止日前没有设备或能耗读数", en: "No machine or energy readings up to the cut-off" },
  noRunTime: { zh: "没有设备状态或生产报工时间", en: "No machine states or production reports" },
  noPlannedTime: { zh: "窗口内没有计划工作时间", en: "No planned working time in the window" },
  ranBeyondPlan: {
    zh: "运行时间超过计划时间，计划参数需要修正",
    en: "It ran longer than planned: the plan parameter needs correcting",
  },
  noProductionCounts: { zh: "没有产量读数", en: "No production counts" },
  noQualityCounts: {
    zh: "没有合格品与不合格品计数",
    en: "No counts of good and rejected parts",
  },
  noEnergyReadings: { zh: "没有电力读数", en: "No electricity readings" },
  noTwins: { zh: "没有设备台账", en: "No register of machines" },
  noMachineDays: { zh: "窗口内没有设备运行数据", en: "No machine data in the window" },
  noMeterDays: { zh: "窗口内没有计量表数据", en: "No meter data in the window" },
  noCollectorDays: { zh: "窗口内没有采集器数据", en: "No collector data in the window" },
  noOrders: { zh: "窗口内没有订单", en: "No orders in the window" },
  noPurchaseOrders: { zh: "窗口内没有采购订单", en: "No purchase orders in the window" },
  noMovements: { zh: "窗口内没有出入库单据", en: "No goods movements in the window" },
  noServices: { zh: "窗口内没有服务单据", en: "No service documents in the window" },
  noPayments: { zh: "窗口内没有银行流水", en: "No bank statement lines in the window" },
  noBalance: { zh: "银行流水没有余额", en: "The bank statement states no balance" },
  noStock: { zh: "没有库存盘点", en: "No stock counts" },
  noWorkforce: { zh: "窗口内没有用工数据", en: "No workforce data in the window" },
  noDeclared: { zh: "没有已申报的报表或纳税申报", en: "No statement or tax return filed" },
  noCustoms: { zh: "没有报关单", en: "No customs declarations" },
  noRegisters: { zh: "未接入登记信息", en: "No registers connected" },
  noLoans: { zh: "没有借款记录", en: "No loans on record" },
  noDesigns: { zh: "没有研发设计记录", en: "No research or design records" },
  noMaster: { zh: "没有企业主数据", en: "No master data of the enterprise" },
  noFigure: { zh: "单据未载明所需数值", en: "The documents do not state the figure needed" },
  noEarlierFigure: { zh: "比较窗口内没有数据", en: "No data in the window compared with" },
  tooFewDays: { zh: "完整的日数太少，不足以计算", en: "Too few complete days to compute it" },
  tooFewCases: { zh: "个案太少，不足以计算", en: "Too few cases to compute it" },
  noVariation: { zh: "自变量没有变化，无法回归", en: "Nothing varies, so there is no slope" },
  nonPositiveResult: {
    zh: "回归结果不为正，没有含义",
    en: "The fitted value is not positive and has no meaning",
  },
  nonPositiveAmount: { zh: "金额不为正", en: "The amount is not positive" },
  noMatches: { zh: "没有可匹配的单据", en: "No documents that match" },
  tooFewHours: { zh: "覆盖完整的小时太少，不足以计算", en: "Too few completely covered hours to compute it" },
});

/** A key of the room's catalogue of missing reasons. */
export type MissingReason = keyof typeof missingReasons.messages;
