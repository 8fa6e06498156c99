import type { Phrase } from "../../i18n/language.tsx";
import type {
  AccessRead,
  Consent,
  DataClass,
  Objection,
  Purpose,
  RegisteredEnterprise,
} from "./consent-api.ts";

export const dataClassNames: Readonly<Record<DataClass, Phrase>> = {
  invoice: { zh: "发票", en: "Invoices" },
  statement: { zh: "银行流水", en: "Bank statements" },
  businessDocument: { zh: "订单与单据", en: "Orders and documents" },
  energy: { zh: "用电用能", en: "Energy" },
  machine: { zh: "设备与生产", en: "Machines and production" },
  registry: { zh: "登记与规模信息", en: "Registry and size" },
  loan: { zh: "贷款与还款", en: "Loans and repayments" },
  evaluation: { zh: "风险评价结果", en: "Risk evaluation" },
};

export const dataClasses = Object.keys(dataClassNames) as readonly DataClass[];

export const purposeNames: Readonly<Record<Purpose, Phrase>> = {
  creditEvaluation: { zh: "授信评价", en: "Credit evaluation" },
  postLoan: { zh: "贷后管理", en: "Post-loan management" },
  compensation: { zh: "风险补偿", en: "Risk compensation" },
  platformService: { zh: "平台服务", en: "Platform service" },
  prospecting: { zh: "让银行看到我", en: "Being seen by a bank" },
};

export const purposes = Object.keys(purposeNames) as readonly Purpose[];

export const consentStateNames: Readonly<Record<Consent["state"], Phrase>> = {
  draft: { zh: "待确认", en: "Waiting" },
  granted: { zh: "有效", en: "In force" },
  expired: { zh: "已到期", en: "Expired" },
  revoked: { zh: "已撤回", en: "Revoked" },
};

export const formNames: Readonly<Record<Consent["form"], Phrase>> = {
  electronic: { zh: "电子", en: "Electronic" },
  paper: { zh: "纸质", en: "Paper" },
};

export const basisNames: Readonly<Record<AccessRead["bases"][number]["basis"]["kind"], Phrase>> = {
  own: { zh: "企业本人", en: "The enterprise itself" },
  consent: { zh: "授权", en: "Consent" },
  covenant: { zh: "贷款合同约定", en: "Covenant of a live loan" },
  statute: { zh: "法定依据", en: "Statute" },
  attestation: { zh: "纸质授权声明", en: "Declared paper authorisation" },
};

export const sizeClassNames: Readonly<Record<NonNullable<RegisteredEnterprise["sizeClass"]>, Phrase>> = {
  micro: { zh: "微型", en: "Micro" },
  small: { zh: "小型", en: "Small" },
  medium: { zh: "中型", en: "Medium" },
  large: { zh: "大型", en: "Large" },
};

export const outcomeNames: Readonly<Record<NonNullable<Objection["outcome"]>, Phrase>> = {
  corrected: { zh: "已更正", en: "Corrected" },
  annotated: { zh: "已加注说明", en: "Annotated" },
  upheld: { zh: "经核查维持", en: "Checked and upheld" },
};

export const objectionStateNames: Readonly<Record<Objection["state"], Phrase>> = {
  filed: { zh: "待答复", en: "To be answered" },
  answered: { zh: "已答复", en: "Answered" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

const readNames: Readonly<Record<string, Phrase>> = {
  "enterprise.page": { zh: "企业页", en: "Enterprise page" },
  "enterprise.list": { zh: "企业列表", en: "Enterprise list" },
  "enterprise.evidence": { zh: "存证包", en: "Evidence bundle" },
  "enterprise.data": { zh: "原始数据", en: "Stored data" },
  "evaluation.run": { zh: "风险评价运行", en: "Evaluation run" },
  "quarantine.list": { zh: "未采用的数据行", en: "Rows not taken" },
};

/** Reads of an area that have no name of their own, by the beginning of their code. */
const areaNames: Readonly<Record<string, Phrase>> = {
  dueDiligence: { zh: "尽调报告", en: "Due-diligence report" },
  watch: { zh: "风险预警", en: "Early warning" },
  loan: { zh: "贷款台账", en: "Loan book" },
  lending: { zh: "贷款业务", en: "Loan case" },
  fund: { zh: "风险补偿申请", en: "Compensation claim" },
  shadow: { zh: "影子对比", en: "Shadow comparison" },
  import: { zh: "数据导入", en: "Imports" },
  expertCard: { zh: "专家评分卡", en: "Expert card" },
};

/** What was read, in words; a code that the app does not know stands for itself. */
export function nameOfRead(what: string): Phrase {
  return readNames[what] ?? areaNames[what.split(".")[0] ?? ""] ?? { zh: what, en: what };
}
