import { type BusinessDay, type Fen, addDays, addMonths, formatYuan, lastDayOf, monthOf } from "#kernel";
import { type LoanPayment, instalmentsOf, paymentsOf, standingOf } from "./loan-payments.ts";
import type { PilotEnterprise, PilotLoan } from "./pilot-plan.ts";

/** A file of a delivery: its name and its text. */
export type DeliveryFiles = ReadonlyMap<string, string>;

interface Borrower extends PilotEnterprise {
  readonly loan: PilotLoan;
}

const headers = {
  contracts:
    "借据号,合同号,客户名称,统一社会信用代码,行业代码,企业规模,借款本金,年利率,放款日,到期日,还款方式,担保方式,分类口径,首贷,无还本续贷,重组日期,申请渠道,平台代码,平台申请编号,平台申请日期,借据状态",
  schedules: "借据号,期次,应还日,应还本金,应还利息",
  repayments: "流水号,借据号,还款日,归还本金,归还利息,归还罚息",
  classes: "借据号,分类日期,五级分类",
  accounts: "借据号,期初余额,本期发放,本期收回本金,本期核销,期末余额,逾期本金,逾期利息,逾期天数",
  control: "文件类别,文件名,营业日期,上一营业日期,交付序号,行数,合计项,合计值",
} as const;

/**
 * One delivery of the bank's core: the opening one brings every loan's whole history, each later one its day.
 * @param previousDay  null in the opening delivery
 */
export function deliveryOf(
  enterprises: readonly PilotEnterprise[],
  days: {
    readonly businessDay: BusinessDay;
    readonly previousDay: BusinessDay | null;
    readonly platformCode: string;
  },
): DeliveryFiles {
  const { businessDay, previousDay, platformCode } = days;
  const borrowers = enterprises.filter((one): one is Borrower => one.loan !== null);
  const isOpening = previousDay === null;
  const paid = borrowers.flatMap(({ loan }) =>
    paymentsOf(loan, businessDay)
      .filter(({ paidOn }) => isOpening || paidOn > previousDay)
      .map((payment) => ({ loan, payment })),
  );
  const schedules = isOpening ? borrowers.flatMap(scheduleRows) : [];
  const contracts = isOpening ? borrowers.map((one) => contractRow(one, platformCode)) : [];
  const classes = borrowers.flatMap(({ loan }) => classRows(loan, businessDay, previousDay));
  const accounts = borrowers.flatMap(({ loan }) => accountRow(loan, businessDay, previousDay));
  const tables = {
    contracts,
    schedules,
    repayments: paid.map(({ loan, payment }) => repaymentRow(loan, payment)),
    classes,
    accounts,
  };
  const control = controlRows(tables, days);
  return new Map([
    ...Object.entries(tables).map(([name, rows]): [string, string] => [
      `${name}.csv`,
      tableText(headers[name as keyof typeof tables], rows),
    ]),
    ["control.csv", tableText(headers.control, control)],
  ]);
}

type Row = readonly string[];

function tableText(header: string, rows: readonly Row[]): string {
  return `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n`;
}

const methodNames = { interestOnlyBullet: "先息后本", levelPayment: "等额本息" } as const;
const securityNames = { unsecured: "信用", guaranteed: "保证", mortgaged: "抵押" } as const;
const sizeNames = { micro: "微型", small: "小型", medium: "中型" } as const;

function contractRow({ plan, socialCreditCode, loan }: Borrower, platformCode: string): Row {
  const isOnPlatform = loan.applicationNumber !== null;
  return [
    loan.number,
    loan.contractNumber,
    plan.name,
    socialCreditCode,
    plan.industry.code,
    sizeNames[plan.size],
    formatYuan(loan.principalFen),
    (loan.annualRatePpm / 10_000).toFixed(2),
    loan.drawnOn,
    instalmentsOf(loan).at(-1)?.dueOn ?? "",
    methodNames[loan.method],
    securityNames[loan.security],
    plan.size === "medium" ? "非零售" : "零售小微",
    plan.firstMonth > 0 ? "是" : "否",
    "否",
    "",
    isOnPlatform ? "平台" : "直接",
    isOnPlatform ? platformCode : "",
    loan.applicationNumber ?? "",
    isOnPlatform ? loan.appliedOn : "",
    "正常",
  ];
}

function scheduleRows({ loan }: Borrower): Row[] {
  return instalmentsOf(loan).map(({ ordinal, dueOn, principalFen, interestFen }) => [
    loan.number,
    String(ordinal),
    dueOn,
    formatYuan(principalFen),
    formatYuan(interestFen),
  ]);
}

function repaymentRow(loan: PilotLoan, payment: LoanPayment): Row {
  return [
    `${loan.number}-${String(payment.ordinal).padStart(2, "0")}`,
    loan.number,
    payment.paidOn,
    formatYuan(payment.principalFen),
    formatYuan(payment.interestFen),
    "0.00",
  ];
}

/** The bank classifies at the end of each month, by days past due. */
function classRows(loan: PilotLoan, businessDay: BusinessDay, previousDay: BusinessDay | null): Row[] {
  const rows: Row[] = [];
  for (let month = monthOf(loan.drawnOn); lastDayOf(month) <= businessDay; month = addMonths(month, 1)) {
    const day = lastDayOf(month);
    if (previousDay !== null && day <= previousDay) continue;
    const { daysPastDue } = standingOf(loan, day);
    const name = daysPastDue > 270 ? "可疑" : daysPastDue > 90 ? "次级" : daysPastDue > 30 ? "关注" : "正常";
    rows.push([loan.number, day, name]);
  }
  return rows;
}

function accountRow(loan: PilotLoan, businessDay: BusinessDay, previousDay: BusinessDay | null): Row[] {
  const standing = standingOf(loan, businessDay);
  const openingFen = previousDay === null ? 0n : standingOf(loan, previousDay).balanceFen;
  const drawnFen = previousDay === null ? loan.principalFen : 0n;
  if (openingFen === 0n && drawnFen === 0n) return [];
  return [
    [
      loan.number,
      formatYuan(openingFen),
      formatYuan(drawnFen),
      formatYuan(openingFen + drawnFen - standing.balanceFen),
      "0.00",
      formatYuan(standing.balanceFen),
      formatYuan(standing.overduePrincipalFen),
      formatYuan(standing.overdueInterestFen),
      String(standing.daysPastDue),
    ],
  ];
}

const totals = [
  ["借据", "contracts", "借款本金", 6],
  ["还款计划", "schedules", "应还本金", 3],
  ["还款计划", "schedules", "应还利息", 4],
  ["还款流水", "repayments", "归还本金", 3],
  ["还款流水", "repayments", "归还利息", 4],
  ["五级分类", "classes", "", -1],
  ["账户动态", "accounts", "期末余额", 5],
] as const;

function controlRows(
  tables: Readonly<Record<"contracts" | "schedules" | "repayments" | "classes" | "accounts", readonly Row[]>>,
  { businessDay, previousDay }: { businessDay: BusinessDay; previousDay: BusinessDay | null },
): Row[] {
  return totals.map(([kind, table, total, column]) => [
    kind,
    `${table}.csv`,
    businessDay,
    previousDay ?? "",
    "1",
    String(tables[table].length),
    total,
    total === "" ? "" : formatYuan(sumOfColumn(tables[table], column)),
  ]);
}

function sumOfColumn(rows: readonly Row[], column: number): Fen {
  return rows.reduce((sum, row) => sum + BigInt((row[column] ?? "0").replace(".", "")), 0n);
}

/** The days of a week of deliveries, the opening one first. */
export function deliveryDays(
  endDay: BusinessDay,
  count: number,
): { readonly businessDay: BusinessDay; readonly previousDay: BusinessDay | null }[] {
  return Array.from({ length: count }, (_, index) => {
    const businessDay = addDays(endDay, index - count + 1);
    return { businessDay, previousDay: index === 0 ? null : addDays(businessDay, -1) };
  });
}
