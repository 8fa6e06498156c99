import type { Message } from "#kernel";

/** What the comparison cannot say, on every copy of it. */
export const shadowLimits: readonly Message[] = [
  {
    zh: "只有本行已放款的借款人有还款结果；被拒绝的和没有申请的不在其中，因此看不到本行评级挡住了多少风险。",
    en: "Only borrowers of the bank have an outcome; those declined or never asked are not among them, so what the rating kept out is not seen.",
  },
  {
    zh: "本行评级取自评价时的名单，没有注明评定日期；若在出险以后调整过，对比会偏向本行。",
    en: "The bank's rating is that of the list given with the evaluation, without its date; one changed after the trouble favours the bank.",
  },
  {
    zh: "预警按每天重放，只用当时已经发生的数据，但不扣除数据送达的延迟，实际预警可能更晚；级别按首次发出时计，之后升级不另计。",
    en: "Warnings are replayed for every day on what had happened by then; the delay until data arrived is not taken off, so a real one may come later. A level is that of the day it was raised; what became graver later counts once.",
  },
  {
    zh: "借据和分类按台账今天所记，截至对比日；之后的更正也已计入。",
    en: "Loans and classes are as the book has them today, up to the day of the comparison; later corrections are in.",
  },
  {
    zh: "欠款一两天也计为曾欠款，但不算出险。比例的区间为 95% 精确区间；AUC 的区间对任何分布都成立，户数少时很宽。",
    en: "A day or two past due counts as missed, not as trouble. Intervals of shares are exact at 95%; those of the AUC hold for any distribution and are wide for few cases.",
  },
];
