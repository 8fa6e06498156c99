import type {
  DueDiligenceStore,
  DueDiligenceTemplate,
  KeptInput,
  ManualKind,
  ManualRecord,
  ReportChange,
  ReportState,
  ReportSummary,
  SavedTemplate,
  StoredReport,
} from "#report";
import type { Selectable } from "kysely";
import type { DocumentsTables } from "./schema/documents.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

const listed = 500;

/** Due-diligence reports, templates and manual records in PostgreSQL. */
export function createDueDiligenceStore(record: SystemOfRecord): DueDiligenceStore {
  return { ...reportsOf(record), ...templatesOf(record), ...manualOf(record) };
}

function reportsOf(record: SystemOfRecord): Pick<DueDiligenceStore, "add" | "find" | "list" | "change"> {
  return {
    add: async (partyId, report) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("due_diligence")
          .values({
            party_id: partyId,
            report_id: report.id,
            enterprise_id: report.enterpriseId,
            enterprise_code: report.enterpriseCode,
            enterprise_name: report.enterpriseName,
            evaluation_id: report.evaluationId,
            as_of: report.asOf,
            simulated: report.simulated,
            template_version: report.templateVersion,
            made_by: report.madeBy.id,
            made_by_name: report.madeBy.name,
            started_at_ms: report.startedAtMs,
            state: report.state,
            survival_state: report.survivalState,
            inputs: JSON.stringify(report.kept),
            document: report.document,
            document_sha256: report.documentSha256,
            check_remark: "",
          })
          .execute(),
      );
    },
    find: async (partyId, reportId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("due_diligence")
          .selectAll()
          .where("report_id", "=", reportId)
          .executeTakeFirst(),
      );
      return row === undefined ? null : storedReportOf(row);
    },
    list: async (partyId, { enterpriseId, state }) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("due_diligence")
          .selectAll()
          .$if(enterpriseId !== undefined, (query) => query.where("enterprise_id", "=", enterpriseId ?? ""))
          .$if(state !== undefined, (query) => query.where("state", "=", state ?? ""))
          .orderBy("started_at_ms", "desc")
          .limit(listed)
          .execute(),
      );
      return rows.map(summaryOf);
    },
    change: async (partyId, reportId, from, change) => {
      const result = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("due_diligence")
          .set(columnsOf(change))
          .where("report_id", "=", reportId)
          .where("state", "=", from)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows === 1n;
    },
  };
}

function templatesOf(record: SystemOfRecord): Pick<DueDiligenceStore, "listTemplates" | "saveTemplate"> {
  return {
    listTemplates: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("due_diligence_template").selectAll().orderBy("version", "desc").execute(),
      );
      return rows.map(savedTemplateOf);
    },
    saveTemplate: async (person, template, atMs) =>
      await record.inParty(person.partyId, async (transaction) => {
        const { newest } = await transaction
          .selectFrom("due_diligence_template")
          .select((select) => select.fn.max("version").as("newest"))
          .executeTakeFirstOrThrow();
        // Two who save at once meet at the primary key: the later one is refused.
        const version = Number(newest ?? 0) + 1;
        const row = {
          party_id: person.partyId,
          version,
          template: JSON.stringify(template),
          saved_by: person.id,
          saved_by_name: person.name,
          saved_at_ms: atMs,
        };
        await transaction.insertInto("due_diligence_template").values(row).execute();
        return { version, template, savedBy: person.name, savedAtMs: atMs };
      }),
  };
}

function manualOf(record: SystemOfRecord): Pick<DueDiligenceStore, "listManual" | "addManual"> {
  return {
    listManual: async (partyId, enterpriseId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("due_diligence_manual")
          .selectAll()
          .where("enterprise_id", "=", enterpriseId)
          .orderBy("entered_at_ms")
          .orderBy("manual_id")
          .execute(),
      );
      return rows.map(manualRecordOf);
    },
    addManual: async (person, enterpriseId, manual) => {
      await record.inParty(person.partyId, async (transaction) =>
        transaction
          .insertInto("due_diligence_manual")
          .values({
            party_id: person.partyId,
            manual_id: manual.id,
            enterprise_id: enterpriseId,
            kind: manual.kind,
            fields: JSON.stringify(manual.fields),
            source: manual.source,
            on_day: manual.onDay,
            entered_by: person.id,
            entered_by_name: person.name,
            entered_at_ms: manual.enteredAtMs,
          })
          .execute(),
      );
    },
  };
}

/** The columns of what changes; what a change leaves out stays as it is. */
function columnsOf(change: ReportChange) {
  const { kept, checkedBy } = change;
  return {
    ...(kept === undefined ? {} : { inputs: JSON.stringify(kept) }),
    ...(checkedBy === undefined
      ? {}
      : { checked_by: checkedBy?.id ?? null, checked_by_name: checkedBy?.name ?? null }),
    ...valuesOf({
      state: change.state,
      survival_state: change.survivalState,
      document: change.document,
      document_sha256: change.documentSha256,
      sealed_entry: change.sealedEntry,
      submitted_at_ms: change.submittedAtMs,
      first_pdf_at_ms: change.firstPdfAtMs,
      checked_at_ms: change.checkedAtMs,
      check_remark: change.checkRemark,
    }),
  };
}

/** Without the columns that are not given. */
function valuesOf<T extends object>(columns: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

function summaryOf(row: Selectable<DocumentsTables["due_diligence"]>): ReportSummary {
  return {
    id: row.report_id,
    enterpriseId: row.enterprise_id,
    enterpriseCode: row.enterprise_code,
    enterpriseName: row.enterprise_name,
    evaluationId: row.evaluation_id,
    asOf: row.as_of,
    simulated: row.simulated,
    survivalState: row.survival_state as ReportSummary["survivalState"],
    state: row.state as ReportState,
    templateVersion: row.template_version,
    documentSha256: row.document_sha256,
    sealedEntry: row.sealed_entry,
    madeBy: { id: row.made_by, name: row.made_by_name },
    startedAtMs: row.started_at_ms,
    submittedAtMs: row.submitted_at_ms,
    firstPdfAtMs: row.first_pdf_at_ms,
    checkedBy: row.checked_by === null ? null : { id: row.checked_by, name: row.checked_by_name ?? "" },
    checkedAtMs: row.checked_at_ms,
    checkRemark: row.check_remark,
  };
}

function storedReportOf(row: Selectable<DocumentsTables["due_diligence"]>): StoredReport {
  return { ...summaryOf(row), kept: row.inputs as KeptInput, document: row.document };
}

function savedTemplateOf(row: Selectable<DocumentsTables["due_diligence_template"]>): SavedTemplate {
  return {
    version: row.version,
    template: row.template as DueDiligenceTemplate,
    savedBy: row.saved_by_name,
    savedAtMs: row.saved_at_ms,
  };
}

function manualRecordOf(row: Selectable<DocumentsTables["due_diligence_manual"]>): ManualRecord {
  return {
    id: row.manual_id,
    kind: row.kind as ManualKind,
    fields: row.fields as Readonly<Record<string, string>>,
    source: row.source,
    onDay: row.on_day,
    enteredBy: row.entered_by_name,
    enteredAtMs: row.entered_at_ms,
  };
}
