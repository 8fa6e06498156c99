import { formatWan } from "#kernel";
import { declineLevel, declinePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { eventDecline } from "../event-decline.ts";
import { runRateEvidence } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("orders-down.days", 78, "d", {
    zh: "比较的平常日数（约一季度，不含法定节假日与春节前后）",
    en: "Ordinary days compared (about a quarter without holidays and the new year's weeks)",
  }),
  yellow: designChoice("orders-down.yellow", 300_000, "ppm", {
    zh: "新接订单额比去年同期和此前一年都下降达到此值为黄色",
    en: "Decline of new orders, against last year's season and against the year before, from which on it is yellow",
  }),
  orange: designChoice("orders-down.orange", 450_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("orders-down.red", 650_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("orders-down.release", 150_000, "ppm", {
    zh: "降幅回到此值以内，本次预警过程结束",
    en: "Decline within which an episode ends",
  }),
  fewest: designChoice("orders-down.fewest-orders", 8, "", {
    zh: "窗口内按此前一年应有至少这么多张订单才比较",
    en: "Orders that the year before makes likely in the window, without which nothing is compared",
  }),
  deviations: designChoice("orders-down.deviations", 20, "0.1 σ", {
    zh: "订单张数的下降须达到这么多个标准差（泊松），排除偶然",
    en: "Standard deviations (Poisson) by which the number of orders must have fallen, so that it is not chance",
  }),
};

/** (12) New sale orders are down: what is not ordered today is not made, invoiced and paid tomorrow. */
export const ordersDown: WatchRule = {
  code: "ordersDown",
  dataClasses: ["businessDocument"],
  name: { zh: "新接订单下降", en: "New orders down" },
  formula: {
    zh: "最近 78 个平常日新接销售订单额 ÷ 去年农历同期，并 ÷ 此前一年同长窗口的平均；取降幅较小者，张数须同时显著下降",
    en: "New sale orders of the last 78 ordinary days ÷ the same lunar days last year, and ÷ the year before's average of as many; the smaller fall counts, and their number must have fallen significantly too",
  },
  sentences: {
    ordersDown: {
      zh: "新接订单下降 {decline}（{recent} 万元，去年农历同期 {lastYear} 万元；{count} 张，应有约 {expected} 张）",
      en: "New orders are down {decline} ({recent} × CNY 10k, last year {lastYear}; {count} orders where about {expected} were likely)",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: evaluateOrders,
};

function evaluateOrders({ series: { operations }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const { orderFen: fen, orderCount: count } = operations.series;
  const measured = eventDecline(
    { fen, count },
    { asOf, days: parameters.days.value, fewest: parameters.fewest.value },
  );
  if (measured.kind === "notComputable") return measured;
  const { rate, ratio, recentCount, expectedCount, deviations } = measured.decline;
  const level = declineLevel(ratio, parameters);
  if (level === null || deviations * 10 < parameters.deviations.value)
    return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  return {
    kind: "hit",
    level,
    sentence: "ordersDown",
    figures: {
      decline: declinePercent(ratio),
      recent: formatWan(rate.recentTotal),
      lastYear: formatWan(rate.lastYearTotal),
      count: recentCount,
      expected: Math.round(expectedCount),
    },
    evidence: [...runRateEvidence(rate, "orders", { unit: "wan", format: formatWan })],
  };
}
