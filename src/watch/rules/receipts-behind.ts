import { formatWan } from "#kernel";
import { firstDayOfSums, lastDayUpTo, sumOf } from "../day-sums.ts";
import { declineLevel, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { isBeyondLumps, lumpinessOf, lumpinessParameters } from "../lumpiness.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("receipts-behind.days", 91, "d", { zh: "窗口天数", en: "Days of the window" }),
  lag: designChoice("receipts-behind.lag", 60, "d", {
    zh: "账期：回款与这么多天以前的开票比较",
    en: "Terms of payment: receipts are compared with what was invoiced so many days earlier",
  }),
  yellow: designChoice("receipts-behind.yellow", 300_000, "ppm", {
    zh: "回款率比此前下降达到此比例为黄色",
    en: "Relative fall of the collection rate from which on it is yellow",
  }),
  orange: designChoice("receipts-behind.orange", 450_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("receipts-behind.red", 650_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("receipts-behind.release", 150_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Fall within which an episode ends",
  }),
};

const baselineDays = 273;

/** (5) Receipts fall behind what was invoiced one term of payment earlier, and what is overdue grows. */
export const receiptsBehind: WatchRule = {
  code: "receiptsBehind",
  dataClasses: ["invoice", "statement"],
  name: { zh: "回款落后于开票", en: "Receipts behind invoices" },
  formula: {
    zh: "最近 91 天回款 ÷ 60 天前同长窗口的开票额，与再往前 273 天的同一回款率相比；未回部分同时增加；降幅须超过少数大额造成的偶然",
    en: "Receipts of the last 91 days ÷ invoices of as many days, 60 days earlier, against the same rate of the 273 days before; what was not collected must grow as well, and by more than a few large amounts make by chance",
  },
  sentences: {
    receiptsBehind: {
      zh: "回款率降至 {rate}（此前 {before}），比应回少收 {short} 万元",
      en: "The collection rate fell to {rate} (before {before}); {short} × CNY 10k less came in than was due",
    },
  },
  parameters: [...Object.values(parameters), ...Object.values(lumpinessParameters)],
  confirmedAfterDays: 14,
  evaluate: evaluateReceipts,
};

function evaluateReceipts({ series: { invoices, statement }, asOf }: RuleInput): RuleResult {
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  if (statement.kind === "missing") return { kind: "notComputable", reason: statement.reason };
  const { saleFen } = invoices.series;
  const { receiptFen } = statement.series;
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const before = { from: recent.from - baselineDays, to: recent.from - 1 };
  const first = Math.max(
    firstDayOfSums(receiptFen) ?? asOf,
    (firstDayOfSums(saleFen) ?? asOf) + parameters.lag.value,
  );
  if (first > before.from + baselineDays / 3) return { kind: "notComputable", reason: "historyTooShort" };
  if ((lastDayUpTo(receiptFen, asOf) ?? 0) < asOf - parameters.days.value / 2) {
    return { kind: "notComputable", reason: "streamStopped" };
  }
  const known = { from: Math.max(first, before.from), to: before.to };
  const shifted = (window: typeof recent) => ({
    from: window.from - parameters.lag.value,
    to: window.to - parameters.lag.value,
  });
  const invoiced = { now: sumOf(saleFen, [shifted(recent)]), before: sumOf(saleFen, [shifted(known)]) };
  const received = { now: sumOf(receiptFen, [recent]), before: sumOf(receiptFen, [known]) };
  if (invoiced.now <= 0n || invoiced.before <= 0n || received.before <= 0n) {
    return { kind: "notComputable", reason: "noRegularRhythm" };
  }
  const rateNow = Number(received.now) / Number(invoiced.now);
  const rateThen = Number(received.before) / Number(invoiced.before);
  const ratio = Math.max(0, rateNow / rateThen);
  const lumps = [lumpinessOf(receiptFen, recent), lumpinessOf(saleFen, shifted(recent))];
  const level = isBeyondLumps(ratio, lumps) ? declineLevel(ratio, parameters) : null;
  if (level === null) return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  const due = BigInt(Math.round(Number(invoiced.now) * rateThen));
  const dates = { from: dayText(recent.from), to: dayText(recent.to) };
  const earlier = { from: dayText(shifted(recent).from), to: dayText(shifted(recent).to) };
  return {
    kind: "hit",
    level,
    sentence: "receiptsBehind",
    figures: {
      rate: sharePercent(rateNow),
      before: sharePercent(rateThen),
      short: formatWan(due - received.now),
    },
    evidence: [
      { item: "receipts", ...dates, value: formatWan(received.now), unit: "wan" },
      { item: "invoicedEarlier", ...earlier, value: formatWan(invoiced.now), unit: "wan" },
      {
        item: "collectionRateBefore",
        from: dayText(known.from),
        to: dayText(known.to),
        value: sharePercent(rateThen),
        unit: "percent",
      },
    ],
  };
}
