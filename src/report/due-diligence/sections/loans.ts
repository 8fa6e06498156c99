import { type ReportContext, ref } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { Figure, FigureUnit, ReportSource } from "../figure.ts";
import type { LoanRecord } from "../input.ts";

/** The figures of this bank's loans that other parts of the report refer to as well. */
export interface LoanFigures {
  readonly balance: Figure | null;
  readonly worstDaysPastDue: Figure | null;
  readonly openAlerts: Figure;
  readonly rows: readonly (readonly Text[])[];
}

const classWords: Readonly<Record<string, string>> = {
  pass: "正常",
  specialMention: "关注",
  substandard: "次级",
  doubtful: "可疑",
  loss: "损失",
};
const stateWords: Readonly<Record<string, string>> = {
  active: "正常还款",
  overdue: "逾期",
  restructured: "重组",
  settled: "已结清",
  writtenOff: "已核销",
};
const alertStateWords: Readonly<Record<string, string>> = { open: "未关闭", closed: "已关闭" };

export function workOutLoans({ book, input, asOf }: ReportContext): LoanFigures {
  const balances: Figure[] = [];
  let worst: Figure | null = null;
  const rows = input.kept.loans.map((loan) => {
    const source = sourceOf(loan);
    const copy = (path: string, label: string, unit: FigureUnit, value: string): Figure =>
      book.copy(
        { id: `loan.${loan.id}.${path}`, label: `借据 ${loan.number} ${label}`, unit },
        value,
        { kind: "loan", id: loan.id, path },
        source,
      );
    const balance = copy("balanceFen", "余额", "yuan", loan.balanceFen);
    const past = copy("daysPastDue", "逾期天数", "days", String(loan.daysPastDue));
    balances.push(balance);
    if (worst === null || Number(past.value) > Number(worst.value)) worst = past;
    return [
      [loan.number],
      [ref(copy("principalFen", "金额", "yuan", loan.principalFen))],
      [ref(balance)],
      [ref(copy("annualRatePpm", "年利率", "percent", String(loan.annualRatePpm)))],
      [`${loan.drawnOn} 至 ${loan.dueOn}`],
      [ref(past)],
      [classWords[loan.loanClass ?? ""] ?? stateWords[loan.state] ?? loan.state],
    ];
  });
  const open = input.kept.alerts.filter(({ state }) => state !== "closed").length;
  return {
    balance:
      balances.length === 0
        ? null
        : book.work({ id: "loans.balance", label: "本行借款余额合计", unit: "yuan" }, "sum", balances),
    worstDaysPastDue: worst,
    openAlerts: book.copy(
      { id: "alerts.open", label: "未关闭的预警", unit: "count" },
      String(open),
      { kind: "alert", id: "all", path: "open" },
      {
        kind: "预警",
        title: "本行对该企业的预警",
        content: `${input.kept.alerts.length} 条`,
        period: `截至 ${asOf}`,
        received: "—",
        evidence: "本行系统记录",
      },
    ),
    rows,
  };
}

function sourceOf(loan: LoanRecord): Omit<ReportSource, "mark"> {
  return {
    kind: "借款",
    title: `借据 ${loan.number}`,
    content: loan.source === "mirrored" ? "核心系统日终文件（镜像）" : "本系统自营借款",
    period: loan.businessDate === null ? "—" : `${loan.businessDate} 日终`,
    received: "—",
    evidence: "本行记录；镜像文件经控制总数核对",
  };
}

export function writeLoans({ input }: ReportContext, loans: LoanFigures): readonly ReportBlock[] {
  const { balance, worstDaysPastDue, openAlerts } = loans;
  const blocks: ReportBlock[] = [];
  if (balance === null || worstDaysPastDue === null) {
    blocks.push({ kind: "paragraph", text: ["本行没有该企业的借款记录。"] });
  } else {
    blocks.push(
      {
        kind: "paragraph",
        text: ["借款余额合计 ", ref(balance), "，最长逾期 ", ref(worstDaysPastDue), "。"],
      },
      {
        kind: "table",
        caption: "本行借款（元）",
        columns: [
          { title: "借据", align: "left" },
          { title: "金额", align: "right", share: 0.17 },
          { title: "余额", align: "right", share: 0.17 },
          { title: "年利率", align: "right", share: 0.11 },
          { title: "起止", align: "left", share: 0.15 },
          { title: "逾期", align: "right", share: 0.09 },
          { title: "分类", align: "left", share: 0.09 },
        ],
        rows: loans.rows,
      },
    );
  }
  blocks.push({ kind: "paragraph", text: ["未关闭的预警 ", ref(openAlerts), " 条。"] });
  if (input.kept.alerts.length > 0) {
    const items = input.kept.alerts.map(
      ({ title, raisedOn, state }): Text => [`${raisedOn} ${title}（${alertStateWords[state] ?? "处理中"}）`],
    );
    blocks.push({ kind: "list", items });
  }
  return blocks;
}
