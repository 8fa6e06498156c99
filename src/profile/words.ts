import { defineMessages, type Message } from "#kernel";
import type { ProxyItem } from "./proxy-balance.ts";

export const proxyItemNames: Readonly<Record<ProxyItem, Message>> = {
  fixedAssetsFen: { zh: "固定资产净值", en: "Fixed assets, net" },
  depreciationFen: { zh: "折旧（十二个月）", en: "Depreciation (twelve months)" },
  inventoriesFen: { zh: "存货", en: "Inventories" },
  receivablesFen: { zh: "应收账款", en: "Receivables" },
  payablesFen: { zh: "应付账款", en: "Payables" },
  revenueFen: { zh: "销售收入（十二个月）", en: "Revenue (twelve months)" },
  purchasesFen: { zh: "采购（十二个月）", en: "Purchases (twelve months)" },
};

/** Why an item of the portrait has no value. */
export const profileReasons = defineMessages({
  noRows: { zh: "没有这类数据", en: "There is no such data" },
  notWithinYear: { zh: "近十二个月没有这类数据", en: "There is no such data within twelve months" },
  notDeclared: { zh: "未提供报表", en: "No statement was provided" },
  noOpinion: { zh: "没有记录", en: "Nothing is on record" },
  tooShort: { zh: "数据不足一年，无法比较", en: "Less than a year of data: nothing to compare with" },
});
export type ProfileReason = keyof typeof profileReasons.messages;

export function profileReasonOf(code: ProfileReason): Message {
  return profileReasons.both(code);
}

/** What speaks for a stage of life. */
export const lifeStageReasons = defineMessages({
  young: { zh: "成立不满三年", en: "Founded less than three years ago" },
  established: { zh: "成立三年以上", en: "Founded three years ago or more" },
  fewCustomers: { zh: "客户少", en: "Few customers" },
  volatile: { zh: "月销售波动大", en: "Monthly sales vary much" },
  growingFast: { zh: "销售同比增长超过两成", en: "Sales grew by more than a fifth on the year" },
  steady: { zh: "销售同比变化在一成以内", en: "Sales within a tenth of the year before" },
  shrinking: { zh: "销售同比下降超过一成", en: "Sales fell by more than a tenth on the year" },
  shrinkingLong: { zh: "销售连续两年下降", en: "Sales fell two years in a row" },
  running: { zh: "设备利用率高", en: "Machines are well used" },
  runningLess: { zh: "设备利用率下降", en: "Machines are used less than before" },
  investing: { zh: "一年内有新设备投用", en: "New machines within a year" },
  losingPeople: { zh: "用工减少", en: "Fewer people than before" },
});
export type LifeStageReason = keyof typeof lifeStageReasons.messages;

export function lifeStageReasonOf(code: LifeStageReason): Message {
  return lifeStageReasons.both(code);
}
