import { defineFaults } from "#kernel";

/** Faults of customer management. */
export const customersFaults = defineFaults({
  CUSTOMERS_NOT_FOUND: { kind: "notFound", zh: "没有客户 {id}", en: "There is no customer {id}" },
  CUSTOMERS_ENTRY_NOT_FOUND: { kind: "notFound", zh: "没有记录 {id}", en: "There is no entry {id}" },
  CUSTOMERS_EDITION_NOT_FOUND: { kind: "notFound", zh: "没有期次 {id}", en: "There is no edition {id}" },
  CUSTOMERS_CHANGED_MEANWHILE: {
    kind: "conflict",
    zh: "记录 {id} 刚被别人改过，请刷新后再试",
    en: "The entry {id} was changed by somebody else; look at it again",
  },
  CUSTOMERS_STATE: {
    kind: "conflict",
    zh: "{id} 处于 {state} 状态，不能改为 {wanted}",
    en: "{id} is {state} and cannot become {wanted}",
  },
  CUSTOMERS_EDITION_BACKWARDS: {
    kind: "conflict",
    zh: "{asOf} 早于已有期次 {latest}：名单按期次先后滚动，不能倒着做",
    en: "{asOf} is before the edition of {latest}: the list goes on from edition to edition and never back",
  },
  CUSTOMERS_DAY_AHEAD: {
    kind: "badInput",
    zh: "{asOf} 还没有到（今天 {today}）",
    en: "{asOf} is not yet over (today is {today})",
  },
  CUSTOMERS_PRODUCT_BARRED: {
    kind: "conflict",
    zh: "产品 {product} 不能提供给客户 {id}：{reason}",
    en: "The product {product} may not be offered to the customer {id}: {reason}",
  },
  CUSTOMERS_PERSON_UNKNOWN: {
    kind: "badInput",
    zh: "本机构没有人员 {id}",
    en: "There is no person {id} in this party",
  },
  CUSTOMERS_RULES_BACKWARDS: {
    kind: "conflict",
    zh: "规则的生效日 {from} 不能早于今天 {today}：已出的期次不再改变",
    en: "Rules cannot take effect on {from}, before today ({today}): editions that are out do not change",
  },
});
