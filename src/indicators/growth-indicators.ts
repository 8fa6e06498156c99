import { medianOf } from "#kernel";
import type { IndicatorContext, TradeView } from "./context.ts";
import { type Indicator, type IndicatorOrigin, type IndicatorValue, missing, present } from "./definition.ts";
import type { MissingReason } from "./missing.ts";
import { sumTrade } from "./trade-view.ts";
import type { DayWindow } from "./windows.ts";

const own: IndicatorOrigin = { kind: "own", citation: "own choice" };
const lunar: IndicatorOrigin = {
  kind: "own",
  citation: "own choice: windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol",
};
const seasonalKendall: IndicatorOrigin = {
  kind: "paper",
  citation:
    "Hirsch, Slack & Smith 1982, Techniques of trend analysis for monthly water quality data, Water Resources Research 18(1): seasonal Kendall slope",
};
const shared = {
  version: 1,
  group: "growth",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  presentOn: ["sme_invoices"],
  endOfSeries: true,
  expectedDirection: "higherIsBetter",
} as const;

/** Change of trade against an earlier period; all of them look at the end of the series. */
export const growthIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "sales-growth-12m",
    name: { zh: "年销售增长率", en: "Sales growth, 12 months" },
    definition: {
      zh: "截止日前 365 天销售额比再前 365 天的增长率",
      en: "Gross sales of the 365 days to T over those of the 365 days before, minus 1",
    },
    formula: "Σ gross[T−364…T] / Σ gross[T−729…T−365] − 1",
    unit: "ratio",
    range: [null, null],
    window: "730 days to T",
    source: own,
    compute: ({ sales, windows }) => {
      if (sales.activeDays.length === 0) return missing("noSales");
      if (startsAfter(sales, windows.prior12)) return missing("historyTooShort");
      return changeOf(sales.last12.grossFen, sales.prior12.grossFen, "nonPositiveSales");
    },
  },
  {
    ...shared,
    id: "sales-trend-lunar",
    name: { zh: "销售趋势（春节对齐去季节）", en: "Sales trend, seasonally adjusted" },
    definition: {
      zh: "按距春节同样天数对齐的 91 天季度，各季度同比对数变化的中位数（每年）",
      en: "Median yearly log change of sales between equal 91-day seasons, aligned on the Chinese new year",
    },
    formula: "median over seasons s and years i<j of ln(S(s,i) / S(s,j)) / (j − i)",
    unit: "log ratio",
    range: [null, null],
    window: "three years to T, in 91-day seasons",
    source: seasonalKendall,
    compute: seasonalTrend,
  },
  {
    ...shared,
    id: "sales-change-3m",
    name: { zh: "近 3 月销售同比（农历）", en: "Sales, last 3 months on the year before (lunar)" },
    definition: {
      zh: "截止日前 91 天销售额与上一农历年距春节同样天数的 91 天相比的变化",
      en: "Gross sales of the 91 days to T against the 91 days that end as far from the new year before, minus 1",
    },
    formula: "Σ gross[T−90…T] / Σ gross[L−90…L] − 1, L = T a lunar year earlier",
    unit: "ratio",
    range: [null, null],
    window: "91 days to T and to L",
    source: lunar,
    compute: (context) =>
      changeOnLunarYear(context, context.sales, context.windows.last3, context.windows.prior3),
  },
  {
    ...shared,
    id: "sales-change-6m",
    name: { zh: "近 6 月销售同比（农历）", en: "Sales, last 6 months on the year before (lunar)" },
    definition: {
      zh: "截止日前 182 天销售额与上一农历年距春节同样天数的 182 天相比的变化",
      en: "Gross sales of the 182 days to T against the 182 days that end as far from the new year before, minus 1",
    },
    formula: "Σ gross[T−181…T] / Σ gross[L−181…L] − 1, L = T a lunar year earlier",
    unit: "ratio",
    range: [null, null],
    window: "182 days to T and to L",
    source: lunar,
    compute: (context) =>
      changeOnLunarYear(context, context.sales, context.windows.last6, context.windows.prior6),
  },
  {
    ...shared,
    id: "purchases-change-6m",
    name: { zh: "近 6 月采购同比（农历）", en: "Purchases, last 6 months on the year before (lunar)" },
    definition: {
      zh: "截止日前 182 天采购额与上一农历年距春节同样天数的 182 天相比的变化",
      en: "Gross purchases of the 182 days to T against the 182 days that end as far from the new year before, minus 1",
    },
    formula: "Σ gross[T−181…T] / Σ gross[L−181…L] − 1, L = T a lunar year earlier",
    unit: "ratio",
    range: [null, null],
    window: "182 days to T and to L",
    source: lunar,
    compute: (context) =>
      changeOnLunarYear(context, context.purchases, context.windows.last6, context.windows.prior6),
  },
];

function changeOnLunarYear(
  context: IndicatorContext,
  trade: TradeView,
  recent: DayWindow,
  prior: DayWindow | null,
): IndicatorValue {
  const isSales = trade === context.sales;
  if (trade.activeDays.length === 0) return missing(isSales ? "noSales" : "noPurchases");
  if (prior === null) return missing("calendarUnknown");
  if (startsAfter(trade, prior)) return missing("historyTooShort");
  return changeOf(
    sumTrade(trade.facts, recent).grossFen,
    sumTrade(trade.facts, prior).grossFen,
    isSales ? "nonPositiveSales" : "nonPositivePurchases",
  );
}

/** A firm that began inside the earlier window would show growth that is only its own beginning. */
function startsAfter(trade: TradeView, window: DayWindow): boolean {
  const firstDay = trade.activeDays[0];
  return firstDay === undefined || firstDay > window.fromDay + 31;
}

function changeOf(recentFen: bigint, priorFen: bigint, whenNotPositive: MissingReason): IndicatorValue {
  if (priorFen <= 0n) return missing(whenNotPositive);
  return present(Number(recentFen - priorFen) / Number(priorFen));
}

function seasonalTrend({ sales, windows }: IndicatorContext): IndicatorValue {
  if (sales.activeDays.length === 0) return missing("noSales");
  if (windows.quarters.length < 2) return missing("calendarUnknown");
  const firstDay = sales.activeDays[0] ?? Number.POSITIVE_INFINITY;
  const sums = windows.quarters.map((seasons) =>
    seasons.map((season) => (firstDay > season.fromDay ? 0 : Number(sumTrade(sales.facts, season).grossFen))),
  );
  const slopes: number[] = [];
  sums.forEach((later, laterYear) => {
    sums.slice(laterYear + 1).forEach((earlier, years) => {
      later.forEach((sum, season) => {
        const base = earlier[season] ?? 0;
        if (sum > 0 && base > 0) slopes.push(Math.log(sum / base) / (years + 1));
      });
    });
  });
  return slopes.length < 3 ? missing("tooFewMonths") : present(medianOf(slopes));
}
