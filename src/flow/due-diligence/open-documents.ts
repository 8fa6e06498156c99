import { shanghaiTimeOf } from "#kernel";
import {
  checkManual,
  type DocumentServices,
  type DueDiligence,
  type EnterpriseRows,
  printDueDiligence,
  reportFaults,
  type RowsQuery,
  shippedTemplate,
  type StoredReport,
  type TracedFigure,
  traceFigure,
} from "#report";
import { checkReport, findReport, submitReport, writeOpinions } from "./advance-report.ts";
import type { DocumentParts } from "./document-parts.ts";
import { findEvaluated, makeDocument, startReport } from "./make-report.ts";
import { readEnterpriseRows } from "./read-rows.ts";
import { createReportTasks } from "./report-tasks.ts";

/** Everything that serves due-diligence reports, on the stores passed in. */
export function openDocuments(parts: DocumentParts): DocumentServices {
  const { store } = parts;
  const readRows = rememberLast(parts);
  return {
    store,
    templateInForce: async (partyId) => {
      const [saved] = await store.listTemplates(partyId);
      return { version: saved?.version ?? 0, template: saved?.template ?? shippedTemplate };
    },
    start: async (person, wish) => await startReport(parts, person, wish),
    writeOpinions: async (person, reportId, opinions) =>
      await writeOpinions(parts, person, reportId, opinions),
    submit: async (person, reportId) => await submitReport(parts, person, reportId),
    check: async (person, reportId, check) => await checkReport(parts, person, reportId, check),
    addManual: async (person, enterpriseId, entered) => {
      checkManual(entered.kind, entered.fields);
      const id = parts.nextId();
      const enteredAtMs = parts.clock();
      await store.addManual(person, enterpriseId, { ...entered, id, enteredBy: person.name, enteredAtMs });
      await parts.audit.append({
        partyId: person.partyId,
        accountId: person.id,
        action: "dueDiligence.manualEntered",
        subject: id,
        atMs: enteredAtMs,
      });
      return id;
    },
    read: async (partyId, reportId) => {
      const report = await findReport(parts, partyId, reportId);
      return { report, document: documentOf(report) };
    },
    trace: async (partyId, reportId, figureId) => {
      const report = await findReport(parts, partyId, reportId);
      const document = documentOf(report);
      const rows = await readRows({
        enterpriseId: report.enterpriseId,
        asOf: report.asOf,
        knownAt: document.pins.knownAt,
        dataClasses: new Set(report.kept.bases.map(({ dataClass }) => dataClass)),
      });
      const traced = traceFigure(document, rows, figureId);
      if (traced !== null) return await recompute(parts, partyId, report, traced);
      throw reportFaults.fault("REPORT_FIGURE_NOT_FOUND", { id: reportId, figure: figureId });
    },
    remake: async (partyId, reportId) => {
      const report = await findReport(parts, partyId, reportId);
      const { sha256 } = await makeDocument(parts, await findEvaluated(parts, partyId, report), report.kept);
      return { sha256, isIdentical: sha256 === report.documentSha256 };
    },
    tasks: createReportTasks(store),
    preview: async (partyId, reportId, template) => {
      const report = await findReport(parts, partyId, reportId);
      const evaluated = await findEvaluated(parts, partyId, report);
      return (await makeDocument(parts, evaluated, { ...report.kept, template })).document;
    },
    print: async (partyId, reportId) => {
      const report = await findReport(parts, partyId, reportId);
      const pdf = await parts.pdf.render(
        printDueDiligence(documentOf(report), { standing: standingOf(report), sealed: sealedOf(report) }),
      );
      if (report.firstPdfAtMs === null) {
        await store.change(partyId, reportId, report.state, { firstPdfAtMs: parts.clock() });
      }
      return pdf;
    },
  };
}

/** A figure of the operating streams is worked out again by making the report again from the log. */
async function recompute(
  parts: DocumentParts,
  partyId: string,
  report: StoredReport,
  traced: TracedFigure,
): Promise<TracedFigure> {
  const { origin, id, value } = traced.figure;
  if (origin.kind !== "record" || origin.record.kind !== "operations") return traced;
  const made = await makeDocument(parts, await findEvaluated(parts, partyId, report), report.kept);
  const again = made.document.figures.find((figure) => figure.id === id)?.value ?? null;
  return { ...traced, recomputed: { value: again, agrees: again === value } };
}

/**
 * Reads rows, and keeps those of the last report: whoever follows one figure follows the next. The same query always
 * gives the same rows; whether they may be read is asked before, each time.
 */
function rememberLast(parts: DocumentParts): (query: RowsQuery) => Promise<EnterpriseRows> {
  let last: { readonly key: string; readonly rows: Promise<EnterpriseRows> } | null = null;
  return async (query) => {
    const key = JSON.stringify({ ...query, dataClasses: [...query.dataClasses].sort() });
    if (last?.key !== key) last = { key, rows: readEnterpriseRows(parts, query) };
    const { rows } = last;
    try {
      return await rows;
    } catch (cause) {
      last = null;
      throw cause;
    }
  };
}

function documentOf({ document }: StoredReport): DueDiligence {
  return JSON.parse(document) as DueDiligence;
}

function standingOf(report: StoredReport): string {
  const made = `经办 ${report.madeBy.name}`;
  switch (report.state) {
    case "draft":
      return `草稿　${made}`;
    case "returned":
      return `已退回　${made}`;
    case "submitted":
      return `待复核　${made}（${dayOf(report.submittedAtMs)}）`;
    case "approved":
      return `已复核　${made}（${dayOf(report.submittedAtMs)}）　复核 ${report.checkedBy?.name ?? ""}（${dayOf(report.checkedAtMs)}）`;
  }
}

function sealedOf({ sealedEntry, documentSha256 }: StoredReport): string | null {
  if (sealedEntry === null) return null;
  return `本报告已存证：企业日志第 ${sealedEntry} 条（due-diligence@1），SHA-256 ${documentSha256}。以同样的数据与模板重新生成，得到同样的内容。`;
}

function dayOf(atMs: number | null): string {
  return atMs === null ? "" : shanghaiTimeOf(atMs).slice(0, 10);
}
