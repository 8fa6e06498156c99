import { addMonths, type BusinessMonth, firstDayOf, lastDayOf, monthOf } from "#kernel";
import { printBars } from "../../charts/print-bars.ts";
import { beginning, type ReportContext, ref, validInvoices } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import { documentWords } from "../document-words.ts";
import type { Figure } from "../figure.ts";
import { counterpartySums } from "../measure-rows.ts";
import { selectRows } from "../rows.ts";

const shownPartners = 5;
const chartMonths = 24;

/** The figures of trade that other parts of the report refer to as well. */
export interface TradeFigures {
  readonly sales: Figure;
  readonly priorSales: Figure;
  readonly growth: Figure;
  readonly purchases: Figure;
  readonly netSales: Figure;
  readonly invoices: Figure;
  readonly customers: Figure;
  readonly top: Figure;
  readonly topShare: Figure;
  readonly topFiveShare: Figure;
  readonly voidShare: Figure;
  readonly redShare: Figure;
  readonly lastSale: Figure;
  readonly daysSinceSale: Figure;
  readonly mismatches: Figure;
  readonly reused: Figure;
}

export function workOutTrade(context: ReportContext): TradeFigures {
  const { book, last12, prior12 } = context;
  const sold = validInvoices("sale", last12);
  const wan = (id: string, label: string) => ({ id, label, unit: "wan" as const });
  const percent = (id: string, label: string) => ({ id, label, unit: "percent" as const });
  const count = (id: string, label: string) => ({ id, label, unit: "count" as const });
  const sales = book.measure(wan("sales.12m", "近 12 个月销售额（价税合计）"), sold, "grossFen");
  const priorSales = book.measure(
    wan("sales.prior", "前 12 个月销售额（价税合计）"),
    validInvoices("sale", prior12),
    "grossFen",
  );
  const top = book.measure(wan("sales.top", "第一大客户销售额"), sold, "topCounterpartyFen");
  const topFive = book.measure(wan("sales.top-five", "前五大客户销售额"), sold, "topFiveFen");
  const valid = book.measure(count("sales.invoices", "有效销项发票"), sold, "count");
  const voids = book.measure(count("sales.voids", "作废销项发票"), { ...sold, state: "void" }, "count");
  const red = book.measure(wan("sales.red", "红字金额"), { ...sold, state: "red" }, "redFen");
  const issued = book.work(count("sales.issued", "开具的销项发票"), "sum", [valid, voids]);
  const gross = book.work(wan("sales.before-red", "未扣红字的销售额"), "sum", [sales, red]);
  return {
    sales,
    priorSales,
    growth: book.work(percent("sales.growth", "销售额同比"), "growth", [sales, priorSales]),
    purchases: book.measure(
      wan("purchases.12m", "近 12 个月采购额（价税合计）"),
      validInvoices("purchase", last12),
      "grossFen",
    ),
    netSales: book.measure(wan("sales.net", "近 12 个月销售额（不含税）"), sold, "netFen"),
    invoices: valid,
    customers: book.measure(count("sales.customers", "客户数"), sold, "counterparties"),
    top,
    topShare: book.work(percent("sales.top-share", "第一大客户占比"), "share", [top, sales]),
    topFiveShare: book.work(percent("sales.top-five-share", "前五大客户占比"), "share", [topFive, sales]),
    voidShare: book.work(percent("sales.void-share", "作废率（张数）"), "share", [voids, issued]),
    redShare: book.work(percent("sales.red-share", "红字率（金额）"), "share", [red, gross]),
    ...recency(context),
    mismatches: book.measure(
      count("invoices.mismatch", "金额与税额之和不等于价税合计的发票"),
      { table: "invoice", fromDay: beginning, toDay: context.asOf, flagged: "doesNotAddUp" },
      "count",
    ),
    reused: book.measure(
      count("invoices.reused", "号码与较早发票相同而内容不同的发票"),
      { table: "invoice", fromDay: beginning, toDay: context.asOf, flagged: "numberReused" },
      "count",
    ),
  };
}

/** How long ago the last valid sales invoice was issued. */
function recency({ book, input, asOf }: ReportContext): Pick<TradeFigures, "lastSale" | "daysSinceSale"> {
  const set = validInvoices("sale", { fromDay: beginning, toDay: asOf });
  const days = selectRows(input.rows, set).map(({ day }) => day);
  const last = days.reduce<string | null>(
    (latest, day) => (latest === null || day > latest ? day : latest),
    null,
  );
  const lastSale = book.measure(
    { id: "sales.last-day", label: "最近一张有效销项发票", unit: "text" },
    set,
    "lastDay",
  );
  const asOfFigure = book.find("frame.asOf");
  if (asOfFigure === undefined || last === null) return { lastSale, daysSinceSale: lastSale };
  const since = { id: "sales.days-since", label: "距最近一张有效销项发票", unit: "days" } as const;
  return { lastSale, daysSinceSale: book.work(since, "days", [lastSale, asOfFigure]) };
}

export function writeTrade(context: ReportContext, trade: TradeFigures): readonly ReportBlock[] {
  if (trade.invoices.value === "0" && trade.priorSales.value === "0") {
    return [{ kind: "notice", text: ["没有收到近两年的销项发票，本节无法填写。"] }];
  }
  const all = [
    trade.sales,
    trade.priorSales,
    trade.growth,
    trade.purchases,
    trade.invoices,
    trade.customers,
    trade.topShare,
    trade.topFiveShare,
    trade.voidShare,
    trade.redShare,
    trade.lastSale,
  ];
  return [
    { kind: "facts", items: all.map((figure) => ({ label: figure.label, value: [ref(figure)] })) },
    { kind: "paragraph", text: seasonNote },
    ...monthlyChart(context),
    partnerTable(context, "sale", trade.sales),
    partnerTable(context, "purchase", trade.purchases),
    ...documentTable(context),
  ];
}

const seasonNote: Text = [
  "同比以相同长度的 365 天相比，已含同样的季节；按月相比会受春节所在月份影响（春节可在 1 月或 2 月），不单独作为下降的依据。",
];

function monthlyChart({ input, last12, asOf }: ReportContext): readonly ReportBlock[] {
  const months = Array.from({ length: chartMonths }, (_, index) =>
    addMonths(monthOf(asOf), index - chartMonths + 1),
  );
  const sumOf = (month: BusinessMonth, direction: "sale" | "purchase"): number =>
    Number(
      selectRows(
        input.rows,
        validInvoices(direction, { fromDay: firstDayOf(month), toDay: min(lastDayOf(month), last12.toDay) }),
      ).reduce((total, row) => total + ("grossFen" in row ? row.grossFen : 0n), 0n),
    ) / 1_000_000;
  const svg = printBars({
    groups: months,
    unit: "万元",
    series: [
      { name: "销售", values: months.map((month) => sumOf(month, "sale")) },
      { name: "采购", values: months.map((month) => sumOf(month, "purchase")) },
    ],
  });
  return [{ kind: "chart", caption: "每月销售与采购（价税合计，有效发票）", svg, marks: [] }];
}

function partnerTable(context: ReportContext, direction: "sale" | "purchase", total: Figure): ReportBlock {
  const { book, input, last12 } = context;
  const set = validInvoices(direction, last12);
  const word = direction === "sale" ? "客户" : "供应商";
  const rows = counterpartySums(selectRows(input.rows, set))
    .slice(0, shownPartners)
    .map(({ counterparty }, index) => {
      const id = `${direction}.partner-${index + 1}`;
      const label = `${word} ${counterparty} 的金额`;
      const amount = book.measure({ id, label, unit: "wan" }, { ...set, counterparty }, "grossFen");
      const shareLabel = {
        id: `${id}.share`,
        label: `${word} ${counterparty} 的占比`,
        unit: "percent",
      } as const;
      const share = book.work(shareLabel, "share", [amount, total]);
      return [[String(index + 1)], [counterparty], [ref(amount)], [ref(share)]];
    });
  return {
    kind: "table",
    caption: `前五大${word}（近 12 个月，价税合计）`,
    columns: [
      { title: "序", align: "center", share: 0.07 },
      { title: word, align: "left" },
      { title: "金额（万元）", align: "right", share: 0.2 },
      { title: "占比", align: "right", share: 0.17 },
    ],
    rows,
  };
}

/** Orders, deliveries, stock and vouchers of the books, as counts and amounts of the last 12 months. */
function documentTable({ book, input, last12 }: ReportContext): readonly ReportBlock[] {
  const kinds = [...new Set(input.rows.documents.map(({ documentKind }) => documentKind))].sort();
  if (kinds.length === 0) return [];
  const rows = kinds.map((documentKind) => {
    const set = { table: "document", ...last12, documentKind } as const;
    const word = documentWords[documentKind] ?? documentKind;
    const id = `document.${documentKind}`;
    return [
      [word],
      [ref(book.measure({ id: `${id}.count`, label: `${word}行数`, unit: "count" }, set, "count"))],
      [ref(book.measure({ id: `${id}.amount`, label: `${word}金额`, unit: "wan" }, set, "amountFen"))],
      [ref(book.measure({ id: `${id}.last`, label: `最近${word}`, unit: "text" }, set, "lastDay"))],
    ];
  });
  return [
    {
      kind: "table",
      caption: "订单、出入库与账簿（近 12 个月，企业系统导出）",
      columns: [
        { title: "单据", align: "left" },
        { title: "行数", align: "right", share: 0.2 },
        { title: "金额（万元）", align: "right", share: 0.24 },
        { title: "最近日期", align: "right", share: 0.24 },
      ],
      rows,
    },
  ];
}

function min(left: string, right: string): string {
  return left < right ? left : right;
}
