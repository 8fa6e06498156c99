import { formatYuan } from "#kernel";
import type { SentFile } from "../delivery.ts";

/** The rows of a delivery as a bank would write them; a test changes what it wants to be wrong. */
export interface BankRows {
  businessDate: string;
  previousDate: string;
  number: number;
  contracts: string[][];
  schedules: string[][];
  repayments: string[][];
  classes: string[][];
  accounts: string[][];
}

const headers = {
  contracts:
    "借据号,合同号,客户名称,统一社会信用代码,行业代码,企业规模,借款本金,年利率,放款日,到期日,还款方式,担保方式,分类口径,首贷,无还本续贷,重组日期,申请渠道,平台代码,平台申请编号,平台申请日期,借据状态",
  schedules: "借据号,期次,应还日,应还本金,应还利息",
  repayments: "流水号,借据号,还款日,归还本金,归还利息,归还罚息",
  classes: "借据号,分类日期,五级分类",
  accounts: "借据号,期初余额,本期发放,本期收回本金,本期核销,期末余额,逾期本金,逾期利息,逾期天数",
} as const;

const labels = {
  contracts: "借据",
  schedules: "还款计划",
  repayments: "还款流水",
  classes: "五级分类",
  accounts: "账户动态",
} as const;

const totals = {
  contracts: ["借款本金"],
  schedules: ["应还本金", "应还利息"],
  repayments: ["归还本金", "归还利息"],
  classes: [],
  accounts: ["期末余额"],
} as const;

const kinds = ["contracts", "schedules", "repayments", "classes", "accounts"] as const;

/** The files of docs/loan-files.md for the rows, with a control file that fits them. */
export function bankFiles(rows: BankRows): SentFile[] {
  const control = ["文件类别,文件名,营业日期,上一营业日期,交付序号,行数,合计项,合计值"];
  const files = kinds.map((kind) => {
    const columns = headers[kind].split(",");
    const name = `${kind}.csv`;
    const head = [labels[kind], name, rows.businessDate, rows.previousDate, rows.number, rows[kind].length];
    if (totals[kind].length === 0) control.push([...head, "", ""].join(","));
    for (const total of totals[kind]) {
      const place = columns.indexOf(total);
      const sum = rows[kind].reduce((fen, row) => fen + fenOf(row[place] ?? "0"), 0n);
      control.push([...head, total, formatYuan(sum)].join(","));
    }
    return sentFile(name, [headers[kind], ...rows[kind].map((row) => row.join(","))].join("\n"));
  });
  return [...files, sentFile("control.csv", control.join("\n"))];
}

export function sentFile(name: string, text: string): SentFile {
  return { name, bytes: new TextEncoder().encode(`${text}\n`) };
}

/** Replaces text in one of the files, for example a total in the control file. */
export function altered(files: readonly SentFile[], name: string, from: string, to: string): SentFile[] {
  return files.map((file) => {
    if (file.name !== name) return file;
    const text = new TextDecoder().decode(file.bytes);
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    return { name, bytes: new TextEncoder().encode(text.replace(from, to)) };
  });
}

/** A contract row; a loan of 120,000 yuan over twelve months in equal principal, drawn on 2026-01-10. */
export function contractRow(number: string, changes: Readonly<Record<string, string>> = {}): string[] {
  const values: Record<string, string> = {
    借据号: number,
    合同号: `HT-${number}`,
    客户名称: `企业${number}`,
    统一社会信用代码: "",
    行业代码: "C34",
    企业规模: "微型",
    借款本金: "120000.00",
    年利率: "3.85",
    放款日: "2026-01-10",
    到期日: "2027-01-10",
    还款方式: "等额本金",
    担保方式: "信用",
    分类口径: "零售小微",
    首贷: "是",
    无还本续贷: "否",
    重组日期: "",
    申请渠道: "直接",
    平台代码: "",
    平台申请编号: "",
    平台申请日期: "",
    借据状态: "正常",
    ...changes,
  };
  return headers.contracts.split(",").map((header) => values[header] ?? "");
}

/** Twelve instalments of 10,000 yuan and 300 yuan of interest, on the tenth of each month from 2026-02. */
export function scheduleRows(number: string): string[][] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 2;
    const dueOn = month <= 12 ? `2026-${String(month).padStart(2, "0")}-10` : "2027-01-10";
    return [number, String(index + 1), dueOn, "10000.00", "300.00"];
  });
}

/** An opening delivery of loans that are one month old or more, with the instalments paid up to `paid`. */
export function openingRows(loans: Readonly<Record<string, number>>, businessDate: string): BankRows {
  const numbers = Object.keys(loans);
  const repayments = numbers.flatMap((number) =>
    scheduleRows(number)
      .slice(0, loans[number])
      .map(([, instalment, dueOn]) => [
        `LS-${number}-${instalment}`,
        number,
        dueOn ?? "",
        "10000.00",
        "300.00",
        "0.00",
      ]),
  );
  return {
    businessDate,
    previousDate: "",
    number: 1,
    contracts: numbers.map((number) => contractRow(number)),
    schedules: numbers.flatMap(scheduleRows),
    repayments,
    classes: numbers.map((number) => [number, businessDate, "正常"]),
    accounts: numbers.map((number) => {
      const repaid = 10_000 * (loans[number] ?? 0);
      return [
        number,
        "0.00",
        "120000.00",
        `${repaid}.00`,
        "0.00",
        `${120_000 - repaid}.00`,
        "0.00",
        "0.00",
        "0",
      ];
    }),
  };
}

function fenOf(yuan: string): bigint {
  const [whole = "0", decimals = ""] = yuan.split(".");
  return BigInt(whole + decimals.padEnd(2, "0").slice(0, 2));
}
