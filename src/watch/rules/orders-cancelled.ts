import { designChoice } from "../design-choice.ts";
import { judgeRateUp } from "../rate-up.ts";
import type { WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("orders-cancelled.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  yellow: designChoice("orders-cancelled.yellow", 40_000, "ppm", {
    zh: "撤销订单占比上升达到此值（百分点）为黄色",
    en: "Rise of the share of cancelled orders from which on it is yellow",
  }),
  orange: designChoice("orders-cancelled.orange", 100_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("orders-cancelled.red", 200_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("orders-cancelled.release", 15_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Rise within which an episode ends",
  }),
  fewest: designChoice("orders-cancelled.fewest-orders", 10, "", {
    zh: "窗口内至少这么多张订单",
    en: "Orders needed in the window",
  }),
  fewestBad: designChoice("orders-cancelled.fewest-cancelled", 3, "", {
    zh: "至少撤销这么多张",
    en: "Cancelled orders needed",
  }),
  deviations: designChoice("orders-cancelled.deviations", 30, "0.1 σ", {
    zh: "上升须达到这么多个标准差",
    en: "Standard deviations by which it must have risen",
  }),
};

/** (13) More customers than usual cancel what they ordered. */
export const ordersCancelled: WatchRule = {
  code: "ordersCancelled",
  dataClasses: ["businessDocument"],
  name: { zh: "订单撤销增多", en: "More orders cancelled" },
  formula: {
    zh: "最近 91 天撤销的销售订单 ÷（新接 + 撤销），与此前 365 天之差",
    en: "Cancelled sale orders ÷ (placed + cancelled) of 91 days, less the same share of the 365 days before",
  },
  sentences: {
    cancelled: {
      zh: "订单撤销占比升至 {share}（此前 {before}），共撤销 {count} 张",
      en: "The share of cancelled orders rose to {share} (before {before}), {count} cancelled",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: ({ series: { operations }, asOf }) =>
    operations.kind === "missing"
      ? { kind: "notComputable", reason: operations.reason }
      : judgeRateUp({ bad: operations.series.cancelledCount, valid: operations.series.orderCount }, asOf, {
          parameters,
          sentence: "cancelled",
          item: "cancelled",
        }),
};
