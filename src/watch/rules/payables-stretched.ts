import { formatWan } from "#kernel";
import { firstDayOfSums, lastDayUpTo, sumOf } from "../day-sums.ts";
import { declineLevel, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { isBeyondLumps, lumpinessOf, lumpinessParameters } from "../lumpiness.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("payables-stretched.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  lag: designChoice("payables-stretched.lag", 45, "d", {
    zh: "付款与这么多天以前的进项相比",
    en: "Payments are compared with what suppliers invoiced so many days earlier",
  }),
  yellow: designChoice("payables-stretched.yellow", 300_000, "ppm", {
    zh: "付款率比此前下降达到此比例为黄色",
    en: "Relative fall of the rate of payment from which on it is yellow",
  }),
  orange: designChoice("payables-stretched.orange", 450_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("payables-stretched.red", 650_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("payables-stretched.release", 150_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Fall within which an episode ends",
  }),
};

const baselineDays = 273;

/** (17) Suppliers are paid later than they used to be. */
export const payablesStretched: WatchRule = {
  code: "payablesStretched",
  dataClasses: ["invoice", "statement"],
  name: { zh: "拖欠供应商", en: "Suppliers paid late" },
  formula: {
    zh: "最近 91 天付给供应商的款 ÷ 45 天前同长窗口的进项额，与再往前 273 天的同一比率相比；降幅须超过少数大额造成的偶然",
    en: "Paid to suppliers in 91 days ÷ purchase invoices of as many days, 45 days earlier, against the same rate of the 273 days before, and by more than a few large amounts make by chance",
  },
  sentences: {
    payablesStretched: {
      zh: "供应商付款率降至 {rate}（此前 {before}），少付 {short} 万元",
      en: "The rate of payment to suppliers fell to {rate} (before {before}); {short} × CNY 10k less was paid than usual",
    },
  },
  parameters: [...Object.values(parameters), ...Object.values(lumpinessParameters)],
  confirmedAfterDays: 14,
  evaluate: evaluatePayables,
};

function evaluatePayables({ series: { operations, invoices }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  const paidFen = operations.series.supplierPaidFen;
  const { purchaseFen } = invoices.series;
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const before = { from: recent.from - baselineDays, to: recent.from - 1 };
  const first = Math.max(firstDayOfSums(paidFen) ?? asOf, firstDayOfSums(purchaseFen) ?? asOf);
  if (first + parameters.lag.value > before.from) return { kind: "notComputable", reason: "historyTooShort" };
  if ((lastDayUpTo(paidFen, asOf) ?? 0) < asOf - parameters.days.value)
    return { kind: "notComputable", reason: "streamStopped" };
  const earlier = (window: typeof recent) => ({
    from: window.from - parameters.lag.value,
    to: window.to - parameters.lag.value,
  });
  const bought = {
    now: sumOf(purchaseFen, [earlier(recent)]),
    before: sumOf(purchaseFen, [earlier(before)]),
  };
  const paid = { now: sumOf(paidFen, [recent]), before: sumOf(paidFen, [before]) };
  if (bought.now <= 0n || bought.before <= 0n || paid.before <= 0n)
    return { kind: "notComputable", reason: "noRegularRhythm" };
  const rateNow = Number(paid.now) / Number(bought.now);
  const rateBefore = Number(paid.before) / Number(bought.before);
  const ratio = Math.max(0, rateNow / rateBefore);
  const lumps = [lumpinessOf(paidFen, recent), lumpinessOf(purchaseFen, earlier(recent))];
  const level = isBeyondLumps(ratio, lumps) ? declineLevel(ratio, parameters) : null;
  if (level === null) return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  const short = BigInt(Math.round(Number(bought.now) * rateBefore)) - paid.now;
  return {
    kind: "hit",
    level,
    sentence: "payablesStretched",
    figures: { rate: sharePercent(rateNow), before: sharePercent(rateBefore), short: formatWan(short) },
    evidence: [
      {
        item: "paidSuppliers",
        from: dayText(recent.from),
        to: dayText(recent.to),
        value: formatWan(paid.now),
        unit: "wan",
      },
      {
        item: "purchases",
        from: dayText(earlier(recent).from),
        to: dayText(earlier(recent).to),
        value: formatWan(bought.now),
        unit: "wan",
      },
    ],
  };
}
