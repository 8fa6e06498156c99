import { formatWan } from "#kernel";
import { type DaySums, type DayStretch, knownDaysOf, numberSumOf } from "../day-sums.ts";
import { designChoice } from "../design-choice.ts";
import { levelOf } from "../decline.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import { comparedDaysOf, spanOf } from "../working-days-compared.ts";

const parameters = {
  days: designChoice("stock-days-up.days", 78, "d", {
    zh: "窗口的平常日数",
    en: "Ordinary days of the window",
  }),
  factor: designChoice("stock-days-up.factor", 2_000_000, "ppm", {
    zh: "产成品周转天数至少为去年农历同期的此倍数",
    en: "Days of finished goods must be this many times last year's at least",
  }),
  yellow: designChoice("stock-days-up.yellow", 20_000_000, "d/10^6", {
    zh: "且增加达到这么多天为黄色",
    en: "And have grown by so many days to be yellow",
  }),
  orange: designChoice("stock-days-up.orange", 35_000_000, "d/10^6", { zh: "橙色", en: "Orange" }),
  red: designChoice("stock-days-up.red", 60_000_000, "d/10^6", { zh: "红色", en: "Red" }),
  fewest: designChoice("stock-days-up.fewest-counts", 2, "", {
    zh: "窗口内至少盘点这么多次",
    en: "Counts of the stock needed in the window",
  }),
};

/** (15) Finished goods pile up against what is delivered. */
export const stockDaysUp: WatchRule = {
  code: "stockDaysUp",
  dataClasses: ["businessDocument"],
  name: { zh: "产成品积压", en: "Finished goods pile up" },
  formula: {
    zh: "最近 78 个平常日产成品平均金额 ÷ 每个平常日发货额，与去年农历同期的天数相比",
    en: "Average finished goods ÷ deliveries of an ordinary day over the last 78 of them, against last year's same lunar days",
  },
  sentences: {
    stockDaysUp: {
      zh: "产成品可供发货 {now} 天（去年农历同期 {before} 天），库存均值 {stock} 万元",
      en: "Finished goods last for {now} days of deliveries (last year {before}); {stock} × CNY 10k on average",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: evaluateStock,
};

function evaluateStock({ series: { operations }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const { finishedFen, deliveredFen } = operations.series;
  const compared = comparedDaysOf(asOf, parameters.days.value);
  if (compared === null) return { kind: "notComputable", reason: "calendarUnknown" };
  const now = stockDaysOf(finishedFen, deliveredFen, compared.recent);
  const before = stockDaysOf(finishedFen, deliveredFen, compared.lastYear);
  if (now === null || before === null) return { kind: "notComputable", reason: "historyTooShort" };
  const rise = now.days - before.days;
  const level = levelOf(Math.round(rise * 1_000_000), parameters);
  if (level === null || now.days * 1_000_000 < before.days * parameters.factor.value)
    return { kind: "clear", released: rise * 1_000_000 < parameters.yellow.value / 2 };
  const figures = {
    now: Math.round(now.days),
    before: Math.round(before.days),
    stock: formatWan(BigInt(Math.round(now.averageFen))),
  };
  const earlier = spanOf(compared.lastYear);
  return {
    kind: "hit",
    level,
    sentence: "stockDaysUp",
    figures,
    evidence: [
      { item: "stockDays", ...spanOf(compared.recent), value: String(figures.now), unit: "days" },
      { item: "stockDaysLastYear", ...earlier, value: String(figures.before), unit: "days" },
      {
        item: "finishedGoods",
        from: dayText(compared.recent[0]?.from ?? asOf),
        to: dayText(asOf),
        value: figures.stock,
        unit: "wan",
      },
    ],
  };
}

function stockDaysOf(
  finished: DaySums,
  delivered: DaySums,
  stretches: readonly DayStretch[],
): { readonly days: number; readonly averageFen: number } | null {
  const counts = knownDaysOf(finished, stretches);
  const deliveredFen = numberSumOf(delivered, stretches);
  if (counts < parameters.fewest.value || deliveredFen <= 0) return null;
  const averageFen = numberSumOf(finished, stretches) / counts;
  return { averageFen, days: averageFen / (deliveredFen / parameters.days.value) };
}
