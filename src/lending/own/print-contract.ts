import { formatGroupedYuan, formatPercent } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import type { LoanContract } from "./contract.ts";
import type { Instalment, OwnRepaymentMethod } from "./terms.ts";

/**
 * The summary of a loan contract (借款合同) for signing by hand, in Chinese: parties, the items that 商业银行法 Art. 37
 * asks for, and the repayment schedule as of the day on which it is printed.
 */
export function printContract(
  contract: LoanContract,
  schedule: readonly Instalment[],
  simulated: boolean,
): PrintedDocument {
  const { terms } = contract;
  const fact = (label: string, value: string) => ({ label, value, source: null });
  const payment = contract.payment === "entrusted" ? `受托支付，收款人：${contract.payee ?? ""}` : "自主支付";
  return {
    language: "zh",
    title: "借款合同（摘要）",
    subtitle: `合同编号 ${contract.number}`,
    simulated,
    footer: `${contract.bankName} · ${contract.number}`,
    blocks: [
      { kind: "heading", level: 2, text: "当事人" },
      {
        kind: "facts",
        items: [
          fact("贷款人", contract.bankName),
          fact("借款人", contract.borrowerName),
          fact("统一社会信用代码", contract.borrowerCode ?? "—"),
        ],
      },
      { kind: "heading", level: 2, text: "借款条件" },
      {
        kind: "facts",
        items: [
          fact("借款金额", `人民币 ${formatGroupedYuan(terms.principalFen)} 元`),
          fact("年利率", formatPercent(terms.annualRatePpm)),
          fact("期限", `${terms.months} 个月`),
          fact("还款方式", methodNames[terms.method]),
          fact("用途", contract.purpose),
          fact("支付方式", payment),
          fact("资金回笼账户", contract.collectionAccount),
        ],
      },
      { kind: "heading", level: 2, text: "计息与违约" },
      {
        kind: "list",
        items: [
          interestSentence(contract),
          `逾期本金自逾期之日起按合同利率的 ${formatPercent(terms.penaltyFactorPpm, 0)} 计收罚息。`,
          terms.compounds ? "未按时支付的利息按罚息利率计收复利。" : "不计收复利。",
          "还款依次冲抵费用、罚息、利息、本金；逾期超过 90 天的先冲抵本金。",
          "借款不得用于分红、金融资产、固定资产和股权投资；未经同意不得改变用途。",
        ],
      },
      { kind: "heading", level: 2, text: "还款计划（以放款日为准，此处按打印日试算）" },
      scheduleTable(schedule),
      { kind: "signatures", parties: [`贷款人：${contract.bankName}`, `借款人：${contract.borrowerName}`] },
    ],
  };
}

const methodNames: Readonly<Record<OwnRepaymentMethod, string>> = {
  interestOnlyBullet: "按月付息、到期还本（先息后本）",
  levelPayment: "等额本息",
  levelPrincipal: "等额本金",
  singlePayment: "到期一次还本付息",
};

function interestSentence({ terms }: LoanContract): string {
  const isMonthly = terms.method === "levelPayment" || terms.method === "levelPrincipal";
  const rule = isMonthly ? "每期利息 = 剩余本金 × 年利率 ÷ 12" : "利息按实际天数计算，日利率 = 年利率 ÷ 360";
  const day = terms.method === "interestOnlyBullet" ? `，每月 ${terms.interestDay} 日付息` : "";
  return `${rule}${day}；每一计息期的利息分别四舍五入到分。到期日遇非工作日顺延至下一工作日。`;
}

function scheduleTable(schedule: readonly Instalment[]): DocumentBlock {
  return {
    kind: "table",
    caption: null,
    columns: [
      { title: "期次", align: "right" },
      { title: "到期日", align: "center" },
      { title: "本金（元）", align: "right" },
      { title: "利息（元）", align: "right" },
      { title: "应还（元）", align: "right" },
    ],
    rows: schedule.map(({ ordinal, dueOn, principalFen, interestFen }) => [
      String(ordinal),
      dueOn,
      formatGroupedYuan(principalFen),
      formatGroupedYuan(interestFen),
      formatGroupedYuan(principalFen + interestFen),
    ]),
    totals: totalsOf(schedule),
  };
}

function totalsOf(schedule: readonly Instalment[]): readonly string[] {
  const principal = schedule.reduce((sum, { principalFen }) => sum + principalFen, 0n);
  const interest = schedule.reduce((sum, { interestFen }) => sum + interestFen, 0n);
  return [
    "合计",
    "",
    formatGroupedYuan(principal),
    formatGroupedYuan(interest),
    formatGroupedYuan(principal + interest),
  ];
}
