import { defineMessages } from "#kernel";

/** What is compared with the bank's figures. */
export const reconciledFields = [
  "balance",
  "overduePrincipal",
  "overdueInterest",
  "daysPastDue",
  "class",
] as const;
export type ReconciledField = (typeof reconciledFields)[number];

/** Why a figure of ours and one of the bank's differ. */
export type DifferenceReason = keyof typeof differenceReasons.messages;

/** A figure of a loan that the bank delivered otherwise than we work it out; money in yuan. */
export interface Difference {
  readonly loanId: string;
  readonly field: ReconciledField;
  readonly ours: string;
  readonly banks: string;
  readonly reason: DifferenceReason;
}

export const differenceReasons = defineMessages({
  graceDays: {
    zh: "银行在短期逾期宽限内按未逾期计，我方自应还日次日起计",
    en: "The bank counts a short overdue as none; we count from the day after it fell due",
  },
  principalOnly: { zh: "银行只按本金计逾期", en: "The bank counts overdue principal only" },
  interestOnly: { zh: "银行只按利息计逾期", en: "The bank counts overdue interest only" },
  workingDayRoll: {
    zh: "应还日为非工作日，银行顺延至下一工作日起算",
    en: "It fell due on a day off; the bank counts from the next working day",
  },
  countsDueDay: { zh: "银行把应还日当日计为逾期第一天", en: "The bank counts the due day as the first day" },
  followsDays: { zh: "由逾期天数口径差异引起", en: "Follows from how days past due are counted" },
  oursWorse: {
    zh: "我方规则触发更差的分类，待人工认定",
    en: "Our rules ask for a worse class; people confirm it",
  },
  oursBetter: {
    zh: "银行分类更差，我方规则未触发（可能有人工判断）",
    en: "The bank's class is worse than our rules ask for; it may know more",
  },
  unexplained: { zh: "未能解释，请与银行核对", en: "Not explained; ask the bank" },
});
