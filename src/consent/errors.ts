import { defineFaults } from "#kernel";

/** What can go wrong with consents, the basis of a read, and objections. */
export const consentFaults = defineFaults({
  CONSENT_NO_BASIS: {
    kind: "forbidden",
    zh: "没有依据：本机构不得为“{purpose}”读取企业 {enterprise} 的 {classes} 数据；需要有效授权、存续贷款约定或法定依据",
    en: "No basis: this party may not read {classes} of {enterprise} for {purpose}; it takes a consent in force, the covenant of a live loan, or a statute",
  },
  CONSENT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有编号为 {id} 的授权",
    en: "There is no consent {id}",
  },
  CONSENT_ENTERPRISE_UNKNOWN: {
    kind: "notFound",
    zh: "企业 {id} 未登记，或尚无自己的账户",
    en: "The enterprise {id} is not registered, or has no party of its own",
  },
  CONSENT_PARTY_UNKNOWN: {
    kind: "notFound",
    zh: "没有编号为 {id} 的机构",
    en: "There is no party {id}",
  },
  CONSENT_STATE: {
    kind: "conflict",
    zh: "授权 {id} 当前为 {state}，不能执行此操作",
    en: "The consent {id} is {state}: this cannot be done with it",
  },
  CONSENT_TERM: {
    kind: "badInput",
    zh: "授权期限应从 {from} 起、不早于当日，且不超过 {longest} 年：实际到 {until}",
    en: "The term must end on or after {from} and today, and last at most {longest} years; found {until}",
  },
  CONSENT_PAPER_OF_OTHERS: {
    kind: "forbidden",
    zh: "纸质授权书只能由其中的数据提供方或被授权方登记",
    en: "A paper is recorded by the party that gives the data by it, or that it lets read",
  },
  CONSENT_PAPER_REPEATED: {
    kind: "conflict",
    zh: "授权书 {reference} 已经登记过",
    en: "The form {reference} has been recorded already",
  },
  CONSENT_OBJECTION_NOT_FOUND: {
    kind: "notFound",
    zh: "没有编号为 {id} 的异议",
    en: "There is no objection {id}",
  },
  CONSENT_OBJECTION_STATE: {
    kind: "conflict",
    zh: "异议 {id} 已答复或撤回",
    en: "The objection {id} was answered or withdrawn already",
  },
});
