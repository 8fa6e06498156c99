import type { IndicatorContext, TradeView } from "./context.ts";
import { type Indicator, type IndicatorOrigin, type IndicatorValue, missing, present } from "./definition.ts";
import { activeMonths, spanMonths } from "./volume-indicators.ts";

const own: IndicatorOrigin = { kind: "own", citation: "own choice" };
const shared = {
  version: 1,
  group: "stability",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  source: own,
  presentOn: ["sme_invoices"],
} as const;

/** Regularity of trade, and how long it has been silent. */
export const stabilityIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "sales-volatility",
    name: { zh: "月销售波动系数", en: "Volatility of monthly sales" },
    definition: {
      zh: "首末有效销项月之间（两端月份除外）月销售额的变异系数",
      en: "Coefficient of variation of monthly gross sales between the first and the last month with sales, both left out",
    },
    formula: "sd(monthly gross sales) / mean(monthly gross sales), n − 1 in sd",
    unit: "ratio",
    range: [0, null],
    window: "inner complete months, at least 6",
    endOfSeries: false,
    expectedDirection: "lowerIsBetter",
    compute: ({ sales }) => volatilityOf(sales),
  },
  {
    ...shared,
    id: "active-month-share",
    name: { zh: "有销项月份占比", en: "Share of months with sales" },
    definition: {
      zh: "首末有效销项月之间有有效销项的月份占比",
      en: "Months with valid sales over the months from the first to the last of them",
    },
    formula: "months with valid sales / months first…last",
    unit: "ratio",
    range: [0, 1],
    window: "first to last month with sales",
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) => {
      const span = spanMonths(sales);
      return span === 0 ? missing("noSales") : present(activeMonths(sales).length / span);
    },
  },
  {
    ...shared,
    id: "sales-days-per-month",
    name: { zh: "月均开票天数", en: "Sales days a month" },
    definition: {
      zh: "首末有效销项月之间每月开具有效销项发票的平均天数",
      en: "Days with valid sales invoices a month, from the first to the last month with sales",
    },
    formula: "days with valid sales / months first…last",
    unit: "days",
    range: [0, 31],
    window: "first to last month with sales",
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) => {
      const span = spanMonths(sales);
      return span === 0 ? missing("noSales") : present(sales.activeDays.length / span);
    },
  },
  {
    ...shared,
    id: "longest-sales-gap",
    name: { zh: "最长无销项天数", en: "Longest gap in sales" },
    definition: {
      zh: "相邻两个有效销项开票日之间相隔的最大天数（不含截止日）",
      en: "Largest number of days from one day with valid sales to the next; the cut-off does not count",
    },
    formula: "max(day(i+1) − day(i))",
    unit: "days",
    range: [1, null],
    window: "first to last sale",
    endOfSeries: false,
    expectedDirection: "lowerIsBetter",
    compute: ({ sales }) => longestGapOf(sales.activeDays),
  },
  {
    ...shared,
    id: "recent-sales-gap",
    name: { zh: "近一年最长无销项天数", en: "Longest recent gap in sales" },
    definition: {
      zh: "截止日前 365 天内最长的无有效销项天数，包括至截止日的间隔",
      en: "Largest number of days without valid sales that reaches into the 365 days to T, the gap to T included",
    },
    formula: "max over gaps ending in [T−364, T] of day(i+1) − day(i), with T as last day",
    unit: "days",
    range: [0, null],
    window: "365 days to T",
    endOfSeries: true,
    expectedDirection: "lowerIsBetter",
    compute: recentGapOf,
  },
  {
    ...shared,
    id: "sales-recency",
    name: { zh: "距最近销项天数", en: "Days since the last sale" },
    definition: {
      zh: "截止日距最近一张有效销项发票的天数",
      en: "Days from the last valid sales invoice to T",
    },
    formula: "T − last day with valid sales",
    unit: "days",
    range: [0, null],
    window: "up to T",
    endOfSeries: true,
    expectedDirection: "lowerIsBetter",
    compute: ({ sales, asOfDay }) => recencyOf(sales, asOfDay, "noSales"),
  },
  {
    ...shared,
    id: "purchases-recency",
    name: { zh: "距最近进项天数", en: "Days since the last purchase" },
    definition: {
      zh: "截止日距最近一张有效进项发票的天数",
      en: "Days from the last valid purchase invoice to T",
    },
    formula: "T − last day with valid purchases",
    unit: "days",
    range: [0, null],
    window: "up to T",
    endOfSeries: true,
    expectedDirection: "lowerIsBetter",
    compute: ({ purchases, asOfDay }) => recencyOf(purchases, asOfDay, "noPurchases"),
  },
];

const fewestInnerMonths = 6;

function volatilityOf(sales: TradeView): IndicatorValue {
  if (sales.activeDays.length === 0) return missing("noSales");
  const active = sales.months.map(({ sum }) => sum.validCount > 0);
  const inner = sales.months.slice(active.indexOf(true) + 1, active.lastIndexOf(true));
  if (inner.length < fewestInnerMonths) return missing("tooFewMonths");
  const amounts = inner.map(({ sum }) => sum.grossFen);
  const totalFen = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (totalFen <= 0n) return missing("nonPositiveSales");
  // n·Σx² − (Σx)² stays an exact integer until the only rounding, so the order of months cannot matter.
  const count = BigInt(amounts.length);
  const squares = amounts.reduce((sum, amount) => sum + amount * amount, 0n);
  const variance = Number(count * squares - totalFen * totalFen) / (amounts.length * (amounts.length - 1));
  return present(Math.sqrt(variance) / (Number(totalFen) / amounts.length));
}

function longestGapOf(days: readonly number[]): IndicatorValue {
  if (days.length < 2) return missing(days.length === 0 ? "noSales" : "tooFewMonths");
  return present(days.reduce((longest, day, index) => Math.max(longest, day - (days[index - 1] ?? day)), 0));
}

function recentGapOf({ sales, asOfDay, windows }: IndicatorContext): IndicatorValue {
  const days = sales.activeDays;
  const lastDay = days.at(-1);
  if (lastDay === undefined) return missing("noSales");
  let longest = asOfDay - lastDay;
  days.forEach((day, index) => {
    if (day >= windows.last12.fromDay) longest = Math.max(longest, day - (days[index - 1] ?? day));
  });
  return present(longest);
}

function recencyOf(trade: TradeView, asOfDay: number, whenNone: "noSales" | "noPurchases"): IndicatorValue {
  const lastDay = trade.activeDays.at(-1);
  return lastDay === undefined ? missing(whenNone) : present(asOfDay - lastDay);
}
