import { designChoice } from "../design-choice.ts";
import { judgeRateUp } from "../rate-up.ts";
import type { WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("red-rate-up.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  yellow: designChoice("red-rate-up.yellow", 40_000, "ppm", {
    zh: "红字占比比前一年上升达到此值（百分点）为黄色；路径由 1% 升至 6%",
    en: "Rise of the red share over the year before from which on it is yellow; the path goes from 1 % to 6 %",
  }),
  orange: designChoice("red-rate-up.orange", 80_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("red-rate-up.red", 150_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("red-rate-up.release", 20_000, "ppm", {
    zh: "回落到此值以下结束",
    en: "Rise below which an episode ends",
  }),
  fewest: designChoice("red-rate-up.fewest-invoices", 20, "", {
    zh: "窗口内至少这么多张发票",
    en: "Invoices needed in the window",
  }),
  fewestBad: designChoice("red-rate-up.fewest-red", 4, "", {
    zh: "窗口内至少这么多张红字",
    en: "Red invoices needed in the window",
  }),
  deviations: designChoice("red-rate-up.deviations", 30, "0.1 σ", {
    zh: "上升须达到这么多个标准差",
    en: "Standard deviations by which it must have risen",
  }),
};

/** (3) More of the sales invoices are reversed (红冲) than in the year before. */
export const redRateUp: WatchRule = {
  code: "redRateUp",
  dataClasses: ["invoice"],
  name: { zh: "红字发票率上升", en: "Red-invoice rate up" },
  formula: {
    zh: "最近 91 天红字销项发票 ÷（红字 + 蓝字）张数，减去此前 365 天的同一占比",
    en: "Red ÷ (red + blue) sales invoices of the last 91 days, less the same share of the 365 days before",
  },
  sentences: {
    redRateUp: {
      zh: "红字发票占比升至 {share}（此前一年 {before}），共 {count} 张",
      en: "Red invoices rose to {share} ({before} in the year before), {count} in number",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: ({ series: { invoices }, asOf }) =>
    invoices.kind === "missing"
      ? { kind: "notComputable", reason: invoices.reason }
      : judgeRateUp({ bad: invoices.series.redCount, valid: invoices.series.saleCount }, asOf, {
          parameters,
          sentence: "redRateUp",
          item: "red",
        }),
};
