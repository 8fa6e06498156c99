import { formatPercent, formatWan } from "#kernel";
import { relativeRatio } from "../cohort.ts";
import { sumOf } from "../day-sums.ts";
import { designChoice } from "../design-choice.ts";
import { declineLevel, declinePercent } from "../decline.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import { eventRunRate, type MeasuredRunRate, runRateEvidence } from "../run-rate.ts";
import type { WatchSeries } from "../watch-series.ts";

const parameters = {
  days: designChoice("sales-down.days", 78, "d", {
    zh: "比较的平常日数（约一季度，不含法定节假日与春节前后）",
    en: "Ordinary days compared (about a quarter without holidays and the new year's weeks)",
  }),
  yellow: designChoice("sales-down.yellow", 350_000, "ppm", {
    zh: "开票额比去年同期下降达到此值为黄色",
    en: "Decline against last year from which on it is yellow",
  }),
  orange: designChoice("sales-down.orange", 500_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("sales-down.red", 700_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("sales-down.release", 200_000, "ppm", {
    zh: "降幅回到此值以内，本次预警过程结束",
    en: "Decline within which an episode ends",
  }),
  fewest: designChoice("sales-down.fewest-invoices", 20, "", {
    zh: "去年同期至少这么多张发票才比较",
    en: "Invoices last year needed before it is compared",
  }),
  deviations: designChoice("sales-down.deviations", 35, "0.1 σ", {
    zh: "发票张数的下降须达到这么多个标准差（泊松），排除偶然",
    en: "Standard deviations (Poisson) by which the number of invoices must have fallen, so that it is not chance",
  }),
};

/** (1) Invoiced sales are down against the same lunar time last year. */
export const salesDown: WatchRule = {
  code: "salesDown",
  dataClasses: ["invoice"],
  name: { zh: "开票销售下降", en: "Invoiced sales down" },
  formula: {
    zh: "最近 78 个平常日有效销项发票价税合计 ÷ 去年农历同期；同行业整体下降时除以行业中位数；张数须同时显著下降",
    en: "Gross valid sales invoices of the last 78 ordinary days ÷ the same lunar days last year; divided by the industry's median where the industry fell; the number of invoices must have fallen significantly too",
  },
  sentences: {
    salesDown: {
      zh: "开票销售比去年农历同期下降 {decline}（{recent} 万元，去年 {lastYear} 万元）",
      en: "Invoiced sales are down {decline} against the same lunar time last year ({recent} × CNY 10k, last year {lastYear})",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: evaluateSales,
};

/** The rate itself, also for the industry's median. */
export function salesRunRate({ invoices }: WatchSeries, asOf: number): MeasuredRunRate {
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  const { saleFen, saleCount } = invoices.series;
  const measured = eventRunRate(saleFen, { asOf, days: parameters.days.value });
  if (measured.kind === "notComputable") return measured;
  const invoicesLastYear = Number(sumOf(saleCount, measured.rate.lastYear));
  if (invoicesLastYear < parameters.fewest.value) return { kind: "notComputable", reason: "tooFewInvoices" };
  return measured;
}

function evaluateSales({ series, asOf, cohort }: RuleInput): RuleResult {
  const measured = salesRunRate(series, asOf);
  if (measured.kind === "notComputable") return measured;
  if (series.invoices.kind === "missing") return { kind: "notComputable", reason: series.invoices.reason };
  const { rate } = measured;
  const ratio = relativeRatio(rate, cohort.medianRatio(series.industry, "sales"));
  const level = declineLevel(ratio, parameters);
  const counts = series.invoices.series.saleCount;
  const recent = Number(sumOf(counts, rate.recent));
  const lastYear = Number(sumOf(counts, rate.lastYear));
  const deviations = (lastYear - recent) / Math.sqrt(lastYear + recent);
  if (level === null || deviations * 10 < parameters.deviations.value) {
    return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  }
  return {
    kind: "hit",
    level,
    sentence: "salesDown",
    figures: {
      decline: declinePercent(rate.ratio),
      recent: formatWan(rate.recentTotal),
      lastYear: formatWan(rate.lastYearTotal),
    },
    evidence: [
      ...runRateEvidence(rate, "sales", { unit: "wan", format: formatWan }),
      ...runRateEvidence(
        { ...rate, recentTotal: BigInt(recent), lastYearTotal: BigInt(lastYear) },
        "salesInvoices",
        {
          unit: "count",
          format: String,
        },
      ),
      {
        item: "industryRatio",
        from: "",
        to: "",
        value: medianText(cohort.medianRatio(series.industry, "sales")),
        unit: "percent",
      },
    ],
  };
}

/** The industry's median ratio as percent, or a dash. */
export function medianText(median: number | null): string {
  return median === null ? "—" : formatPercent(Math.round(median * 1_000_000), 1);
}
