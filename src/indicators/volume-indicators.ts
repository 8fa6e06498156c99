import { monthOf, monthsBetween } from "#kernel";
import type { TradeView } from "./context.ts";
import type { DataSource, Indicator, IndicatorOrigin } from "./definition.ts";
import { missing, present } from "./definition.ts";
import { log10Count, log10Yuan } from "./ratio.ts";

const own: IndicatorOrigin = {
  kind: "own",
  citation: "own choice; the logarithm makes firms of all sizes comparable",
};
const invoices: readonly DataSource[] = ["sme_invoices"];
const shared = {
  version: 1,
  group: "volume",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  source: own,
  presentOn: invoices,
  range: [null, null],
} as const;
const whole = "first to last invoice up to T";

/** Size and length of trade. */
export const volumeIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "annual-sales-log",
    name: { zh: "近 12 个月销售额（对数）", en: "Sales of the last 12 months, log" },
    definition: {
      zh: "截止日前 365 天有效销项价税合计（含红字冲减）的常用对数",
      en: "Common logarithm of valid gross sales, net of reversals, of the 365 days to T",
    },
    formula: "log10(Σ gross sales[T−364…T] / 1 CNY)",
    unit: "log10 CNY",
    window: "365 days to T",
    endOfSeries: true,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) =>
      sales.last12.validCount === 0
        ? missing("noSales")
        : log10Yuan(sales.last12.grossFen, "nonPositiveSales"),
  },
  {
    ...shared,
    id: "monthly-sales-log",
    name: { zh: "月均销售额（对数）", en: "Monthly sales, log" },
    definition: {
      zh: "首末有效销项月之间的月均价税合计的常用对数，不受截止日影响",
      en: "Common logarithm of mean gross sales a month between the first and the last month with valid sales",
    },
    formula: "log10(Σ gross sales / months first…last / 1 CNY)",
    unit: "log10 CNY",
    window: whole,
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) => meanMonthLog(sales, "noSales", "nonPositiveSales"),
  },
  {
    ...shared,
    id: "monthly-purchases-log",
    name: { zh: "月均采购额（对数）", en: "Monthly purchases, log" },
    definition: {
      zh: "首末有效进项月之间的月均价税合计的常用对数",
      en: "Common logarithm of mean gross purchases a month between the first and the last month with valid purchases",
    },
    formula: "log10(Σ gross purchases / months first…last / 1 CNY)",
    unit: "log10 CNY",
    window: whole,
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ purchases }) => meanMonthLog(purchases, "noPurchases", "nonPositivePurchases"),
  },
  {
    ...shared,
    id: "monthly-sales-invoices-log",
    name: { zh: "月均销项发票数（对数）", en: "Sales invoices a month, log" },
    definition: {
      zh: "首末有效销项月之间的月均有效销项发票张数的常用对数",
      en: "Common logarithm of the mean number of valid sales invoices a month",
    },
    formula: "log10(valid sales invoices / months first…last)",
    unit: "log10 count",
    window: whole,
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) => log10Count(sales.total.validCount / Math.max(1, spanMonths(sales)), "noSales"),
  },
  {
    ...shared,
    id: "monthly-purchase-invoices-log",
    name: { zh: "月均进项发票数（对数）", en: "Purchase invoices a month, log" },
    definition: {
      zh: "首末有效进项月之间的月均有效进项发票张数的常用对数",
      en: "Common logarithm of the mean number of valid purchase invoices a month",
    },
    formula: "log10(valid purchase invoices / months first…last)",
    unit: "log10 count",
    window: whole,
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ purchases }) =>
      log10Count(purchases.total.validCount / Math.max(1, spanMonths(purchases)), "noPurchases"),
  },
  {
    ...shared,
    id: "average-ticket-log",
    name: { zh: "单张销项发票均额（对数）", en: "Average sales ticket, log" },
    definition: {
      zh: "有效非红字销项发票的平均价税合计的常用对数",
      en: "Common logarithm of the mean gross amount of valid sales invoices that are not reversals",
    },
    formula: "log10((Σ gross sales + Σ |red|) / (valid − red) / 1 CNY)",
    unit: "log10 CNY",
    window: whole,
    endOfSeries: false,
    expectedDirection: "none",
    compute: ({ sales: { total } }) => {
      const count = total.validCount - total.redCount;
      if (count === 0) return missing("noSales");
      return log10Yuan(Number(total.grossFen + total.redFen) / count, "nonPositiveSales");
    },
  },
  {
    ...shared,
    id: "tenure-months",
    name: { zh: "有票月份数", en: "Months with invoices" },
    definition: {
      zh: "至少有一张有效发票（销项或进项）的自然月个数",
      en: "Calendar months with at least one valid invoice in either direction",
    },
    formula: "|{month: valid sales + valid purchases > 0}|",
    unit: "months",
    range: [1, null],
    window: "all invoices up to T",
    endOfSeries: true,
    expectedDirection: "higherIsBetter",
    compute: (context) => {
      const months = new Set([...activeMonths(context.sales), ...activeMonths(context.purchases)]);
      return months.size === 0 ? missing("noInvoices") : present(months.size);
    },
  },
  {
    ...shared,
    id: "history-months",
    name: { zh: "票据历史月数", en: "Months of history" },
    definition: {
      zh: "首张有效发票所在月至截止日所在月的月数（含两端），停票不影响",
      en: "Calendar months from that of the first valid invoice to that of T, both counted; stopping does not change it",
    },
    formula: "month(T) − month(first valid invoice) + 1",
    unit: "months",
    range: [1, null],
    window: "all invoices up to T",
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ facts, sales, purchases }) => {
      const first = [...activeMonths(sales), ...activeMonths(purchases)].sort()[0];
      return first === undefined
        ? missing("noInvoices")
        : present(monthsBetween(first, monthOf(facts.asOf)) + 1);
    },
  },
];

/** Calendar months from the first to the last valid invoice, both counted; 0 without one. */
export function spanMonths(trade: TradeView): number {
  const active = trade.months.map(({ sum }) => sum.validCount > 0);
  const first = active.indexOf(true);
  return first < 0 ? 0 : active.lastIndexOf(true) - first + 1;
}

/** Calendar months with at least one valid invoice. */
export function activeMonths(trade: TradeView): string[] {
  return trade.months.filter(({ sum }) => sum.validCount > 0).map(({ month }) => month);
}

function meanMonthLog(
  trade: TradeView,
  whenNone: "noSales" | "noPurchases",
  whenNotPositive: "nonPositiveSales" | "nonPositivePurchases",
): ReturnType<Indicator["compute"]> {
  const months = spanMonths(trade);
  if (months === 0) return missing(whenNone);
  return log10Yuan(Number(trade.total.grossFen) / months, whenNotPositive);
}
