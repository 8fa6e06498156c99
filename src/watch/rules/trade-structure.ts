import { formatWan } from "#kernel";
import { type DayStretch, firstDayOfSums, sumOf } from "../day-sums.ts";
import { sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText, eventRunRate, runRateEvidence } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import type { InvoiceSeries } from "../watch-series.ts";

const parameters = {
  days: designChoice("trade-structure.days", 182, "d", {
    zh: "集中度窗口天数",
    en: "Days of the window on concentration",
  }),
  rise: designChoice("trade-structure.rise", 300_000, "ppm", {
    zh: "第一大客户占比上升达到此值（百分点）",
    en: "Rise of the largest customer's share",
  }),
  share: designChoice("trade-structure.share", 650_000, "ppm", {
    zh: "且占比达到此值",
    en: "And the share that it must have reached",
  }),
  fewest: designChoice("trade-structure.fewest-invoices", 25, "", {
    zh: "窗口内至少这么多张发票",
    en: "Invoices needed in the window",
  }),
  purchaseDays: designChoice("trade-structure.purchase-days", 78, "d", {
    zh: "进项比较的平常日数",
    en: "Ordinary days of purchases compared",
  }),
  vanished: designChoice("trade-structure.vanished", 200_000, "ppm", {
    zh: "进项额不足去年同期的此比例，即采购消失",
    en: "Share of last year's purchases below which they have vanished",
  }),
  salesHold: designChoice("trade-structure.sales-hold", 600_000, "ppm", {
    zh: "同时销项仍有去年同期的此比例以上",
    en: "While sales still are at least this share of last year's",
  }),
  fewestPurchases: designChoice("trade-structure.fewest-purchases", 20, "", {
    zh: "去年同期至少这么多张进项发票",
    en: "Purchase invoices needed last year",
  }),
};

const yearDays = 365;

/** (10) Sales crowd on one customer, or purchases vanish while sales go on. */
export const tradeStructure: WatchRule = {
  code: "tradeStructure",
  dataClasses: ["invoice"],
  name: { zh: "购销结构突变", en: "Structure of trade" },
  formula: {
    zh: "第一大客户近 182 天占比 ≥ 65% 且比此前 365 天高 30 个百分点；或进项额不足去年农历同期 20% 而销项仍在 60% 以上",
    en: "The largest customer's share of 182 days ≥ 65 % and 30 points above the 365 days before; or purchases below 20 % of the same lunar days last year while sales are above 60 %",
  },
  sentences: {
    concentration: {
      zh: "第一大客户“{customer}”占比升至 {share}（此前第一大客户 {before}）",
      en: "The largest customer “{customer}” rose to {share} (largest before: {before})",
    },
    purchasesVanish: {
      zh: "进项只有去年农历同期的 {ratio}，而销项为 {sales}：货从哪里来",
      en: "Purchases are {ratio} of the same lunar time last year while sales are {sales}: where do the goods come from",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: ({ series: { invoices }, asOf }: RuleInput) => {
    if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
    const vanished = purchasesVanish(invoices.series, asOf);
    return vanished ?? concentration(invoices.series, asOf);
  },
};

function purchasesVanish(series: InvoiceSeries, asOf: number): RuleResult | null {
  const days = parameters.purchaseDays.value;
  const purchases = eventRunRate(series.purchaseFen, { asOf, days });
  const sales = eventRunRate(series.saleFen, { asOf, days });
  if (purchases.kind !== "measured" || sales.kind !== "measured") return null;
  const before = Number(sumOf(series.purchaseCount, purchases.rate.lastYear));
  if (before < parameters.fewestPurchases.value) return null;
  const isVanished = purchases.rate.ratio * 1_000_000 < parameters.vanished.value;
  if (!isVanished || sales.rate.ratio * 1_000_000 < parameters.salesHold.value) return null;
  return {
    kind: "hit",
    level: purchases.rate.ratio < 0.1 ? "red" : "orange",
    sentence: "purchasesVanish",
    figures: { ratio: sharePercent(purchases.rate.ratio), sales: sharePercent(sales.rate.ratio) },
    evidence: [
      ...runRateEvidence(purchases.rate, "purchases", { unit: "wan", format: formatWan }),
      ...runRateEvidence(sales.rate, "sales", { unit: "wan", format: formatWan }),
    ],
  };
}

function concentration(series: InvoiceSeries, asOf: number): RuleResult {
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const before = { from: recent.from - yearDays, to: recent.from - 1 };
  const first = firstDayOfSums(series.saleFen);
  if (first === null || first > before.from + yearDays / 2)
    return { kind: "notComputable", reason: "historyTooShort" };
  if (Number(sumOf(series.saleCount, [recent])) < parameters.fewest.value) {
    return { kind: "notComputable", reason: "tooFewInvoices" };
  }
  const now = largestCustomer(series, recent);
  const then = largestCustomer(series, before);
  if (now === null || then === null) return { kind: "notComputable", reason: "noLargeCustomer" };
  const rise = (now.share - then.share) * 1_000_000;
  if (rise < parameters.rise.value || now.share * 1_000_000 < parameters.share.value) {
    return { kind: "clear", released: rise < parameters.rise.value / 2 };
  }
  const dates = { from: dayText(recent.from), to: dayText(recent.to) };
  return {
    kind: "hit",
    level: now.share > 0.85 ? "orange" : "yellow",
    sentence: "concentration",
    figures: { customer: now.customer, share: sharePercent(now.share), before: sharePercent(then.share) },
    evidence: [
      { item: "customer", ...dates, value: now.customer, unit: "name" },
      { item: "customerShare", ...dates, value: sharePercent(now.share), unit: "percent" },
      {
        item: "customerShareBefore",
        from: dayText(before.from),
        to: dayText(before.to),
        value: sharePercent(then.share),
        unit: "percent",
      },
    ],
  };
}

function largestCustomer(
  series: InvoiceSeries,
  window: DayStretch,
): { readonly customer: string; readonly share: number } | null {
  const total = Number(sumOf(series.saleFen, [window]));
  let largest: { customer: string; fen: number } | null = null;
  for (const { customer, saleFen } of series.customers) {
    const fen = Number(sumOf(saleFen, [window]));
    if (largest === null || fen > largest.fen) largest = { customer, fen };
  }
  return largest === null || total <= 0
    ? null
    : { customer: largest.customer, share: Math.min(1, largest.fen / total) };
}
