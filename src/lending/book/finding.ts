import { defineMessages, type Message } from "#kernel";

/** What may be wrong with a delivery. */
export type FindingCode = keyof typeof findingMessages.messages;

/** One thing that is wrong with a delivery, at its place; row 1 is the header, null is the file as a whole. */
export interface Finding {
  readonly code: FindingCode;
  /** A warning does not keep the delivery from being accepted. */
  readonly severity: "error" | "warning";
  readonly file: string;
  readonly row: number | null;
  readonly field: string | null;
  readonly expected: string;
  readonly found: string;
}

const findingMessages = defineMessages({
  missingFile: { zh: "缺少文件", en: "The file is missing" },
  missingColumn: { zh: "缺少列", en: "The column is missing" },
  missingTotal: { zh: "控制文件缺少该合计项", en: "The control file lacks this total" },
  wrongCount: { zh: "行数与控制文件不符", en: "The number of rows is not that of the control file" },
  wrongTotal: { zh: "合计与控制文件不符", en: "The sum is not that of the control file" },
  malformed: { zh: "字段值无法识别", en: "The value cannot be read" },
  unknownLoan: { zh: "借据号不存在", en: "There is no such loan" },
  duplicate: { zh: "重复", en: "It is there twice" },
  scheduleSum: { zh: "还款计划本金合计不等于借款本金", en: "The schedule does not sum to the principal" },
  scheduleOrder: {
    zh: "还款计划期次或日期不连续",
    en: "Instalments are not numbered in order or their dates go back",
  },
  balanceContinuity: {
    zh: "期初余额与上一营业日期末余额不符",
    en: "The opening balance is not the closing balance of the day before",
  },
  balanceSum: {
    zh: "期末余额不等于期初加发放减收回减核销",
    en: "The closing balance is not opening + drawn − repaid − written off",
  },
  repaidMismatch: {
    zh: "本期收回本金与还款流水合计不符",
    en: "The principal repaid is not the sum of the repayments",
  },
  missingAccount: { zh: "有余额的借据没有账户动态", en: "A loan with a balance has no row of its account" },
  dayOutsideDelivery: { zh: "日期不在本次交付期间内", en: "The day is outside what this delivery covers" },
  dateGap: { zh: "营业日期不衔接", en: "The business dates do not chain" },
  changedForever: { zh: "不可变更的字段发生变化", en: "A field that never changes has changed" },
  numberNotHigher: {
    zh: "该营业日期已有交付，更正须使用更大的交付序号",
    en: "This date was delivered; a correction needs a higher delivery number",
  },
  unknownPlatform: {
    zh: "平台代码未登记，按直接申请处理",
    en: "The platform is not registered; the loan counts as applied for directly",
  },
});

/** The sentence of a finding in both languages. */
export function sentenceOfFinding({ code }: Pick<Finding, "code">): Message {
  return findingMessages.both(code);
}

/** Collects findings of one file; errors unless said otherwise. */
export interface FindingList {
  readonly all: readonly Finding[];
  add(finding: Omit<Finding, "severity"> & { readonly severity?: Finding["severity"] }): void;
}

/** So many findings are kept; a wrong column would otherwise give one for every row. */
const mostFindings = 500;

/** An empty list; what comes after the first five hundred is left out. */
export function createFindingList(): FindingList {
  const all: Finding[] = [];
  return {
    all,
    add: (finding) => {
      if (all.length < mostFindings) all.push({ severity: "error", ...finding });
    },
  };
}
