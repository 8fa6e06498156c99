import type { StreamName } from "#operations";
import { type ReportContext, ref } from "../context.ts";
import type { TextPart } from "../document.ts";
import type { Figure, FigureUnit, ReportSource } from "../figure.ts";
import type { OperatingKnowledge } from "../operating-knowledge.ts";

/** Names of the streams in the report. */
export const streamWords: Readonly<Record<StreamName, string>> = {
  masters: "企业登记",
  twins: "设备台账",
  machineDays: "设备日数据",
  meterDays: "表计日数据",
  collectorDays: "采集器日数据",
  orders: "订单",
  movements: "货物收发",
  services: "服务单据",
  invoices: "发票",
  payments: "银行流水",
  stock: "盘点",
  workforce: "用工",
  declared: "申报",
  customs: "报关",
  registers: "公示登记",
  loans: "借款",
  designs: "研发",
};

/** A figure that the operating streams say, with the streams it comes from as its source. */
export function operatingFigure(
  { book, input, asOf }: ReportContext,
  { rows }: OperatingKnowledge,
  wish: {
    readonly id: string;
    readonly label: string;
    readonly unit: FigureUnit;
    readonly value: string | null;
    readonly streams: readonly string[];
  },
): Figure {
  const { id, label, unit, value } = wish;
  const streams = [...wish.streams].sort();
  const source: Omit<ReportSource, "mark"> = {
    kind: "经营数据",
    title: streams.map((name) => streamWords[name as StreamName] ?? name).join("、"),
    content: streams
      .map((name) => `${streamWords[name as StreamName] ?? name} ${rows[name as StreamName] ?? 0} 行`)
      .join("，"),
    period: `截至 ${asOf}`,
    received: "—",
    evidence: `数据截止位置 ${input.evaluation.log.knownAt}；按同一评价日与位置可重算`,
  };
  const record = { kind: "operations", id: streams.join("+"), path: id } as const;
  return book.copy({ id: `operating.${id}`, label, unit }, value, record, source);
}

/** The figure as a piece of text. */
export function operatingText(
  context: ReportContext,
  knowledge: OperatingKnowledge,
  wish: Parameters<typeof operatingFigure>[2],
): TextPart {
  return ref(operatingFigure(context, knowledge, wish));
}
