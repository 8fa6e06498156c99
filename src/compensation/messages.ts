import { defineMessages } from "#kernel";

/** The rules of the arithmetic by name, as a case page and a claim file print them; amounts are yuan. */
export const ruleMessages = defineMessages({
  eligible: {
    zh: "符合条件的本金（入库本金与申请时余额取低）",
    en: "Eligible principal: the lower of enrolled principal and balance when the claim was opened",
  },
  stageRatio: {
    zh: "累计比例 {rate}：{class}、{size} 企业，不高于该规模的最高比例 {ratio}",
    en: "Cumulative ratio {rate}: class {class}, size {size}, never above the size's own {ratio}",
  },
  retention: {
    zh: "银行自担下限 {rate}：损失 {loss} 的 {rest} 以内，扣除其他补偿 {other}",
    en: "Bank retention floor {rate}: at most {rest} of the loss of {loss}, less other compensation of {other}",
  },
  stack: {
    zh: "各项政策资金合计不超过{basis}损失 {loss} 的 {rate}，扣除其他政策资金 {other}",
    en: "All policy money is at most {rate} of the {basis} loss of {loss}, less other policy money of {other}",
  },
  entitlement: { zh: "累计应补偿", en: "Entitled so far" },
  paid: { zh: "减：已补偿", en: "Less: paid already" },
  payable: { zh: "本次应补偿", en: "Payable now" },
  pool: { zh: "资金池可用余额（余额减预留）", en: "Available in the pool: balance less reservations" },
  annual: { zh: "年度上限余量", en: "Left of the annual cap" },
  bank: { zh: "该银行上限余量", en: "Left of the bank's cap" },
  firm: { zh: "该企业上限余量", en: "Left of the enterprise's cap" },
  average: { zh: "平均补偿比例 {rate} 的余量", en: "Room under the average ratio of {rate}" },
  reservable: { zh: "可预留", en: "Can be reserved" },
});
export type RuleCode = keyof typeof ruleMessages.messages;

/** Why a loan or a claim is refused, and what a claim still lacks. */
export const reasonMessages = defineMessages({
  offPlatform: {
    zh: "贷款不是通过工业互联网平台申请的",
    en: "The loan was not applied for on an industrial internet platform",
  },
  platformNotListed: {
    zh: "申请日 {day} 该平台不在项目公布的名单内",
    en: "On the day of application, {day}, the platform was not on the programme's published list",
  },
  noTerms: { zh: "{day} 项目没有生效条款", en: "No terms of the programme were in force on {day}" },
  sizeUnknown: { zh: "企业划型未知", en: "The size of the enterprise is not known" },
  sizeNotCovered: { zh: "{size} 企业不在补偿范围", en: "Enterprises of size {size} are not covered" },
  enterpriseUnknown: {
    zh: "借款人尚未登记为企业，无法核对证据",
    en: "The borrower is not in the registry, so there is no evidence to check against",
  },
  loanEnded: { zh: "借据已结清或核销", en: "The loan is settled or written off" },
  alreadyNonPerforming: {
    zh: "入库前已认定为 {class}",
    en: "Confirmed as {class} before enrolment",
  },
  breakerTripped: {
    zh: "该银行项目不良率 {found} 达到熔断线 {trip}，暂停新增入库",
    en: "The bank's programme NPL ratio of {found} has reached {trip}: no new cover",
  },
  notEnrolled: {
    zh: "借据未入库或入库未确认",
    en: "The loan is not enrolled, or the enrolment not confirmed",
  },
  classNotConfirmed: {
    zh: "尚无认定、审批完成的五级分类",
    en: "No class has been confirmed by recognition and approval",
  },
  classBelowStart: {
    zh: "认定分类 {class} 未达到起补分类 {start}",
    en: "The confirmed class {class} has not reached the first class covered, {start}",
  },
  nothingPayable: { zh: "按当前分类没有可补偿金额", en: "Nothing is payable at the present class" },
});
export type ReasonCode = keyof typeof reasonMessages.messages;

/** The parts of a claim file. */
export const documentMessages = defineMessages({
  application: { zh: "补偿申请表", en: "Application" },
  contract: { zh: "借据与合同要素", en: "Loan and contract data" },
  overdue: { zh: "还款计划与逾期记录", en: "Schedule and overdue record" },
  recognition: {
    zh: "五级分类认定记录（初分、认定、审批三人）",
    en: "Class record: proposed, recognised, approved by three people",
  },
  size: { zh: "划型证明", en: "Proof of size" },
  platform: { zh: "平台申请编号", en: "Application number of the platform" },
  collection: { zh: "催收与诉讼记录", en: "Collection and litigation record" },
  loss: { zh: "损失计算表", en: "Loss calculation" },
  otherCompensation: { zh: "已获其他补偿声明", en: "Declaration of other compensation" },
  undertaking: { zh: "追偿承诺", en: "Undertaking to recover" },
  evidence: { zh: "数据存证包", en: "Evidence bundle" },
});
export type DocumentCode = keyof typeof documentMessages.messages;
