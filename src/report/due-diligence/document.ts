import type { BusinessDay } from "#kernel";
import type { DocumentColumn } from "../printed-document.ts";
import type { Figure, ReportSource } from "./figure.ts";

/** The parts of the report, in the order of the template that ships. */
export const sectionIds = [
  "conclusion",
  "basics",
  "lifeStage",
  "consent",
  "production",
  "people",
  "trade",
  "chain",
  "flows",
  "funds",
  "proxy",
  "authenticity",
  "coupling",
  "portrait",
  "evaluation",
  "loans",
  "capital",
  "traditional",
  "gaps",
  "opinions",
] as const;
export type SectionId = (typeof sectionIds)[number];

/** 正常经营, 需关注, 异常, or too little data to say. */
export type SurvivalState = "normal" | "attention" | "abnormal" | "unknown";

/** A piece of a sentence or of a cell: words, or a figure by its id. */
export type TextPart = string | { readonly figure: string };
export type Text = readonly TextPart[];

export type ReportBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | { readonly kind: "notice"; readonly text: Text }
  | { readonly kind: "facts"; readonly items: readonly { readonly label: string; readonly value: Text }[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly (readonly Text[])[];
    }
  | {
      readonly kind: "chart";
      readonly caption: string;
      readonly svg: string;
      readonly marks: readonly number[];
    }
  | { readonly kind: "writing"; readonly label: string; readonly lines: number };

export interface ReportSection {
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** One rule of the state, with its threshold and what was found. */
export interface CheckedRule {
  readonly id: string;
  readonly level: "attention" | "abnormal";
  readonly label: string;
  /** The figure it looks at; null where nothing is known, then the rule was not checked. */
  readonly figure: string | null;
  readonly threshold: string;
  readonly outcome: "met" | "notMet" | "notChecked";
}

/**
 * The report on an enterprise's state of survival (企业生存状态尽职调查报告). A pure function of its inputs: the same
 * inputs give the same document, whose hash is sealed. It is written in Chinese, the language of the bank's file.
 */
export interface DueDiligence {
  readonly version: "due-diligence@1";
  readonly title: string;
  readonly issuer: string;
  readonly enterprise: { readonly id: string; readonly code: string; readonly name: string };
  readonly asOf: BusinessDay;
  readonly simulated: boolean;
  readonly state: SurvivalState;
  readonly rules: readonly CheckedRule[];
  readonly sections: readonly ReportSection[];
  readonly figures: readonly Figure[];
  readonly sources: readonly ReportSource[];
  readonly signatures: readonly string[];
  readonly pins: {
    readonly evaluationId: string;
    readonly knownAt: number;
    readonly templateVersion: number;
    readonly scorecardSha256: string | null;
    readonly indicatorsSha256: string;
    readonly parametersSha256: string;
  };
}
