import type { BusinessDay, EpochMs } from "#kernel";
import type { SurvivalState } from "./document.ts";
import type { KeptInput, ManualRecord } from "./input.ts";
import type { DueDiligenceTemplate } from "./template.ts";

/** 草稿, 待复核, 已复核, 已退回. */
export type ReportState = "draft" | "submitted" | "approved" | "returned";

/** A person who acts, as kept with what they did. */
export interface ReportPerson {
  readonly partyId: string;
  readonly id: string;
  readonly name: string;
}

/** A report as it is listed. */
export interface ReportSummary {
  readonly id: string;
  readonly enterpriseId: string;
  readonly enterpriseCode: string;
  readonly enterpriseName: string;
  readonly evaluationId: string;
  readonly asOf: BusinessDay;
  readonly simulated: boolean;
  readonly survivalState: SurvivalState;
  readonly state: ReportState;
  readonly templateVersion: number;
  readonly documentSha256: string;
  /** Entry of the enterprise's log that holds the document; null before it was handed on. */
  readonly sealedEntry: number | null;
  readonly madeBy: { readonly id: string; readonly name: string };
  readonly startedAtMs: EpochMs;
  readonly submittedAtMs: EpochMs | null;
  readonly firstPdfAtMs: EpochMs | null;
  readonly checkedBy: { readonly id: string; readonly name: string } | null;
  readonly checkedAtMs: EpochMs | null;
  readonly checkRemark: string;
}

/** A report in full; `document` is the exact text whose hash is kept. */
export interface StoredReport extends ReportSummary {
  readonly kept: KeptInput;
  readonly document: string;
}

/** A saved version of the bank's template, with who saved it. */
export interface SavedTemplate {
  readonly version: number;
  readonly template: DueDiligenceTemplate;
  readonly savedBy: string;
  readonly savedAtMs: EpochMs;
}

/** What changes when a report moves on. */
export type ReportChange = Partial<
  Pick<
    StoredReport,
    | "state"
    | "kept"
    | "document"
    | "documentSha256"
    | "survivalState"
    | "sealedEntry"
    | "submittedAtMs"
    | "firstPdfAtMs"
    | "checkedBy"
    | "checkedAtMs"
    | "checkRemark"
  >
>;

/**
 * Port to reports, templates and manual records of a bank. Durable when it resolves; template versions and manual
 * records are only ever added; the database refuses a checker who is the maker.
 */
export interface DueDiligenceStore {
  add(partyId: string, report: StoredReport): Promise<void>;
  find(partyId: string, reportId: string): Promise<StoredReport | null>;
  /** Newest first. */
  list(
    partyId: string,
    query: { readonly enterpriseId?: string | undefined; readonly state?: ReportState | undefined },
  ): Promise<readonly ReportSummary[]>;
  /** Changes a report that is still in the state it was read in; false when it has moved on since. */
  change(partyId: string, reportId: string, from: ReportState, change: ReportChange): Promise<boolean>;
  /** Newest first. */
  listTemplates(partyId: string): Promise<readonly SavedTemplate[]>;
  /** Saves the next version. */
  saveTemplate(person: ReportPerson, template: DueDiligenceTemplate, atMs: EpochMs): Promise<SavedTemplate>;
  /** Oldest first. */
  listManual(partyId: string, enterpriseId: string): Promise<readonly ManualRecord[]>;
  addManual(person: ReportPerson, enterpriseId: string, record: ManualRecord): Promise<void>;
}
