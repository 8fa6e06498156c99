import type { LoanClass, RepaymentMethod, SecurityKind } from "../loan.ts";

/** The five daily files: 借据, 还款计划, 还款流水, 五级分类, 账户动态. */
export const loanFileKinds = ["contracts", "schedules", "repayments", "classes", "accounts"] as const;
export type LoanFileKind = (typeof loanFileKinds)[number];

/** How a cell is read: its values are kept as text, money as fen, rates as ppm, choices as our codes. */
export type ColumnType = "text" | "money" | "percent" | "day" | "count" | { readonly choices: Choices };
export type Choices = Readonly<Record<string, string>>;

export interface LoanFileColumn {
  /** Our name of the field. */
  readonly key: string;
  /** The header in the file, unless the bank's mapping names another. */
  readonly header: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
}

/** What a file is called in the control file, its columns, and the totals that the control file must give. */
export interface LoanFileLayout {
  readonly kind: LoanFileKind;
  readonly label: string;
  readonly columns: readonly LoanFileColumn[];
  /** Keys of the money columns whose sum must be given. */
  readonly totals: readonly string[];
}

export const classChoices: Readonly<Record<string, LoanClass>> = {
  正常: "pass",
  关注: "specialMention",
  次级: "substandard",
  可疑: "doubtful",
  损失: "loss",
};

const methodChoices: Readonly<Record<string, RepaymentMethod>> = {
  先息后本: "interestOnlyBullet",
  等额本息: "levelPayment",
  等额本金: "levelPrincipal",
  到期还本付息: "singlePayment",
  随借随还: "revolving",
};

const securityChoices: Readonly<Record<string, SecurityKind>> = {
  信用: "unsecured",
  保证: "guaranteed",
  抵押: "mortgaged",
  质押: "pledged",
};

const yesNo = { choices: { 是: "yes", 否: "no" } } as const;
const sizes = { choices: { 微型: "micro", 小型: "small", 中型: "medium", 大型: "large" } } as const;
const regimes = { choices: { 零售小微: "smallRetail", 非零售: "nonRetail" } } as const;
const channels = { choices: { 平台: "platform", 直接: "direct" } } as const;
const states = {
  choices: { 正常: "active", 重组: "restructured", 结清: "settled", 核销: "writtenOff" },
} as const;

/** The layouts of docs/loan-files.md. */
export const loanFileLayouts: readonly LoanFileLayout[] = [
  {
    kind: "contracts",
    label: "借据",
    totals: ["principal"],
    columns: [
      required("number", "借据号", "text"),
      required("contract", "合同号", "text"),
      required("borrower", "客户名称", "text"),
      optional("code", "统一社会信用代码", "text"),
      optional("industry", "行业代码", "text"),
      optional("size", "企业规模", sizes),
      required("principal", "借款本金", "money"),
      required("rate", "年利率", "percent"),
      required("drawnOn", "放款日", "day"),
      required("dueOn", "到期日", "day"),
      required("method", "还款方式", { choices: methodChoices }),
      required("security", "担保方式", { choices: securityChoices }),
      required("regime", "分类口径", regimes),
      optional("firstLoan", "首贷", yesNo),
      optional("renewal", "无还本续贷", yesNo),
      optional("restructuredOn", "重组日期", "day"),
      required("channel", "申请渠道", channels),
      optional("platform", "平台代码", "text"),
      optional("application", "平台申请编号", "text"),
      optional("appliedOn", "平台申请日期", "day"),
      required("state", "借据状态", states),
    ],
  },
  {
    kind: "schedules",
    label: "还款计划",
    totals: ["principal", "interest"],
    columns: [
      required("number", "借据号", "text"),
      required("instalment", "期次", "count"),
      required("dueOn", "应还日", "day"),
      required("principal", "应还本金", "money"),
      required("interest", "应还利息", "money"),
    ],
  },
  {
    kind: "repayments",
    label: "还款流水",
    totals: ["principal", "interest"],
    columns: [
      required("id", "流水号", "text"),
      required("number", "借据号", "text"),
      required("paidOn", "还款日", "day"),
      required("principal", "归还本金", "money"),
      required("interest", "归还利息", "money"),
      required("penalty", "归还罚息", "money"),
    ],
  },
  {
    kind: "classes",
    label: "五级分类",
    totals: [],
    columns: [
      required("number", "借据号", "text"),
      required("on", "分类日期", "day"),
      required("class", "五级分类", { choices: classChoices }),
    ],
  },
  {
    kind: "accounts",
    label: "账户动态",
    totals: ["closing"],
    columns: [
      required("number", "借据号", "text"),
      required("opening", "期初余额", "money"),
      required("drawn", "本期发放", "money"),
      required("repaid", "本期收回本金", "money"),
      required("writtenOff", "本期核销", "money"),
      required("closing", "期末余额", "money"),
      required("overduePrincipal", "逾期本金", "money"),
      required("overdueInterest", "逾期利息", "money"),
      required("daysPastDue", "逾期天数", "count"),
    ],
  },
];

/** The columns of the control file (控制). */
export const controlColumns: readonly LoanFileColumn[] = [
  required("kind", "文件类别", "text"),
  required("file", "文件名", "text"),
  required("businessDate", "营业日期", "day"),
  optional("previousDate", "上一营业日期", "day"),
  required("deliveryNumber", "交付序号", "count"),
  required("rows", "行数", "count"),
  optional("total", "合计项", "text"),
  optional("sum", "合计值", "money"),
];

/** The layout of a kind of file. */
export function layoutOf(kind: LoanFileKind): LoanFileLayout {
  const found = loanFileLayouts.find((layout) => layout.kind === kind);
  if (found === undefined) throw new Error(`there is no layout of ${kind}`);
  return found;
}

function required(key: string, header: string, type: ColumnType): LoanFileColumn {
  return { key, header, type, isRequired: true };
}

function optional(key: string, header: string, type: ColumnType): LoanFileColumn {
  return { key, header, type, isRequired: false };
}
