import type { BusinessDay, EpochMs, Message } from "#kernel";
import type { EvaluatedEnterprise, Evaluation } from "../evaluation.ts";
import type { OperatingKnowledge } from "./operating-knowledge.ts";
import type { EnterpriseRows } from "./rows.ts";
import type { DueDiligenceTemplate } from "./template.ts";

/** Everything a report is made of. What is not in the log is copied in here, so that the report can be made again. */
export interface DueDiligenceInput {
  readonly kept: KeptInput;
  readonly evaluation: Pick<
    Evaluation,
    "dataset" | "simulated" | "asOf" | "pins" | "model" | "log" | "input"
  >;
  readonly enterprise: EvaluatedEnterprise;
  readonly rows: EnterpriseRows;
  /** Null where there are no operating streams. */
  readonly knowledge: OperatingKnowledge | null;
  readonly indicators: ReadonlyMap<string, IndicatorName>;
}

/** What is stored with the report, because its owners may change it later. */
export interface KeptInput {
  readonly evaluationId: string;
  readonly bankName: string;
  readonly template: DueDiligenceTemplate;
  readonly templateVersion: number;
  readonly registry: RegistryRecord | null;
  readonly bases: readonly BasisRecord[];
  readonly loans: readonly LoanRecord[];
  readonly alerts: readonly AlertRecord[];
  readonly manual: readonly ManualRecord[];
  readonly opinions: readonly { readonly id: string; readonly text: string }[];
}

export interface IndicatorName {
  readonly version: number;
  readonly name: Message;
  readonly unit: string;
}

/** The enterprise as the bank's registry has it. */
export interface RegistryRecord {
  readonly creditCode: string | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly sizeClass: "micro" | "small" | "medium" | "large" | null;
  /** Of what the size class was worked out, in words; null where it was stated as it is. */
  readonly sizeBasis: string | null;
  readonly recordedAtMs: EpochMs | null;
}

/** By what right a class of data was read for this report. */
export interface BasisRecord {
  readonly dataClass: string;
  readonly kind: "own" | "consent" | "covenant" | "statute" | "attestation";
  readonly reference: string;
}

/** A loan of this bank on the day of the report; fen as decimal text. */
export interface LoanRecord {
  readonly id: string;
  readonly number: string;
  readonly source: "mirrored" | "own";
  readonly principalFen: string;
  readonly balanceFen: string;
  readonly annualRatePpm: number;
  readonly drawnOn: BusinessDay;
  readonly dueOn: BusinessDay;
  readonly state: string;
  readonly businessDate: BusinessDay | null;
  readonly overdueFen: string;
  readonly daysPastDue: number;
  readonly loanClass: string | null;
}

export interface AlertRecord {
  readonly id: string;
  readonly rule: string;
  readonly level: string;
  readonly title: string;
  readonly raisedOn: BusinessDay;
  readonly state: string;
}

/** One of the traditional four (财务报表, 资产, 企业信用评级, 股东信用信息), entered by a person. */
export const manualKinds = ["financials", "assets", "companyRating", "shareholders"] as const;
export type ManualKind = (typeof manualKinds)[number];

/** Fields by name; money as decimal text of fen, shares as ppm, days as whole numbers, words as they are. */
export interface ManualRecord {
  readonly id: string;
  readonly kind: ManualKind;
  readonly fields: Readonly<Record<string, string>>;
  /** The paper it was copied from, for example 2025 年度审计报告. */
  readonly source: string;
  readonly onDay: BusinessDay;
  readonly enteredBy: string;
  readonly enteredAtMs: EpochMs;
}
