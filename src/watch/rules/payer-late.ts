import { formatWan } from "#kernel";
import { type DaySums, daysWithin, firstDayOfSums, lastDayUpTo, numberSumOf, sumOf } from "../day-sums.ts";
import { levelOf, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import { usualIntervalOf } from "../silence.ts";
import type { PayerSeries } from "../operations-series.ts";
import { isOrdinaryDay } from "#association";
import { ordinaryDaysBetween } from "../working-days-compared.ts";

const parameters = {
  share: designChoice("payer-late.share", 250_000, "ppm", {
    zh: "客户占此前一年销售额至少此比例",
    en: "Share of the sales of the year before that makes a customer large enough",
  }),
  times: designChoice("payer-late.times", 20, "0.1 ×", {
    zh: "未付款时间超过其此前一年最长付款间隔的倍数（十分之一）",
    en: "Tenths of its longest interval between payments in the year before that it has not paid",
  }),
  fewestDays: designChoice("payer-late.fewest-days", 25, "d", {
    zh: "至少这么多个平常日没有付款",
    en: "Ordinary days without a payment at least",
  }),
  fewestPayments: designChoice("payer-late.fewest-payment-days", 6, "", {
    zh: "此前一年至少在这么多天付过款",
    en: "Days with a payment in the year before, without which there is no usual interval",
  }),
  orange: designChoice("payer-late.orange", 400_000, "ppm", {
    zh: "占比达到此值为橙色",
    en: "Orange by share",
  }),
  red: designChoice("payer-late.red", 600_000, "ppm", { zh: "占比达到此值为红色", en: "Red by share" }),
};

const yearDays = 365;
/** Invoices of these days must be paid by now, by the customer's own term or by the longest that is usual. */
const dueFromDays = 150;
const dueToDays = 45;

/** (16) A large customer that owes money has stopped paying. */
export const payerLate: WatchRule = {
  code: "payerLate",
  dataClasses: ["invoice", "statement"],
  name: { zh: "大客户停止付款", en: "Large customer stopped paying" },
  formula: {
    zh: "占销售 ≥ 25% 的客户，距其上一笔付款的平常日数 ≥ 2 × 其此前一年最长的付款间隔且 ≥ 25 天，而 45 至 150 天前仍给其开票",
    en: "Of a customer with ≥ 25 % of sales: ordinary days since its last payment ≥ 2 × its longest interval of the year before and ≥ 25, while it was invoiced 45 to 150 days ago",
  },
  sentences: {
    payerLate: {
      zh: "客户“{customer}”（占此前一年销售的 {share}）已 {days} 个平常日没有付款，通常间隔不超过 {usual} 天；此前已开票 {due} 万元",
      en: "Customer “{customer}” ({share} of the sales of the year before) has not paid for {days} ordinary days; its usual interval is at most {usual}; {due} × CNY 10k were invoiced before",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: evaluatePayers,
};

function evaluatePayers({ series: { operations, invoices, statement }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  if (invoices.kind === "missing") return { kind: "notComputable", reason: invoices.reason };
  if (statement.kind === "missing") return { kind: "notComputable", reason: statement.reason };
  const newest = lastDayUpTo(statement.series.receiptFen, asOf);
  // When nobody pays at all, the account's own rules speak.
  if (newest === null || ordinaryDaysBetween(newest, asOf) > parameters.fewestDays.value)
    return { kind: "notComputable", reason: "streamStopped" };
  if (!isOrdinaryDay(asOf)) return { kind: "notComputable", reason: "newYear" };
  const judged = operations.series.payers
    .map((payer) => judgePayer(payer, invoices.series.saleFen, asOf))
    .filter((found) => found !== null);
  if (judged.length === 0) return { kind: "notComputable", reason: "noLargeCustomer" };
  const worst = judged
    .filter(({ isLate }) => isLate)
    .reduce<Judged | null>((one, other) => (one === null || other.share > one.share ? other : one), null);
  return worst === null ? { kind: "clear", released: true } : hitOf(worst, asOf);
}

interface Judged {
  readonly customer: string;
  readonly share: number;
  readonly last: number;
  readonly days: number;
  readonly usual: number;
  readonly dueFen: bigint;
  readonly isLate: boolean;
}

function judgePayer(
  { customer, paidFen, invoicedFen }: PayerSeries,
  sales: DaySums,
  asOf: number,
): Judged | null {
  const last = lastDayUpTo(paidFen, asOf);
  const first = firstDayOfSums(paidFen);
  if (last === null || first === null || asOf - last > yearDays) return null;
  const year = { from: asOf - yearDays + 1, to: asOf };
  const share = numberSumOf(invoicedFen, [year]) / Math.max(1, numberSumOf(sales, [year]));
  const paid = daysWithin(paidFen, { from: last - yearDays + 1, to: last });
  if (share * 1_000_000 < parameters.share.value || paid.length < parameters.fewestPayments.value)
    return null;
  const usual = usualIntervalOf(paid, 1);
  const days = ordinaryDaysBetween(last, asOf);
  const dueFen = sumOf(invoicedFen, [{ from: asOf - dueFromDays, to: asOf - dueToDays }]);
  const isLate =
    days >= parameters.fewestDays.value && days * 10 >= parameters.times.value * usual && dueFen > 0n;
  return { customer, share, last, days, usual, dueFen, isLate };
}

function hitOf({ customer, share, last, days, usual, dueFen }: Judged, asOf: number): RuleResult {
  const due = { from: dayText(asOf - dueFromDays), to: dayText(asOf - dueToDays) };
  const { orange, red } = parameters;
  return {
    kind: "hit",
    level: levelOf(Math.round(share * 1_000_000), { yellow: parameters.share, orange, red }) ?? "yellow",
    sentence: "payerLate",
    figures: { customer, share: sharePercent(share), days, usual, due: formatWan(dueFen) },
    evidence: [
      { item: "customer", from: dayText(last), to: dayText(asOf), value: customer, unit: "name" },
      { item: "unpaidDays", from: dayText(last), to: dayText(asOf), value: String(days), unit: "days" },
      { item: "invoicedEarlier", ...due, value: formatWan(dueFen), unit: "wan" },
    ],
  };
}
