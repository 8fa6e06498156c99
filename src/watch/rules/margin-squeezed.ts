import { numberSumOf, type DayStretch } from "../day-sums.ts";
import { levelOf, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { PriceSeries } from "../operations-series.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("margin-squeezed.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  yellow: designChoice("margin-squeezed.yellow", 100_000, "ppm", {
    zh: "采购价格指数相对销售价格指数上升达到此值为黄色（制造业利润率约 5%）",
    en: "Rise of purchase prices relative to sale prices from which on it is yellow (margins in manufacturing are about 5 %)",
  }),
  orange: designChoice("margin-squeezed.orange", 150_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("margin-squeezed.red", 220_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("margin-squeezed.release", 40_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Rise within which an episode ends",
  }),
};

const yearDays = 365;

/** (18) What it buys grows dearer than what it sells. */
export const marginSqueezed: WatchRule = {
  code: "marginSqueezed",
  dataClasses: ["businessDocument"],
  name: { zh: "购销价差收窄", en: "Margin squeezed" },
  formula: {
    zh: "同一物料最近 91 天与此前 365 天的订单均价之比，按近期金额加权，采购指数 ÷ 销售指数 − 1",
    en: "Average order price of each item in 91 days ÷ in the 365 days before, weighted by recent amount; index of purchases ÷ index of sales − 1",
  },
  sentences: {
    marginSqueezed: {
      zh: "采购价变动 {purchase}，销售价变动 {sale}，价差收窄 {squeeze}",
      en: "Purchase prices moved {purchase}, sale prices {sale}: the spread is {squeeze} narrower",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: evaluateMargin,
};

function evaluateMargin({ series: { operations }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const before = { from: recent.from - yearDays, to: recent.from - 1 };
  const purchase = priceIndexOf(operations.series.purchasePrices, recent, before);
  if (purchase === null) return { kind: "notComputable", reason: "tooFewEvents" };
  // Without sale prices by item, dearer purchases alone are looked at.
  const sale = priceIndexOf(operations.series.salePrices, recent, before) ?? 1;
  const squeeze = purchase / sale - 1;
  const level = levelOf(Math.round(squeeze * 1_000_000), parameters);
  if (level === null) return { kind: "clear", released: squeeze * 1_000_000 < parameters.release.value };
  const dates = { from: dayText(recent.from), to: dayText(recent.to) };
  const moved = { purchase: signed(purchase - 1), sale: signed(sale - 1) };
  return {
    kind: "hit",
    level,
    sentence: "marginSqueezed",
    figures: { ...moved, squeeze: sharePercent(squeeze) },
    evidence: [
      { item: "purchasePrices", ...dates, value: moved.purchase, unit: "percent" },
      { item: "salePrices", ...dates, value: moved.sale, unit: "percent" },
    ],
  };
}

function signed(share: number): string {
  return `${share >= 0 ? "+" : ""}${sharePercent(share)}`;
}

/** Average prices now ÷ before, of items ordered in both windows; null where there is none. */
function priceIndexOf(prices: readonly PriceSeries[], recent: DayStretch, before: DayStretch): number | null {
  let weight = 0;
  let logarithm = 0;
  for (const { quantityMilli, amountFen } of prices) {
    const now = { fen: numberSumOf(amountFen, [recent]), milli: numberSumOf(quantityMilli, [recent]) };
    const then = { fen: numberSumOf(amountFen, [before]), milli: numberSumOf(quantityMilli, [before]) };
    if (now.fen <= 0 || then.fen <= 0 || now.milli <= 0 || then.milli <= 0) continue;
    logarithm += now.fen * Math.log(now.fen / now.milli / (then.fen / then.milli));
    weight += now.fen;
  }
  return weight === 0 ? null : Math.exp(logarithm / weight);
}
