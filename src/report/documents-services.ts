import type { DueDiligence } from "./due-diligence/document.ts";
import type { DueDiligenceStore, ReportPerson, StoredReport } from "./due-diligence/due-diligence-store.ts";
import type { BasisRecord, ManualRecord } from "./due-diligence/input.ts";
import type { DueDiligenceTemplate } from "./due-diligence/template.ts";
import type { TracedFigure } from "./due-diligence/trace-figure.ts";

/** What the pages and commands of printed documents, the due-diligence report first, need, passed in. */
export interface DocumentServices {
  /** Lists, templates and manual records are read and added here directly. */
  readonly store: DueDiligenceStore;
  /** The template in force: the newest saved one, or the one that ships, as version 0. */
  templateInForce(
    partyId: string,
  ): Promise<{ readonly version: number; readonly template: DueDiligenceTemplate }>;
  /**
   * Makes a report on the newest evaluation that holds the enterprise, or on a given one, as a draft.
   * @param bases  the classes of data that may be read, and by what right
   * @throws REPORT_NO_EVALUATION
   */
  start(
    person: ReportPerson,
    wish: {
      readonly enterpriseId: string;
      readonly evaluationId?: string | undefined;
      readonly bases: readonly BasisRecord[];
    },
  ): Promise<StoredReport>;
  /** Keeps what the maker wrote and makes the report again with it. @throws REPORT_NOT_MAKER, REPORT_STATE */
  writeOpinions(
    person: ReportPerson,
    reportId: string,
    opinions: readonly { readonly id: string; readonly text: string }[],
  ): Promise<StoredReport>;
  /**
   * Seals the document in the enterprise's log and hands it on to be checked.
   * @throws REPORT_OPINION_MISSING, REPORT_NOT_MAKER, REPORT_STATE
   */
  submit(person: ReportPerson, reportId: string): Promise<StoredReport>;
  /** @throws REPORT_OWN_CHECK, REPORT_STATE */
  check(
    person: ReportPerson,
    reportId: string,
    check: { readonly isApproved: boolean; readonly remark: string },
  ): Promise<StoredReport>;
  /** Keeps one of the traditional four; the next report uses it. @throws REPORT_MANUAL_FIELD */
  addManual(
    person: ReportPerson,
    enterpriseId: string,
    entered: Pick<ManualRecord, "kind" | "fields" | "source" | "onDay">,
  ): Promise<string>;
  /** @throws REPORT_NOT_FOUND */
  read(
    partyId: string,
    reportId: string,
  ): Promise<{ readonly report: StoredReport; readonly document: DueDiligence }>;
  /** Follows a figure to its rows. @throws REPORT_NOT_FOUND, REPORT_FIGURE_NOT_FOUND */
  trace(partyId: string, reportId: string, figureId: string): Promise<TracedFigure>;
  /** Makes the report again from the log and what was kept; the same inputs give the same hash. */
  remake(
    partyId: string,
    reportId: string,
  ): Promise<{ readonly sha256: string; readonly isIdentical: boolean }>;
  /** The report with another template, without keeping it: for the preview beside the editor. */
  preview(partyId: string, reportId: string, template: DueDiligenceTemplate): Promise<DueDiligence>;
  /** Reports that wait for a person: to be finished by their makers, to be checked by others. */
  readonly tasks: {
    listTasks(visitor: TaskReader): Promise<
      readonly {
        readonly kind: string;
        readonly parameters: Readonly<Record<string, number>>;
        readonly href: string;
        readonly dueOn: null;
      }[]
    >;
  };
  /** The PDF; the first one of a report ends the measured time of its maker. */
  print(partyId: string, reportId: string): Promise<Uint8Array>;
}

/** Who asks what waits: of a person only this decides. */
export interface TaskReader {
  readonly account: { readonly id: string; readonly role: string };
  readonly party: { readonly id: string; readonly kind: string };
}
