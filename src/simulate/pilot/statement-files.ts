import { type Fen, formatYuan } from "#kernel";
import type { PilotEnterprise } from "./pilot-plan.ts";
import type { StatementLine } from "./statement-lines.ts";

/** A table to be written: what stands above the header, the header, the rows. */
export interface Sheet {
  readonly title: readonly (readonly string[])[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Account {
  readonly number: string;
  readonly holder: string;
}

type Layout = (lines: readonly StatementLine[], account: Account) => Sheet;

const yuan = (fen: number): string => formatYuan(BigInt(Math.abs(fen)) as Fen);
const signed = (fen: number): string => formatYuan(BigInt(fen) as Fen);
const into = ({ amountFen }: StatementLine): string => (amountFen > 0 ? yuan(amountFen) : "");
const out = ({ amountFen }: StatementLine): string => (amountFen < 0 ? yuan(amountFen) : "");

const titleOf = (lines: readonly StatementLine[], { number, holder }: Account): string[][] => [
  ["账户明细查询"],
  ["账号：", number, "户名：", holder],
  [`起止日期：${lines[0]?.day ?? ""}至${lines.at(-1)?.day ?? ""}`],
];

const icbc: Layout = (lines, account) => ({
  title: [],
  header: words(
    "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息",
  ),
  rows: lines.map((line, index) => [
    String(index + 1),
    account.number,
    line.counterpartyAccount,
    `${line.day} ${line.time}`,
    line.amountFen < 0 ? "借" : "贷",
    out(line),
    into(line),
    "",
    line.summary,
    "",
    line.counterparty,
    signed(line.balanceFen),
    "",
  ]),
});

const ccb: Layout = (lines, account) => ({
  title: [],
  header: words(
    "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号",
  ),
  rows: lines.map((line, index) => [
    account.number,
    account.holder,
    `${line.day.replaceAll("-", "")} ${line.time}`,
    out(line),
    into(line),
    signed(line.balanceFen),
    "人民币元",
    line.counterparty,
    line.counterpartyAccount,
    "",
    line.day.replaceAll("-", ""),
    line.summary,
    "",
    `${line.day.replaceAll("-", "")}-${index + 1}`,
  ]),
});

const abc: Layout = (lines, account) => ({
  title: titleOf(lines, account),
  header: words("交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途,摘要"),
  rows: lines.map((line) => [
    `${line.day} ${line.time}`,
    into(line),
    out(line),
    signed(line.balanceFen),
    "",
    "",
    line.counterpartyAccount,
    line.counterparty,
    line.summary,
    line.summary,
  ]),
});

const cmb: Layout = (lines, account) => ({
  title: [],
  header: words(
    "账号,交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,用途,收/付方名称,收/付方帐号,收/付方开户行名",
  ),
  rows: lines.map((line, index) => [
    account.number,
    line.day.replaceAll("-", ""),
    line.time,
    line.day.replaceAll("-", ""),
    "转账",
    out(line),
    into(line),
    signed(line.balanceFen),
    line.summary,
    String(index + 1),
    line.summary,
    line.counterparty,
    line.counterpartyAccount,
    "",
  ]),
});

const flagged: Layout = (lines, account) => ({
  title: titleOf(lines, account),
  header: words("交易日期,交易时间,借贷标志,交易金额,账户余额,对方户名,对方账号,摘要"),
  rows: lines.map((line) => [
    line.day,
    line.time,
    line.amountFen < 0 ? "借" : "贷",
    yuan(line.amountFen),
    signed(line.balanceFen),
    line.counterparty,
    line.counterpartyAccount,
    line.summary,
  ]),
});

const columns: Layout = (lines, account) => ({
  title: titleOf(lines, account),
  header: words("交易日期,交易时间,收入金额,支出金额,余额,对方户名,对方账号,摘要"),
  rows: lines.map((line) => [
    line.day,
    line.time,
    into(line),
    out(line),
    signed(line.balanceFen),
    line.counterparty,
    line.counterpartyAccount,
    line.summary,
  ]),
});

const layouts = [
  { bank: "工行", format: "csv", sheetOf: icbc },
  { bank: "建行", format: "xlsx", sheetOf: ccb },
  { bank: "农行", format: "xlsx", sheetOf: abc },
  { bank: "招行", format: "csv", sheetOf: cmb },
  { bank: "农信", format: "xlsx", sheetOf: flagged },
  { bank: "城商行", format: "csv", sheetOf: columns },
] as const;

/** The statement of an enterprise in the layout of its bank; neighbours in the list bank elsewhere. */
export function statementFileOf(
  enterprise: PilotEnterprise,
  lines: readonly StatementLine[],
  index: number,
): { readonly name: string; readonly format: "csv" | "xlsx"; readonly sheet: Sheet } {
  const { bank, format, sheetOf } = layouts[index % layouts.length] ?? layouts[0];
  const account = { number: enterprise.accountNumber, holder: enterprise.plan.name };
  return { name: `${enterprise.plan.code}_${bank}流水.${format}`, format, sheet: sheetOf(lines, account) };
}

function words(text: string): string[] {
  return text.split(",");
}
