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
  LENDING_BANK_NOT_FOUND: {
    kind: "badInput",
    zh: "没有此银行：{id}",
    en: "There is no such bank: {id}",
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
  LENDING_MAKER_IS_CHECKER: {
    kind: "forbidden",
    zh: "经办人不能复核自己经办的事项：{id}",
    en: "Whoever made it may not check it: {id}",
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
  LENDING_EVALUATION_NOT_FOUND: {
    kind: "conflict",
    zh: "最近一次评价中没有此企业的结果：{enterprise}",
    en: "The newest evaluation has no result of this enterprise: {enterprise}",
  },
  LENDING_DAY_CLOSED: {
    kind: "conflict",
    zh: "营业日 {day} 已日终，不能再记账；当前营业日为 {open}",
    en: "The business day {day} is closed and takes no postings; the open day is {open}",
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
