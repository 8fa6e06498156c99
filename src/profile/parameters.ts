import { defineDesignChoice, defineParameter } from "#kernel";

/** What the portrait reckons with. Thresholds and widths of bounds are our own choice and shown as such. */
export const profileParameters = {
  taxLifeMonths: defineParameter({
    id: "profile.tax-life-months",
    value: 120,
    unit: "months",
    effectiveFrom: "2008-01-01",
    origin: "rule",
    zh: "生产设备的最低折旧年限（企业所得税法实施条例第六十条），设备未登记年限时使用",
    en: "Shortest life of production machines (regulation on enterprise income tax, article 60), where a machine states none",
  }),
  residualPpm: defineDesignChoice("profile.residual", 50_000, "ppm", {
    zh: "设备未登记残值率时的残值率",
    en: "Residual value where a machine states none",
  }),
  connectedSharePpm: defineDesignChoice("profile.connected-share", 900_000, "ppm", {
    zh: "无法由电量推算时，已接入设备占全部设备价值的比例",
    en: "Share of all machines' value that is connected, where energy does not tell it",
  }),
  leastConnectedPpm: defineDesignChoice("profile.connected-share-least", 400_000, "ppm", {
    zh: "已接入设备占比的下界",
    en: "Least share of machines that are connected",
  }),
  otherAssetsPpm: defineDesignChoice("profile.other-assets", 100_000, "ppm", {
    zh: "车辆、办公设备、工装等不在设备清单上的固定资产，相对设备的比例",
    en: "Vehicles, office equipment and tools that are on no list of machines, of the machines' value",
  }),
  standardHoursPerMonth: defineDesignChoice("profile.standard-hours", 220, "hours", {
    zh: "估值时一台设备每月的标准工时：超出则多折，不足则少折",
    en: "Hours a month a machine is built for, for its value: more wears it faster, fewer slower",
  }),
  hoursFactorPpm: defineDesignChoice("profile.hours-factor", 250_000, "ppm", {
    zh: "工时因子最多偏离直线折旧的幅度",
    en: "How far hours may bend straight-line depreciation",
  }),
  salesTaxPpm: defineParameter({
    id: "profile.sales-tax",
    value: 130_000,
    unit: "ppm",
    effectiveFrom: "2019-04-01",
    origin: "rule",
    zh: "货物销售的增值税税率（财政部 税务总局 海关总署公告2019年第39号），发票未说明时使用",
    en: "Value-added tax on goods (announcement 39 of 2019), where no invoice tells it",
  }),
  writtenOffAfterDays: defineDesignChoice("profile.written-off-after", 365, "days", {
    zh: "逾此天数未收的发票，在应收账款下界中不计",
    en: "Invoices open longer than this are left out of the lower bound of receivables",
  }),
  staleCountDays: defineDesignChoice("profile.stale-count", 100, "days", {
    zh: "盘点超过此天数即只作参考，上下界放宽",
    en: "A count of stock older than this widens the bounds",
  }),
  bookErrorPpm: defineDesignChoice("profile.book-error", 60_000, "ppm", {
    zh: "由发票、单据直接加总的项目，上下界的基本宽度",
    en: "Basic width of the bounds of what invoices and documents add up to",
  }),
  stockErrorPpm: defineDesignChoice("profile.stock-error", 150_000, "ppm", {
    zh: "盘点计价的基本宽度",
    en: "Basic width of the bounds of counted stock",
  }),
  assetErrorPpm: defineDesignChoice("profile.asset-error", 100_000, "ppm", {
    zh: "已接入设备净值的基本宽度",
    en: "Basic width of the bounds of connected machines' value",
  }),
  gapPpm: defineDesignChoice("profile.gap", 100_000, "ppm", {
    zh: "与报表相差超过此比例才作说明",
    en: "Share from which a gap to a statement is explained",
  }),
} as const;

export type ProfileParameters = { readonly [Name in keyof typeof profileParameters]: number };

/** The values alone, so that a caller may try others. */
export const defaultProfileParameters = Object.fromEntries(
  Object.entries(profileParameters).map(([name, { value }]) => [name, value]),
) as ProfileParameters;
