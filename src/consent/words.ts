import { defineMessages } from "#kernel";
import type { DataClass, Purpose } from "./basis.ts";

/** The data classes in a reader's words. */
export const dataClassNames = defineMessages<DataClass>({
  invoice: { zh: "发票（销项、进项）", en: "Invoices (sales, purchases)" },
  statement: { zh: "银行流水", en: "Bank statements" },
  businessDocument: { zh: "订单、出入库与账务单据", en: "Orders, stock and ledger documents" },
  energy: { zh: "用电、用能数据", en: "Electricity and energy" },
  machine: { zh: "设备与生产数据", en: "Machines and production" },
  registry: { zh: "企业登记与经营规模信息", en: "Registry and size" },
  loan: { zh: "贷款与还款信息", en: "Loans and repayments" },
  evaluation: { zh: "风险评价结果", en: "Risk evaluation result" },
});

/** The purposes in a reader's words. */
export const purposeNames = defineMessages<Purpose>({
  creditEvaluation: { zh: "授信评价", en: "Credit evaluation" },
  postLoan: { zh: "贷后管理", en: "Post-loan management" },
  compensation: { zh: "风险补偿申请与审核", en: "Compensation of the loan's risk" },
  platformService: { zh: "工业互联网平台服务", en: "Service of the industrial platform" },
  prospecting: {
    zh: "让该银行看到我（客户推荐与服务）",
    en: "Being seen by this bank (prospecting and service)",
  },
});
