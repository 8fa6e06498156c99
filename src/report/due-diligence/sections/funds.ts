import { addMonths, firstDayOf, lastDayOf, monthOf } from "#kernel";
import { beginning, type ReportContext, ref } from "../context.ts";
import type { ReportBlock } from "../document.ts";
import type { Figure } from "../figure.ts";
import { counterpartySums } from "../measure-rows.ts";
import { selectRows } from "../rows.ts";
import type { TradeFigures } from "./trade.ts";

const shownPartners = 5;
const shownMonths = 6;

/** The figures of the accounts that other parts of the report refer to as well. */
export interface FundFigures {
  readonly lines: Figure;
  readonly receipts: Figure;
  readonly payments: Figure;
  readonly receiptShare: Figure;
  readonly lowest: Figure;
  readonly last: Figure;
  readonly breaks: Figure;
}

export function workOutFunds({ book, last12, asOf }: ReportContext, trade: TradeFigures): FundFigures {
  const whole = { table: "statement", fromDay: beginning, toDay: asOf } as const;
  const recent = { table: "statement", ...last12 } as const;
  const wan = (id: string, label: string) => ({ id, label, unit: "wan" as const });
  const receipts = book.measure(
    wan("receipts.12m", "近 12 个月流入"),
    { ...recent, flow: "in" },
    "amountFen",
  );
  return {
    lines: book.measure({ id: "statement.lines", label: "流水笔数", unit: "count" }, whole, "count"),
    receipts,
    payments: book.measure(wan("payments.12m", "近 12 个月流出"), { ...recent, flow: "out" }, "outgoingFen"),
    receiptShare: book.work({ id: "receipts.share", label: "流入与开票之比", unit: "percent" }, "share", [
      receipts,
      trade.sales,
    ]),
    lowest: book.measure(wan("balance.lowest", "近 12 个月最低余额"), recent, "lowestBalanceFen"),
    last: book.measure(wan("balance.last", "最近余额"), recent, "lastBalanceFen"),
    breaks: book.measure(
      { id: "statement.breaks", label: "余额不连续", unit: "count" },
      { ...whole, breaksBalance: true },
      "count",
    ),
  };
}

export function writeFunds(context: ReportContext, funds: FundFigures): readonly ReportBlock[] {
  if (funds.lines.value === "0") {
    return [{ kind: "notice", text: ["没有收到银行流水，本节无法填写；回款与余额未核实。"] }];
  }
  const { lines, receipts, payments, receiptShare, lowest, last, breaks } = funds;
  return [
    {
      kind: "facts",
      items: [lines, receipts, payments, receiptShare, lowest, last, breaks].map((figure) => ({
        label: figure.label,
        value: [ref(figure)],
      })),
    },
    {
      kind: "paragraph",
      text: [
        "余额不连续：一行的余额不等于上一行余额加本行发生额；可能是漏行、删改或多账户混排，须调取原件核对。",
      ],
    },
    monthTable(context),
    partnerTable(context, "in", receipts),
    partnerTable(context, "out", payments),
  ];
}

function monthTable({ book, asOf }: ReportContext): ReportBlock {
  const months = Array.from({ length: shownMonths }, (_, index) =>
    addMonths(monthOf(asOf), index - shownMonths + 1),
  );
  const rows = months.map((month) => {
    const end = lastDayOf(month);
    const set = { table: "statement", fromDay: firstDayOf(month), toDay: end < asOf ? end : asOf } as const;
    const figure = (id: string, label: string) => ({
      id: `month.${month}.${id}`,
      label: `${month} ${label}`,
      unit: "wan" as const,
    });
    const receipts = book.measure(figure("in", "流入"), { ...set, flow: "in" }, "amountFen");
    const payments = book.measure(figure("out", "流出"), { ...set, flow: "out" }, "outgoingFen");
    const lowest = book.measure(figure("low", "最低余额"), set, "lowestBalanceFen");
    return [[month], [ref(receipts)], [ref(payments)], [ref(lowest)]];
  });
  return {
    kind: "table",
    caption: "近六个月收支（万元）",
    columns: [
      { title: "月份", align: "left" },
      { title: "流入", align: "right", share: 0.24 },
      { title: "流出", align: "right", share: 0.24 },
      { title: "最低余额", align: "right", share: 0.24 },
    ],
    rows,
  };
}

function partnerTable(
  { book, input, last12 }: ReportContext,
  flow: "in" | "out",
  total: Figure,
): ReportBlock {
  const set = { table: "statement", ...last12, flow } as const;
  const word = flow === "in" ? "付款方" : "收款方";
  const rows = counterpartySums(selectRows(input.rows, set))
    .slice(0, shownPartners)
    .map(({ counterparty }, index) => {
      const id = `${flow}.partner-${index + 1}`;
      const label = `${word} ${counterparty} 的金额`;
      const measure = flow === "in" ? "amountFen" : "outgoingFen";
      const amount = book.measure({ id, label, unit: "wan" }, { ...set, counterparty }, measure);
      const shareLabel = {
        id: `${id}.share`,
        label: `${word} ${counterparty} 的占比`,
        unit: "percent",
      } as const;
      const share = book.work(shareLabel, "share", [amount, total]);
      return [
        [String(index + 1)],
        [counterparty === "" ? "（未列对方）" : counterparty],
        [ref(amount)],
        [ref(share)],
      ];
    });
  return {
    kind: "table",
    caption: `前五大${word}（近 12 个月流水）`,
    columns: [
      { title: "序", align: "center", share: 0.07 },
      { title: word, align: "left" },
      { title: "金额（万元）", align: "right", share: 0.2 },
      { title: "占比", align: "right", share: 0.17 },
    ],
    rows,
  };
}
