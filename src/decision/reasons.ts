import { defineMessages, type Message, type MessageParameters } from "#kernel";

/** Why an applicant was declined or got less than the largest amount: `{what}` comes from the decision itself. */
export const decisionReasons = defineMessages({
  GRADE_BELOW_FLOOR: {
    zh: "等级 {grade} 低于授信底线 {floor}（违约概率 {pd}）",
    en: "Grade {grade} is below the lending floor {floor} (PD {pd})",
  },
  NO_RECENT_SALES: {
    zh: "评价日前 {days} 天内没有有效销项发票，最后一张为 {last}",
    en: "No valid sales invoice in the {days} days before the evaluation day; the last one is of {last}",
  },
  HISTORY_TOO_SHORT: {
    zh: "首张有效销项发票距评价日 {found} 天，少于 {days} 天",
    en: "The first valid sales invoice is {found} days old, less than {days} days",
  },
  CAPACITY_BELOW_MINIMUM: {
    zh: "自身现金流只能承受 {capacity} 万元，低于最低额度 {minimum} 万元（近 12 个月销售 {sales} 万元，净流入 {inflow} 万元）",
    en: "Its own cash flow carries {capacity} × CNY 10k, less than the least amount of {minimum} × CNY 10k (twelve months: sales {sales}, net inflow {inflow})",
  },
  BANK_RATING_EXCLUDED: {
    zh: "银行自有评级 {rating} 按所选政策不予授信",
    en: "The bank's own rating {rating} is excluded by the chosen policy",
  },
  UNPROFITABLE: {
    zh: "在允许的利率内没有一档的预期利润为正（违约概率 {pd}）",
    en: "No allowed rate brings an expected profit (PD {pd})",
  },
  BUDGET_EXHAUSTED: {
    zh: "信贷总额已分配给预期利润更高的企业（本户每元预期利润 {profit}）",
    en: "The budget went to enterprises with a higher expected profit (here {profit} per yuan)",
  },
  LIMITED_BY_SALES: {
    zh: "额度受近 12 个月销售额 {sales} 万元的 {share} 限制",
    en: "The amount is limited to {share} of twelve months' sales of {sales} × CNY 10k",
  },
  LIMITED_BY_NET_INFLOW: {
    zh: "额度受近 12 个月净流入 {inflow} 万元的 {share} 限制",
    en: "The amount is limited to {share} of twelve months' net inflow of {inflow} × CNY 10k",
  },
  LIMITED_BY_MAXIMUM: {
    zh: "额度已达单户上限 {maximum} 万元",
    en: "The amount is the largest per enterprise, {maximum} × CNY 10k",
  },
  LIMITED_BY_BUDGET: {
    zh: "信贷总额只剩这些，承受能力为 {capacity} 万元",
    en: "The budget left no more; the capacity is {capacity} × CNY 10k",
  },
});

export type DecisionReasonCode = keyof typeof decisionReasons.messages;

/** A reason with both sentences filled in. */
export interface DecisionReason extends Message {
  readonly code: DecisionReasonCode;
}

export function reasonOf(code: DecisionReasonCode, parameters: MessageParameters): DecisionReason {
  return { code, ...decisionReasons.both(code, parameters) };
}
