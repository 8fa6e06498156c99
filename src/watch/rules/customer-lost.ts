import { isAroundNewYear } from "#association";
import { formatWan } from "#kernel";
import { lastDayUpTo, sumOf, daysWithin } from "../day-sums.ts";
import { levelOf, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import type { CustomerSeries } from "../watch-series.ts";
import { usualIntervalOf } from "../silence.ts";
import { ordinaryDaysBetween } from "../working-days-compared.ts";

const parameters = {
  yellow: designChoice("customer-lost.yellow", 200_000, "ppm", {
    zh: "失联客户占此前一年销售额的比例达到此值为黄色",
    en: "Share of the sales of the year before from which on a silent customer is yellow",
  }),
  orange: designChoice("customer-lost.orange", 350_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("customer-lost.red", 500_000, "ppm", { zh: "红色", en: "Red" }),
  times: designChoice("customer-lost.times", 4, "×", {
    zh: "沉默超过其通常最长开票间隔（九成分位）的倍数",
    en: "Times its usual longest interval between invoices (90th percentile) that it has been silent",
  }),
  fewestDays: designChoice("customer-lost.fewest-days", 45, "d", {
    zh: "至少沉默这么多个平常日",
    en: "Ordinary days that it must have been silent at least",
  }),
  fewestInvoices: designChoice("customer-lost.fewest-invoice-days", 8, "", {
    zh: "此前一年至少在这么多天开过票，才有通常间隔可言",
    en: "Days with an invoice in the year before, without which there is no usual interval",
  }),
};

const yearDays = 365;

/** (4) A large customer has been silent for several times its usual interval. */
export const customerLost: WatchRule = {
  code: "customerLost",
  dataClasses: ["invoice"],
  name: { zh: "大客户流失", en: "Large customer lost" },
  formula: {
    zh: "距该客户上一张发票的平常日数 ≥ 4 × 其开票间隔的九成分位，且该客户占停止前一年销售额 ≥ 20%",
    en: "Ordinary days since the customer's last invoice ≥ 4 × the 90th percentile of its intervals, and it made ≥ 20 % of the sales of the year before it stopped",
  },
  sentences: {
    customerLost: {
      zh: "客户“{customer}”（占此前一年销售的 {share}）已 {days} 个平常日没有开票，通常间隔不超过 {usual} 天",
      en: "Customer “{customer}” ({share} of the sales of the year before) has had no invoice for {days} ordinary days; its usual interval is at most {usual}",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: evaluateCustomers,
};

function evaluateCustomers({ series: { invoices }, asOf }: RuleInput): RuleResult {
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  const { saleFen, customers } = invoices.series;
  // When all sales stopped, the rules on sales and on silence speak; it is no single customer.
  const newest = lastDayUpTo(saleFen, asOf);
  if (newest === null) return { kind: "notComputable", reason: "noData" };
  if (asOf - newest > parameters.fewestDays.value && !isAroundNewYear(asOf)) {
    return { kind: "notComputable", reason: "streamStopped" };
  }
  let isAnyLarge = false;
  let worst: { readonly share: number; readonly result: RuleResult } | null = null;
  for (const customer of customers) {
    const silence = silenceOf(customer, invoices.series.saleFen, asOf);
    if (silence === null || silence.share * 1_000_000 < parameters.yellow.value) continue;
    isAnyLarge = true;
    const isLost =
      silence.days >= parameters.fewestDays.value && silence.days >= parameters.times.value * silence.usual;
    if (isLost && (worst === null || silence.share > worst.share))
      worst = { share: silence.share, result: hitOf(customer, silence, asOf) };
  }
  if (worst !== null) return worst.result;
  return isAnyLarge
    ? { kind: "clear", released: true }
    : { kind: "notComputable", reason: "noLargeCustomer" };
}

interface Silence {
  readonly last: number;
  readonly days: number;
  /** 90th percentile of the ordinary days between its invoice days. */
  readonly usual: number;
  readonly share: number;
  readonly fen: bigint;
}

function silenceOf(customer: CustomerSeries, all: CustomerSeries["saleFen"], asOf: number): Silence | null {
  const last = lastDayUpTo(customer.saleFen, asOf);
  if (last === null || asOf - last > 2 * yearDays) return null;
  const year = { from: last - yearDays + 1, to: last };
  const total = Number(sumOf(all, [year]));
  const fen = sumOf(customer.saleFen, [year]);
  const share = total <= 0 ? 0 : Number(fen) / total;
  if (share * 1_000_000 < parameters.yellow.value) return null;
  const days = daysWithin(customer.saleFen, year);
  if (days.length < parameters.fewestInvoices.value) return null;
  const usual = usualIntervalOf(days, 0.9);
  return { last, days: ordinaryDaysBetween(last, asOf), usual, share, fen };
}

function hitOf({ customer }: CustomerSeries, silence: Silence, asOf: number): RuleResult {
  const year = { from: dayText(silence.last - yearDays + 1), to: dayText(silence.last) };
  return {
    kind: "hit",
    level: levelOf(Math.round(silence.share * 1_000_000), parameters) ?? "yellow",
    sentence: "customerLost",
    figures: { customer, share: sharePercent(silence.share), days: silence.days, usual: silence.usual },
    evidence: [
      { item: "customer", ...year, value: customer, unit: "name" },
      { item: "customerSales", ...year, value: formatWan(silence.fen), unit: "wan" },
      { item: "customerShare", ...year, value: sharePercent(silence.share), unit: "percent" },
      {
        item: "silentDays",
        from: dayText(silence.last),
        to: dayText(asOf),
        value: String(silence.days),
        unit: "days",
      },
    ],
  };
}
