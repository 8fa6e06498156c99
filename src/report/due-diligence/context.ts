import { addDays, type BusinessDay } from "#kernel";
import type { TextPart } from "./document.ts";
import type { Figure, ReportSource } from "./figure.ts";
import type { FigureBook } from "./figure-book.ts";
import type { DueDiligenceInput } from "./input.ts";
import type { RowSet } from "./rows.ts";

/** What the parts of the report share while it is written. */
export interface ReportContext {
  readonly input: DueDiligenceInput;
  readonly book: FigureBook;
  readonly asOf: BusinessDay;
  /** The 365 days to the day of the report, and the 365 before. */
  readonly last12: Period;
  readonly prior12: Period;
}

export interface Period {
  readonly fromDay: BusinessDay;
  readonly toDay: BusinessDay;
}

/** Periods of a report as of a day. */
export function periodsOf(asOf: BusinessDay): { readonly last12: Period; readonly prior12: Period } {
  return {
    last12: { fromDay: addDays(asOf, -364), toDay: asOf },
    prior12: { fromDay: addDays(asOf, -729), toDay: addDays(asOf, -365) },
  };
}

/** The first day that rows can have: for sets over the whole history. */
export const beginning: BusinessDay = "2000-01-01";

export function ref({ id }: Figure): TextPart {
  return { figure: id };
}

/** Valid invoices of a direction in a period. */
export function validInvoices(direction: "sale" | "purchase", period: Period): RowSet {
  return { table: "invoice", ...period, direction, state: "valid" };
}

/** The line of a source that is the stored evaluation. */
export function evaluationSource({ input, asOf }: ReportContext): Omit<ReportSource, "mark"> {
  const { evaluation, kept, enterprise } = input;
  return {
    kind: "评价结果",
    title: `评价 ${kept.evaluationId.slice(0, 8)}，企业代号 ${enterprise.code}`,
    content: `评分卡 ${evaluation.pins.scorecardSha256?.slice(0, 12) ?? "无"}`,
    period: `截至 ${asOf}`,
    received: "—",
    evidence: `已随评价存证（evaluation-result@1），数据截止位置 ${evaluation.log.knownAt}`,
  };
}
