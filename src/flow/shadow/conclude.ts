import { defineMessages, formatWan, type Message, type MessageParameters } from "#kernel";
import type { OrderQuality, ShadowComparison } from "./comparison.ts";
import { shadowParameters } from "./parameters.ts";

const sentences = defineMessages({
  coverage: {
    zh: "对比借款人 {borrowers} 户，余额 {balance} 万元。{from} 至 {asOf} 出险 {trouble} 户，其中违约 {default} 户。",
    en: "{borrowers} borrowers compared, balance {balance} (CNY 10k). From {from} to {asOf} {trouble} were in trouble, {default} of them in default.",
  },
  few: {
    zh: "出险只有 {trouble} 户，不足 {few} 户：下面的数字说明情况，不能证明哪一种排序更好。",
    en: "Only {trouble} were in trouble, fewer than {few}: the figures describe, they do not prove either order the better.",
  },
  agreementNone: {
    zh: "我方评分与本行评级的次序没有可以确认的一致（τ = {tau}，区间 {low} 至 {high}，{count} 户）。",
    en: "No agreement of our score with the bank's rating can be confirmed (τ = {tau}, interval {low} to {high}, {count} borrowers).",
  },
  agreementSome: {
    zh: "我方评分与本行评级的次序方向一致（τ = {tau}，区间 {low} 至 {high}，{count} 户）。",
    en: "Our score and the bank's rating order the same way (τ = {tau}, interval {low} to {high}, {count} borrowers).",
  },
  agreementOpposed: {
    zh: "我方评分与本行评级的次序相反（τ = {tau}，区间 {low} 至 {high}，{count} 户），应逐户查明原因。",
    en: "Our score and the bank's rating order the opposite way (τ = {tau}, interval {low} to {high}, {count} borrowers): look into each case.",
  },
  worst: {
    zh: "各取最差的 {worst} 户：按本行评级其中出险 {bank} 户，按我方评分 {ours} 户。",
    en: "Of the worst {worst} by each order: {bank} in trouble by the bank's rating, {ours} by our score.",
  },
  worstEarlier: {
    zh: "改用 {day} 的数据评分，最差的 {worst} 户中出险 {earlier} 户；这更接近真正使用时的情形。",
    en: "Scored on the data as of {day}, {earlier} of the worst {worst} were in trouble; that is closer to real use.",
  },
  hindsight: {
    zh: "{count} 户在评价日 {day} 以前已经出险，评价看得到后果，我方评分因此偏乐观。",
    en: "{count} were in trouble by the day of our evaluation, {day}: it could see the effect, which flatters our score.",
  },
  warned: {
    zh: "出险的 {troubled} 户中，{warned} 户在首次欠款以前就会有预警（提前天数的中位数 {lead} 天），{late} 户在欠款以后才有，{missed} 户没有。",
    en: "Of {troubled} in trouble, {warned} would have been warned of before the first missed instalment (median {lead} days), {late} only after it, {missed} not at all.",
  },
  warnedNone: {
    zh: "出险的 {troubled} 户中，没有一户会在首次欠款以前预警；{late} 户在欠款以后才有，{missed} 户没有。",
    en: "Of {troubled} in trouble none would have been warned of before the first missed instalment; {late} only after it, {missed} not at all.",
  },
  false: {
    zh: "没有出险的 {others} 户中，{alerted} 户也会收到预警（{share}）；只看橙色以上为 {orange} 户。",
    en: "Of {others} that were not in trouble, {alerted} would have been alerted as well ({share}); {orange} counting orange and red only.",
  },
  swapOut: {
    zh: "违约概率上限 {cutoff}：本行已放款而我方不通过 {declined} 户，余额 {balance} 万元，其中出险 {hits} 户；我方通过的 {accepted} 户中出险 {acceptedHits} 户。",
    en: "At a PD of at most {cutoff} we would decline {declined} borrowers of the bank, balance {balance} (CNY 10k), {hits} of them in trouble; of the {accepted} that we accept {acceptedHits} were.",
  },
  swapIn: {
    zh: "我方通过而未在本行贷款的 {count} 户，没有还款结果，不能判断对错。",
    en: "{count} enterprises without a loan of the bank we would accept; they have no outcome, so nothing can be said of them.",
  },
  stay: {
    zh: "建议：评级仍以本行为准，影子运行继续，累计出险达到 {few} 户再比较两种排序。",
    en: "Advice: keep the bank's rating, and go on in shadow until {few} borrowers were in trouble before the orders are compared.",
  },
  better: {
    zh: "建议：我方排序的区间高于本行评级，可提交风险委员会讨论作为挑战者使用。",
    en: "Advice: the interval of our order lies above that of the rating; it may be put before the committee as challenger.",
  },
  worse: {
    zh: "建议：我方排序的区间低于本行评级，不宜使用，应先查明原因。",
    en: "Advice: the interval of our order lies below that of the rating; do not use it before the reason is known.",
  },
  equal: {
    zh: "建议：两种排序的区间重叠，没有理由替换本行评级；影子运行继续。",
    en: "Advice: the intervals overlap, so there is no reason to replace the bank's rating; go on in shadow.",
  },
  warnTry: {
    zh: "预警有提前量：可先由贷后人员试用，按处置结果调整规则。",
    en: "The warnings came early enough to be tried by the post-loan staff, and tuned by what they find.",
  },
  warnLate: {
    zh: "预警没有提前量：先调整规则与参数，不宜直接用于贷后。",
    en: "The warnings came too late: tune the rules before post-loan work relies on them.",
  },
  warnFalse: {
    zh: "未出险的借款人大多也有预警：先调整规则与参数，或只用橙色以上，不宜直接用于贷后。",
    en: "Most of those without trouble had a warning as well: tune the rules, or use orange and above only, before post-loan work relies on them.",
  },
});

/** What follows from the figures, in plain sentences by fixed rules; the advice comes last. */
export function conclude(comparison: ShadowComparison): readonly Message[] {
  const { counts, asOf, from } = comparison;
  const few = shadowParameters.fewOutcomes.value;
  return [
    sentences.both("coverage", { ...counts, balance: wanOf(counts.balanceFen), from, asOf }),
    ...(counts.trouble < few ? [sentences.both("few", { trouble: counts.trouble, few })] : []),
    ...agreementOf(comparison),
    ...worstOf(comparison),
    ...warningsOf(comparison),
    ...swapsOf(comparison),
    ...warningAdviceOf(comparison),
    adviceOf(comparison, few),
  ];
}

function agreementOf({ agreement }: ShadowComparison): readonly Message[] {
  const { tau, interval, count } = agreement;
  if (tau === null || interval === null) return [];
  const [low, high] = interval;
  const key = low > 0 ? "agreementSome" : high < 0 ? "agreementOpposed" : "agreementNone";
  return [sentences.both(key, { tau: decimal(tau), low: decimal(low), high: decimal(high), count })];
}

function worstOf(comparison: ShadowComparison): readonly Message[] {
  const { counts, evaluation, earlierAsOf } = comparison;
  const [bank, ours, earlier] = (["bankRating", "ourScore", "ourEarlierScore"] as const).map((by) =>
    orderOf(comparison, by),
  );
  const worst = ours?.worst ?? 0;
  if (counts.trouble === 0 || worst === 0) return [];
  const messages: Message[] = [];
  if (typeof bank?.caught === "number" && typeof ours?.caught === "number") {
    const parameters = { worst, bank: casesOf(bank.caught), ours: casesOf(ours.caught) };
    messages.push(sentences.both("worst", parameters));
  }
  if (counts.beforeEvaluation > 0) {
    messages.push(sentences.both("hindsight", { count: counts.beforeEvaluation, day: evaluation.asOf }));
  }
  if (typeof earlier?.caught === "number" && earlierAsOf !== null) {
    const parameters = { worst, day: earlierAsOf, earlier: casesOf(earlier.caught) };
    messages.push(sentences.both("worstEarlier", parameters));
  }
  return messages;
}

function warningsOf({ warnings }: ShadowComparison): readonly Message[] {
  const [any, orange] = warnings;
  if (any === undefined || orange === undefined) return [];
  const { warned, late, falseAlerts, medianLeadDays } = any;
  const parameters: MessageParameters = {
    troubled: warned.total,
    warned: warned.hits,
    late,
    missed: warned.total - warned.hits - late,
    lead: medianLeadDays ?? "",
  };
  return [
    ...(warned.total === 0 ? [] : [sentences.both(warned.hits > 0 ? "warned" : "warnedNone", parameters)]),
    ...(falseAlerts.total === 0
      ? []
      : [
          sentences.both("false", {
            others: falseAlerts.total,
            alerted: falseAlerts.hits,
            share: `${((falseAlerts.share ?? 0) * 100).toFixed(0)}%`,
            orange: orange.falseAlerts.hits,
          }),
        ]),
  ];
}

function swapsOf({ bySide, swapIn, cutoffPdPpm }: ShadowComparison): readonly Message[] {
  const { accepted, declined } = bySide;
  return [
    sentences.both("swapOut", {
      cutoff: `${(cutoffPdPpm / 1e4).toFixed(2)}%`,
      declined: declined.trouble.total,
      balance: wanOf(declined.balanceFen),
      hits: declined.trouble.hits,
      accepted: accepted.trouble.total,
      acceptedHits: accepted.trouble.hits,
    }),
    ...(swapIn.length === 0 ? [] : [sentences.both("swapIn", { count: swapIn.length })]),
  ];
}

/** Worth trying when at least one was warned of in time, and fewer than half of the others were alerted. */
function warningAdviceOf({ warnings }: ShadowComparison): readonly Message[] {
  const [any] = warnings;
  if (any === undefined || any.warned.total === 0) return [];
  if (any.warned.hits === 0) return [sentences.both("warnLate")];
  return [sentences.both((any.falseAlerts.share ?? 0) < 0.5 ? "warnTry" : "warnFalse")];
}

function adviceOf(comparison: ShadowComparison, few: number): Message {
  if (comparison.counts.trouble < few) return sentences.both("stay", { few });
  const bank = orderOf(comparison, "bankRating")?.interval;
  // The score that could not see the outcome decides, where there is one.
  const ours = (orderOf(comparison, "ourEarlierScore") ?? orderOf(comparison, "ourScore"))?.interval;
  if (!bank || !ours) return sentences.both("stay", { few });
  if (ours[0] > bank[1]) return sentences.both("better");
  return sentences.both(ours[1] < bank[0] ? "worse" : "equal");
}

function orderOf({ orders }: ShadowComparison, by: OrderQuality["by"]): OrderQuality | undefined {
  return orders.find((one) => one.by === by && one.outcome === "trouble");
}

/** Cases among ties are a proportion: one decimal where they are not whole. */
export function casesOf(count: number): string {
  return Number.isInteger(count) ? String(count) : count.toFixed(1);
}

function decimal(value: number): string {
  return value.toFixed(2);
}

function wanOf(fen: string): string {
  return formatWan(BigInt(fen));
}
