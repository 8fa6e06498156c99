import type { Catalogue } from "../../i18n/language.tsx";

/** The sentence of each kind of task; an area whose work waits for a person adds its kinds here. */
export const taskText: Catalogue = {
  "pipe.silence": {
    zh: "{count} 台采集器中断（{collector}）",
    en: "{count} collectors are silent ({collector})",
  },
  "pipe.gap": {
    zh: "{count} 台采集器有缺口（{collector}）",
    en: "{count} collectors have gaps ({collector})",
  },
  "pipe.skew": {
    zh: "{count} 台采集器时钟偏差（{collector}）",
    en: "{count} collectors' clocks are off ({collector})",
  },
  "pipe.clone": {
    zh: "{count} 台采集器疑似克隆（{collector}）",
    en: "{count} collectors may be cloned ({collector})",
  },
  "pipe.quarantineGrowth": {
    zh: "{count} 台采集器隔离数据增多（{collector}）",
    en: "{count} collectors' data are going into quarantine ({collector})",
  },
  "loanClass.propose": {
    zh: "{count} 笔借据可上调分类，待您初分",
    en: "{count} loans may rise a class: propose them",
  },
  "loanClass.recognise": {
    zh: "{count} 项分类变动待您认定",
    en: "{count} changes of class wait to be recognised",
  },
  "loanClass.approve": {
    zh: "{count} 项分类变动待您审批",
    en: "{count} changes of class wait to be approved",
  },
  "scorecard.validate": {
    zh: "评分卡“{name}”第 {version} 版待验证",
    en: "Scorecard {name} version {version} to validate",
  },
  "scorecard.approve": {
    zh: "评分卡“{name}”第 {version} 版待审批",
    en: "Scorecard {name} version {version} to approve",
  },
  "consent.confirmPapers": {
    zh: "{count} 份纸质授权书待您复核",
    en: "{count} signed consent forms to confirm",
  },
  "consent.answerRequests": { zh: "{count} 项授权请求待您决定", en: "{count} consent requests wait for you" },
  "consent.renew": { zh: "{count} 项授权即将到期", en: "{count} consents end soon" },
  "objection.answer": { zh: "{count} 项异议待答复", en: "{count} objections to answer" },
  "document.check": { zh: "{count} 份尽调报告待您复核", en: "{count} due-diligence reports to check" },
  "document.finish": { zh: "{count} 份尽调报告被退回", en: "{count} due-diligence reports were returned" },
  "watch.settle": { zh: "{count} 条预警待您处置", en: "{count} alerts wait for you" },
  "watch.assign": { zh: "{count} 条预警无人负责，请分派", en: "{count} alerts have no owner: assign them" },
  "watch.escalated": { zh: "{count} 条预警逾期未处置", en: "{count} alerts are late" },
  "fund.decideEnrolment": { zh: "借据 {loan} 申请入库，待确认", en: "Loan {loan} waits to be enrolled" },
  "fund.approveEnrolment": { zh: "借据 {loan} 的入库申请待复核", en: "Filing of loan {loan} to approve" },
  "fund.confirmMovement": { zh: "资金收支 {amount} 元待确认", en: "Movement of CNY {amount} to confirm" },
  "fund.publish": {
    zh: "补偿项目第 {version} 版待复核发布",
    en: "Version {version} of a programme to publish",
  },
  "fund.submitClaim": { zh: "本金 {amount} 元的补偿申请待复核提交", en: "Claim on CNY {amount} to submit" },
  "fund.checkClaim": { zh: "本金 {amount} 元的补偿申请待核对", en: "Claim on CNY {amount} to check" },
  "fund.reserveClaim": { zh: "本金 {amount} 元的补偿申请待预留", en: "Claim on CNY {amount} to reserve" },
  "fund.approveClaim": { zh: "本金 {amount} 元的补偿申请待复核批准", en: "Claim on CNY {amount} to approve" },
  "fund.payClaim": { zh: "本金 {amount} 元的补偿申请待支付", en: "Claim on CNY {amount} to pay" },
  "fund.payRefund": { zh: "本金 {amount} 元的补偿须退回", en: "Compensation on CNY {amount} to refund" },
  "fund.bookRefund": { zh: "本金 {amount} 元的补偿待退回到账", en: "Refund on CNY {amount} to book" },
  "fund.bookRecovery": { zh: "追偿回收 {amount} 元待入账", en: "Recovery of CNY {amount} to book" },
  "customer.task": { zh: "客户维护：{title}", en: "Customer plan: {title}" },
  "customer.ticket": { zh: "服务工单：{title}", en: "Service ticket: {title}" },
  "lending.assess": { zh: "核对数据：{name}的贷款申请", en: "Check the data of {name}'s application" },
  "lending.propose": {
    zh: "调查并提出意见：{name}的贷款申请",
    en: "Look into and propose on {name}'s application",
  },
  "lending.decide": { zh: "复核审批：{name}的贷款申请", en: "Decide {name}'s application" },
  "lending.sign": {
    zh: "代表银行签署合同 {number}（{name}）",
    en: "Sign contract {number} ({name}) for the bank",
  },
  "lending.accept": { zh: "阅读并签署借款合同 {number}", en: "Read and sign loan contract {number}" },
  "lending.pay": { zh: "复核放款申请", en: "Check a draw-down" },
  "lending.writeOff": { zh: "复核核销", en: "Check a write-off" },
  "lending.closeDay": { zh: "办理 {day} 日终", en: "Close the business day {day}" },
  "expertCard.weigh": { zh: "专家评分卡“{name}”待您赋权", en: "Weigh the indicators of the card {name}" },
  "expertCard.sign": { zh: "专家评分卡“{name}”待您签署", en: "Sign the card {name}" },
  "expertCard.activate": { zh: "专家评分卡“{name}”待您启用", en: "Put the card {name} into force" },
};
