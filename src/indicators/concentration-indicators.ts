import type { TradeView } from "./context.ts";
import { type Indicator, type IndicatorOrigin, missing } from "./definition.ts";
import { log10Count, ratio } from "./ratio.ts";

const ownShare: IndicatorOrigin = { kind: "own", citation: "own choice" };
const herfindahl: IndicatorOrigin = {
  kind: "standard",
  citation: "Herfindahl–Hirschman index, US DoJ & FTC Merger Guidelines 2023, §2.1 (here on [0, 1])",
};
const shared = {
  version: 1,
  group: "concentration",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  presentOn: ["sme_invoices"],
} as const;
const whole = "all invoices up to T";

interface Side {
  readonly key: "customer" | "supplier";
  readonly zh: string;
  readonly tradeZh: string;
  readonly trade: "sales" | "purchases";
  readonly whenNone: "noSales" | "noPurchases";
  readonly whenNotPositive: "nonPositiveSales" | "nonPositivePurchases";
}

const sides: readonly Side[] = [
  {
    key: "customer",
    zh: "客户",
    tradeZh: "销售额",
    trade: "sales",
    whenNone: "noSales",
    whenNotPositive: "nonPositiveSales",
  },
  {
    key: "supplier",
    zh: "供应商",
    tradeZh: "采购额",
    trade: "purchases",
    whenNone: "noPurchases",
    whenNotPositive: "nonPositivePurchases",
  },
];

/** Dependence on few counterparties, and how loyal they are. */
export const concentrationIndicators: readonly Indicator[] = [
  ...sides.flatMap(sideIndicators),
  {
    ...shared,
    id: "repeat-customer-share",
    name: { zh: "老客户销售占比", en: "Share of repeat customers" },
    definition: {
      zh: "近 60 个月内至少在三个不同月份有有效销项的客户的销售占比",
      en: "Share of sales to customers with valid sales in at least three different months of the last 60",
    },
    formula: "Σ amount(customers with ≥ 3 months) / Σ amount",
    unit: "ratio",
    range: [0, 1],
    window: whole,
    source: ownShare,
    endOfSeries: false,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) =>
      sales.total.validCount === 0
        ? missing("noSales")
        : ratio(sales.facts.partners.repeatFen, sales.facts.partners.amountFen, "nonPositiveSales"),
  },
  {
    ...shared,
    id: "customer-retention-12m",
    name: { zh: "客户留存率", en: "Customer retention, 12 months" },
    definition: {
      zh: "再前 365 天的客户中，在截止日前 365 天仍有有效销项的占比",
      en: "Share of the customers of the 365 days before that still buy in the 365 days to T",
    },
    formula: "|customers(last 365) ∩ customers(prior 365)| / |customers(prior 365)|",
    unit: "ratio",
    range: [0, 1],
    window: "730 days to T",
    source: ownShare,
    endOfSeries: true,
    expectedDirection: "higherIsBetter",
    compute: ({ sales }) =>
      sales.total.validCount === 0
        ? missing("noSales")
        : ratio(sales.facts.partners.keptCount, sales.facts.partners.priorCount, "noEarlierCustomers"),
  },
  {
    ...shared,
    id: "new-customer-share-12m",
    name: { zh: "新客户销售占比", en: "Share of new customers, 12 months" },
    definition: {
      zh: "截止日前 365 天销售额中，来自此前从未购买的客户的占比",
      en: "Share of the sales of the 365 days to T that goes to customers never seen before them",
    },
    formula: "Σ amount(last 365, first seen in them) / Σ amount(last 365)",
    unit: "ratio",
    range: [0, 1],
    window: "365 days to T",
    source: ownShare,
    endOfSeries: true,
    expectedDirection: "none",
    compute: ({ sales, windows }) => {
      if (sales.last12.validCount === 0) return missing("noSales");
      const firstDay = sales.activeDays[0];
      if (firstDay === undefined || firstDay >= windows.last12.fromDay) return missing("historyTooShort");
      return ratio(sales.facts.partners.recentNewFen, sales.facts.partners.recentFen, "nonPositiveSales");
    },
  },
];

function sideIndicators(side: Side): Indicator[] {
  const { key, zh, tradeZh, trade } = side;
  const common = { ...shared, window: whole, endOfSeries: false, unit: "ratio", range: [0, 1] } as const;
  return [
    {
      ...common,
      id: `${key}-count-log`,
      name: { zh: `${zh}数（对数）`, en: `Number of ${key}s, log` },
      definition: {
        zh: `有至少一张有效发票的${zh}个数的常用对数`,
        en: `Common logarithm of the number of ${key}s with at least one valid invoice`,
      },
      formula: `log10(|${key}s|)`,
      unit: "log10 count",
      range: [0, null],
      source: ownShare,
      expectedDirection: "higherIsBetter",
      compute: (context) => log10Count(context[trade].facts.partners.count, side.whenNone),
    },
    shareIndicator(side, common, 1),
    shareIndicator(side, common, 5),
    {
      ...common,
      id: `${key}-hhi`,
      name: { zh: `${zh}集中度 HHI`, en: `${capitalise(key)} concentration, HHI` },
      definition: {
        zh: `各${zh}${tradeZh}占比的平方和`,
        en: `Sum of the squared shares of the ${key}s in ${trade}`,
      },
      formula: "Σ amount² / (Σ amount)²; a counterparty whose reversals exceed its trade counts 0",
      source: herfindahl,
      expectedDirection: "lowerIsBetter",
      compute: (context) => {
        const { squaredFen, amountFen } = context[trade].facts.partners;
        if (isEmpty(context[trade])) return missing(side.whenNone);
        return ratio(squaredFen, amountFen * amountFen, side.whenNotPositive);
      },
    },
  ];
}

function shareIndicator(
  side: Side,
  common: Omit<
    Indicator,
    "id" | "name" | "definition" | "formula" | "source" | "expectedDirection" | "compute"
  >,
  top: 1 | 5,
): Indicator {
  const { key, zh, tradeZh, trade } = side;
  return {
    ...common,
    id: `${key}-top${top}-share`,
    name: { zh: `前 ${top} 大${zh}占比`, en: `Share of the top ${top} ${key}${top === 1 ? "" : "s"}` },
    definition: {
      zh: `最大的 ${top} 家${zh}在${tradeZh}中的占比`,
      en: `Share of ${trade} with the largest ${top} ${key}${top === 1 ? "" : "s"}`,
    },
    formula: `Σ of the ${top} largest amounts / Σ amount`,
    source: ownShare,
    expectedDirection: "lowerIsBetter",
    compute: (context) => {
      const { topFen, topFiveFen, amountFen } = context[trade].facts.partners;
      if (isEmpty(context[trade])) return missing(side.whenNone);
      return ratio(top === 1 ? topFen : topFiveFen, amountFen, side.whenNotPositive);
    },
  };
}

function isEmpty(trade: TradeView): boolean {
  return trade.facts.partners.count === 0;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
