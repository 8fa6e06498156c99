import { type ReportContext, ref } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { Figure, FigureUnit } from "../figure.ts";
import type { ManualRecord } from "../input.ts";
import type { LoanFigures } from "./loans.ts";
import type { TradeFigures } from "./trade.ts";

/** Fields of the financial statements that the need is worked out of. */
export const capitalFields = [
  { field: "marginPpm", label: "上年销售利润率", unit: "percent" },
  { field: "growthPpm", label: "预计销售收入年增长率", unit: "percent" },
  { field: "inventoryDays", label: "存货周转天数", unit: "days" },
  { field: "receivableDays", label: "应收账款周转天数", unit: "days" },
  { field: "payableDays", label: "应付账款周转天数", unit: "days" },
  { field: "prepaidDays", label: "预付账款周转天数", unit: "days" },
  { field: "advanceDays", label: "预收账款周转天数", unit: "days" },
] as const;

/** The newest record of a kind; null without one. */
export function newestManual(context: ReportContext, kind: ManualRecord["kind"]): ManualRecord | null {
  return context.input.kept.manual.filter((record) => record.kind === kind).at(-1) ?? null;
}

/** A field of a record entered by a person as a figure with its paper as source. */
export function manualFigure(
  { book }: ReportContext,
  record: ManualRecord,
  wanted: { readonly field: string; readonly label: string; readonly unit: FigureUnit },
): Figure {
  return book.copy(
    { id: `manual.${record.kind}.${wanted.field}`, label: wanted.label, unit: wanted.unit },
    record.fields[wanted.field] ?? null,
    { kind: "manual", id: record.id, path: wanted.field },
    {
      kind: "人工录入",
      title: record.source,
      content: `由 ${record.enteredBy} 录入`,
      period: record.onDay,
      received: new Date(record.enteredAtMs).toISOString().slice(0, 10),
      evidence: "未存证；以所列书面资料为准",
    },
  );
}

/** Works out the need for working capital when a person has entered the turnover days; says what is missing if not. */
export function writeCapital(
  context: ReportContext,
  { trade, loans }: { readonly trade: TradeFigures; readonly loans: LoanFigures },
): readonly ReportBlock[] {
  const record = newestManual(context, "financials");
  if (record === null) {
    return [
      {
        kind: "notice",
        text: ["未测算：周转天数与利润率须由客户经理依据报表录入；没有报表时可按真实交易测算。"],
      },
    ];
  }
  const { book } = context;
  const revenue =
    record.fields["revenueFen"] === undefined
      ? trade.netSales
      : manualFigure(context, record, { field: "revenueFen", label: "上年销售收入", unit: "yuan" });
  const inputs = capitalFields.map((wanted) => manualFigure(context, record, wanted));
  const own = manualFigure(context, record, { field: "ownFundsFen", label: "借款人自有资金", unit: "yuan" });
  const other = manualFigure(context, record, {
    field: "otherFundsFen",
    label: "其他渠道资金",
    unit: "yuan",
  });
  const existing =
    record.fields["loansFen"] === undefined && loans.balance !== null
      ? loans.balance
      : manualFigure(context, record, { field: "loansFen", label: "现有流动资金贷款", unit: "yuan" });
  const need = book.work({ id: "capital.need", label: "营运资金量", unit: "yuan" }, "workingCapital", [
    revenue,
    ...inputs,
  ]);
  const gap = book.work(
    { id: "capital.gap", label: "新增流动资金贷款额度（测算）", unit: "yuan" },
    "workingCapitalGap",
    [need, own, existing, other],
  );
  const items = [revenue, ...inputs, need, own, existing, other, gap].map((figure) => ({
    label: figure.label,
    value: [ref(figure)] as Text,
  }));
  return [
    { kind: "facts", items },
    {
      kind: "paragraph",
      text: [
        "营运资金量 = 上年销售收入 ×（1 − 上年销售利润率）×（1 + 预计增长率）÷ 周转次数；周转次数 = 360 ÷（存货 + 应收 − 应付 + 预付 − 预收天数）。" +
          "新增额度 = 营运资金量 − 自有资金 − 现有流动资金贷款 − 其他渠道资金。公式出自 2010 年办法附件，2024 年新办法下作参考，尚未经行内确认。",
      ],
    },
  ];
}
