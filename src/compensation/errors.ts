import { defineFaults } from "#kernel";

/** What can go wrong between a programme and a payment; refusals name the rule that refuses. */
export const fundFaults = defineFaults({
  FUND_PROGRAMME_NOT_FOUND: { kind: "notFound", zh: "没有补偿项目 {id}", en: "There is no programme {id}" },
  FUND_ENROLMENT_NOT_FOUND: { kind: "notFound", zh: "没有入库申请 {id}", en: "There is no enrolment {id}" },
  FUND_CLAIM_NOT_FOUND: { kind: "notFound", zh: "没有补偿申请 {id}", en: "There is no claim {id}" },
  FUND_LOAN_NOT_FOUND: { kind: "notFound", zh: "没有借据 {id}", en: "There is no loan {id}" },
  FUND_MOVEMENT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有资金收支 {id}",
    en: "There is no movement of money {id}",
  },
  FUND_TERMS_INVALID: {
    kind: "badInput",
    zh: "项目条款不成立：{problems}",
    en: "The terms of the programme do not hold: {problems}",
  },
  FUND_NO_TERMS: {
    kind: "conflict",
    zh: "项目在 {day} 没有生效的条款版本",
    en: "The programme has no terms in force on {day}",
  },
  FUND_VERSION_BACKDATED: {
    kind: "conflict",
    zh: "新版本的生效日 {found} 不得早于 {earliest}，条款不溯及既往",
    en: "A new version may not take effect on {found}, before {earliest}: terms are never retroactive",
  },
  FUND_SAME_PERSON: {
    kind: "forbidden",
    zh: "经办与复核须为两人：{step} 不能由同一人完成",
    en: "Maker and checker are two people: the same person may not do {step}",
  },
  FUND_WRONG_STATE: {
    kind: "conflict",
    zh: "当前状态为 {state}，不能执行 {action}",
    en: "It is {state} and cannot {action}",
  },
  FUND_NOT_ELIGIBLE: {
    kind: "conflict",
    zh: "不符合入库或补偿条件：{reasons}",
    en: "Not eligible: {reasons}",
  },
  FUND_LOSS_OUT_OF_RANGE: {
    kind: "badInput",
    zh: "损失金额须在 0 与符合条件的本金 {eligible} 元之间（入库本金与当前余额取低）；其他补偿不能为负",
    en: "The loss must be between 0 and the eligible principal of CNY {eligible} (the lower of enrolled principal and balance); other compensation must not be negative",
  },
  FUND_CLAIM_INCOMPLETE: {
    kind: "conflict",
    zh: "申请材料不全：{missing}",
    en: "The claim is not complete: {missing}",
  },
  FUND_CLAIM_EXISTS: {
    kind: "conflict",
    zh: "同一借据同一风险事项只能补偿一次，已有申请 {claim}",
    en: "The same loss is compensated once: claim {claim} exists already",
  },
  FUND_LIMIT_REACHED: {
    kind: "conflict",
    zh: "不能预留：{limit} 已无余量",
    en: "Nothing can be reserved: {limit} leaves no room",
  },
  FUND_ROOM_EXHAUSTED: {
    kind: "conflict",
    zh: "平均补偿比例余量为 {roomFen} 分，停止预留、审批与支付",
    en: "The room of the average ratio is {roomFen} fen: reservations, approvals and payments stop",
  },
  FUND_OVERDRAWN: {
    kind: "conflict",
    zh: "可用余额 {availableFen} 分不足以支付 {amountFen} 分",
    en: "The available balance of {availableFen} fen does not cover {amountFen} fen",
  },
  FUND_RECOVERY_TOO_LARGE: {
    kind: "badInput",
    zh: "净追偿 {netFen} 分超过尚未收回的损失 {openFen} 分",
    en: "The net recovery of {netFen} fen exceeds the {openFen} fen of loss still borne",
  },
  FUND_RECOVERY_COSTS: {
    kind: "badInput",
    zh: "追偿费用 {costFen} 分超过回收额 {grossFen} 分",
    en: "Costs of {costFen} fen exceed the recovery of {grossFen} fen",
  },
  FUND_EVENT_MALFORMED: {
    kind: "badInput",
    zh: "测算文件第 {position} 项无法识别：{problem}",
    en: "Item {position} of the simulation file is not understood: {problem}",
  },
});
