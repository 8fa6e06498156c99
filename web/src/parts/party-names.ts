import type { Person, Party } from "../api/types.ts";
import type { Phrase } from "../i18n/language.tsx";

/** The roles of people, as a reader calls them. */
export const roleNames: Readonly<Record<Person["role"], Phrase>> = {
  administrator: { zh: "管理员", en: "Administrator" },
  accountManager: { zh: "客户经理", en: "Account manager" },
  creditOfficer: { zh: "审批人", en: "Credit officer" },
  riskOfficer: { zh: "风险经理", en: "Risk officer" },
  modelDeveloper: { zh: "模型开发", en: "Model developer" },
  modelValidator: { zh: "模型验证", en: "Model validator" },
  postLoanManager: { zh: "贷后管理", en: "Post-loan manager" },
  platformOperator: { zh: "平台运营", en: "Platform operator" },
  owner: { zh: "企业主", en: "Owner" },
  fundOfficer: { zh: "基金经办", en: "Fund officer" },
  auditor: { zh: "审计", en: "Auditor" },
};

/** The kinds of parties. */
export const partyKindNames: Readonly<Record<Party["kind"], Phrase>> = {
  platform: { zh: "平台", en: "Platform" },
  bank: { zh: "银行", en: "Bank" },
  enterprise: { zh: "企业", en: "Enterprise" },
  fund: { zh: "风险补偿资金", en: "Compensation fund" },
  regulator: { zh: "监管", en: "Regulator" },
};
