import { formatWan } from "#kernel";
import { firstDayOfSums, numberSumOf } from "../day-sums.ts";
import { levelOf, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("debt-up.days", 182, "d", { zh: "窗口天数", en: "Days of the window" }),
  yellow: designChoice("debt-up.yellow", 250_000, "ppm", {
    zh: "净新增借款占一年销售额达到此值为黄色",
    en: "Net new debt as a share of a year's sales from which on it is yellow",
  }),
  orange: designChoice("debt-up.orange", 400_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("debt-up.red", 600_000, "ppm", { zh: "红色", en: "Red" }),
  factor: designChoice("debt-up.factor", 2_500_000, "ppm", {
    zh: "且债务余额至少为窗口之前的此倍数",
    en: "And debt must be this many times what it was before the window",
  }),
};

/** (19) Debt grows fast against what is sold. */
export const debtUp: WatchRule = {
  code: "debtUp",
  dataClasses: ["loan", "invoice"],
  name: { zh: "新增借款过快", en: "Debt grows fast" },
  formula: {
    zh: "最近 182 天净新增借款 ÷ 最近 365 天开票额，且余额 ≥ 之前的 2.5 倍",
    en: "Net new debt of 182 days ÷ invoiced sales of 365 days, while debt is ≥ 2.5 times what it was",
  },
  sentences: {
    debtUp: {
      zh: "半年净新增借款 {added} 万元，占一年销售的 {share}；此前余额 {before} 万元",
      en: "Net new debt of half a year is {added} × CNY 10k, {share} of a year's sales; {before} before",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: evaluateDebt,
};

const yearDays = 365;

function evaluateDebt({ series: { operations, invoices }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  const { borrowedFen } = operations.series;
  const first = firstDayOfSums(borrowedFen);
  const firstSale = firstDayOfSums(invoices.series.saleFen);
  if (firstSale === null || firstSale > asOf - yearDays)
    return { kind: "notComputable", reason: "historyTooShort" };
  if (first === null) return { kind: "clear", released: true };
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const added = numberSumOf(borrowedFen, [recent]);
  const before = numberSumOf(borrowedFen, [{ from: first, to: recent.from - 1 }]);
  const sales = numberSumOf(invoices.series.saleFen, [{ from: asOf - yearDays + 1, to: asOf }]);
  // The first loan of all is what we lend for; it is no warning.
  if (before <= 0 || sales <= 0) return { kind: "clear", released: true };
  const share = added / sales;
  const level = levelOf(Math.round(share * 1_000_000), parameters);
  const hasGrown = (before + added) * 1_000_000 >= before * parameters.factor.value;
  if (level === null || !hasGrown)
    return { kind: "clear", released: share * 1_000_000 < parameters.yellow.value / 2 };
  const dates = { from: dayText(recent.from), to: dayText(recent.to) };
  const wan = (fen: number): string => formatWan(BigInt(Math.round(fen)));
  return {
    kind: "hit",
    level,
    sentence: "debtUp",
    figures: { added: wan(added), share: sharePercent(share), before: wan(before) },
    evidence: [{ item: "newDebt", ...dates, value: wan(added), unit: "wan" }],
  };
}
