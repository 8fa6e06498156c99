import type { Measure, RowSet } from "./rows.ts";

/** How a figure is shown: money in 万元 (`wan`) or to the fen (`yuan`), shares as percent, electricity in kWh. */
export type FigureUnit =
  | "wan"
  | "yuan"
  | "count"
  | "percent"
  | "kWh"
  | "hours"
  | "days"
  | "months"
  | "turns"
  | "points"
  | "ratio"
  | "text";

/** A calculation over other figures of the report; a growth is over the amount of its second operand. */
export type Operation =
  | "sum"
  | "difference"
  | "share"
  | "growth"
  | "days"
  | "workingCapital"
  | "workingCapitalGap";

/** What kept record a figure was copied from. */
export interface RecordReference {
  readonly kind:
    | "evaluation"
    | "indicator"
    | "registry"
    | "consent"
    | "loan"
    | "alert"
    | "manual"
    | "parameter"
    | "entries"
    | "operations";
  readonly id: string;
  /** Place of the figure in the record. */
  readonly path: string;
}

/** Where a figure comes from; anybody can work it out again from this. */
export type FigureOrigin =
  | { readonly kind: "rows"; readonly set: RowSet; readonly measure: Measure }
  | { readonly kind: "formula"; readonly operation: Operation; readonly operands: readonly string[] }
  | { readonly kind: "record"; readonly record: RecordReference };

/** One figure of the report with everything that a person needs to question it. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly unit: FigureUnit;
  /**
   * The exact value as decimal text: fen for money, parts per million for percent, watt-hours for kWh, minutes for
   * hours, thousandths for turns and ratio. Null where it could not be worked out.
   */
  readonly value: string | null;
  /** Marks of its sources in the table at the end. */
  readonly marks: readonly number[];
  readonly origin: FigureOrigin;
}

/** A line of the table of sources. */
export interface ReportSource {
  readonly mark: number;
  /** 发票、流水、单据、设备与电表读数、指标、评价结果、登记信息、授权、借款、预警、人工录入、参数、经营数据. */
  readonly kind: string;
  readonly title: string;
  /** Files and rows, or the id and version of an indicator, or the number of a contract. */
  readonly content: string;
  readonly period: string;
  readonly received: string;
  /** Where it is sealed; of what is not in the log, who vouches for it. */
  readonly evidence: string;
}
