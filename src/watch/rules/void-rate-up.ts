import { designChoice } from "../design-choice.ts";
import { judgeRateUp } from "../rate-up.ts";
import type { WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("void-rate-up.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  yellow: designChoice("void-rate-up.yellow", 60_000, "ppm", {
    zh: "作废占比比前一年上升达到此值（百分点）为黄色",
    en: "Rise of the voided share over the year before from which on it is yellow",
  }),
  orange: designChoice("void-rate-up.orange", 100_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("void-rate-up.red", 200_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("void-rate-up.release", 30_000, "ppm", {
    zh: "回落到此值以下结束",
    en: "Rise below which an episode ends",
  }),
  fewest: designChoice("void-rate-up.fewest-invoices", 20, "", {
    zh: "窗口内至少这么多张发票",
    en: "Invoices needed in the window",
  }),
  fewestBad: designChoice("void-rate-up.fewest-voided", 5, "", {
    zh: "窗口内至少这么多张作废",
    en: "Voided invoices needed in the window",
  }),
  deviations: designChoice("void-rate-up.deviations", 30, "0.1 σ", {
    zh: "上升须达到这么多个标准差",
    en: "Standard deviations by which it must have risen",
  }),
};

/** (2) More of the sales invoices are voided than in the year before. */
export const voidRateUp: WatchRule = {
  code: "voidRateUp",
  dataClasses: ["invoice"],
  name: { zh: "发票作废率上升", en: "Void rate up" },
  formula: {
    zh: "最近 91 天作废销项发票 ÷ 全部销项发票，减去此前 365 天的同一占比",
    en: "Voided ÷ all sales invoices of the last 91 days, less the same share of the 365 days before",
  },
  sentences: {
    voidRateUp: {
      zh: "作废发票占比升至 {share}（此前一年 {before}），共 {count} 张",
      en: "Voided invoices rose to {share} ({before} in the year before), {count} in number",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: ({ series: { invoices }, asOf }) =>
    invoices.kind === "missing"
      ? { kind: "notComputable", reason: invoices.reason }
      : judgeRateUp({ bad: invoices.series.voidCount, valid: invoices.series.saleCount }, asOf, {
          parameters,
          sentence: "voidRateUp",
          item: "void",
        }),
};
