import { defineFaults } from "#kernel";

/** What can go wrong with own loans. */
export const ownLoanFaults = defineFaults({
  LENDING_TERMS_IMPOSSIBLE: {
    kind: "badInput",
    zh: "贷款条件不成立：本金 {principal} 分、年利率 {rate} ppm、{months} 个月、结息日 {interestDay}、罚息倍数 {penalty} ppm",
    en: "These terms describe no loan: principal {principal} fen, rate {rate} ppm, {months} months, interest day {interestDay}, penalty factor {penalty} ppm",
  },
  LENDING_CASE_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此申请：{id}",
    en: "There is no such application: {id}",
  },
  LENDING_CONTRACT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此合同：{id}",
    en: "There is no such contract: {id}",
  },
  LENDING_DRAWDOWN_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此放款申请：{id}",
    en: "There is no such drawdown: {id}",
  },
  LENDING_OWN_LOAN_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此自营贷款：{id}",
    en: "There is no such own loan: {id}",
  },
  LENDING_BORROWER_UNKNOWN: {
    kind: "notFound",
    zh: "没有此企业：{enterprise}",
    en: "There is no such enterprise: {enterprise}",
  },
  LENDING_BANK_UNKNOWN: {
    kind: "notFound",
    zh: "没有此银行：{bank}",
    en: "There is no such bank: {bank}",
  },
  LENDING_STEP_NOT_NOW: {
    kind: "conflict",
    zh: "“{step}”现在不能做：当前状态为 {state}",
    en: "{step} is not possible now: the state is {state}",
  },
  LENDING_CHANGED_MEANWHILE: {
    kind: "conflict",
    zh: "他人已修改（{id}），请刷新后重试",
    en: "Somebody changed it meanwhile ({id}); reload and try again",
  },
  LENDING_ABOVE_AUTHORITY: {
    kind: "forbidden",
    zh: "金额 {amount} 分超过 {role} 的审批权限 {limit} 分",
    en: "{amount} fen is above the authority of {role}: {limit} fen",
  },
  LENDING_LIMIT_EXCEEDED: {
    kind: "conflict",
    zh: "额度不足：可用 {available} 分，需要 {wanted} 分",
    en: "The limit does not suffice: {available} fen available, {wanted} fen wanted",
  },
  LENDING_DILIGENCE_MISSING: {
    kind: "conflict",
    zh: "人工审批须先填写尽职调查表：{id}",
    en: "The manual path needs the due-diligence form first: {id}",
  },
  LENDING_COMMITTEE_MISSING: {
    kind: "conflict",
    zh: "金额 {amount} 分须经贷审会表决通过",
    en: "{amount} fen need the committee's vote in favour",
  },
  LENDING_PAYEE_NOT_CONTRACTS: {
    kind: "conflict",
    zh: "受托支付只能付给合同约定的收款人",
    en: "An entrusted payment goes to the contract's payee only",
  },
  LENDING_CONDITIONS_NOT_MET: {
    kind: "conflict",
    zh: "放款条件未全部满足：{missing}",
    en: "Conditions of the draw-down are not met: {missing}",
  },
  LENDING_LINE_TAKEN: {
    kind: "conflict",
    zh: "回笼账户流水 {reference} 已入过账，不能重复使用",
    en: "The line {reference} of the collection account was taken already",
  },
  LENDING_MOVEMENT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此记录：{id}",
    en: "There is no such movement: {id}",
  },
  LENDING_DAY_NOT_NEXT: {
    kind: "conflict",
    zh: "日终须逐日进行：应先日终 {expected}，收到 {found}",
    en: "Days are closed one after another: {expected} comes first, found {found}",
  },
  LENDING_VALUE_DATE_IMPOSSIBLE: {
    kind: "badInput",
    zh: "起息日 {found} 不在放款日 {from} 与营业日 {to} 之间",
    en: "The value date {found} is not between the draw-down {from} and the business day {to}",
  },
  LENDING_JOURNAL_UNBALANCED: {
    kind: "integrity",
    zh: "分录借贷不平：{kind}，差额 {difference} 分",
    en: "The entry does not balance: {kind}, difference {difference} fen",
  },
});

/** The fault of an application that is not there, or not for this party. */
export function caseNotFound(id: string) {
  return ownLoanFaults.fault("LENDING_CASE_NOT_FOUND", { id });
}
