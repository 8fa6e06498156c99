import { singleRow } from "#ledger";
import {
  reportFaults,
  type ReportChange,
  type ReportPerson,
  type ReportState,
  type StoredReport,
} from "#report";
import type { DocumentParts } from "./document-parts.ts";
import { findEvaluated, makeDocument } from "./make-report.ts";

/** States in which the maker still works on a report. */
const open: readonly ReportState[] = ["draft", "returned"];

/** Keeps the maker's words and makes the document again with them. */
export async function writeOpinions(
  parts: DocumentParts,
  person: ReportPerson,
  reportId: string,
  opinions: readonly { readonly id: string; readonly text: string }[],
): Promise<StoredReport> {
  const report = await findOwn(parts, person, reportId);
  const known = new Set(report.kept.template.opinions.map(({ id }) => id));
  const kept = { ...report.kept, opinions: opinions.filter(({ id }) => known.has(id)) };
  const evaluated = await findEvaluated(parts, person.partyId, report);
  const made = await makeDocument(parts, evaluated, kept);
  return await change(parts, person, report, "dueDiligence.opinions", {
    state: "draft",
    kept,
    document: made.text,
    documentSha256: made.sha256,
    survivalState: made.document.state,
  });
}

/** Seals the document and hands it on. */
export async function submitReport(
  parts: DocumentParts,
  person: ReportPerson,
  reportId: string,
): Promise<StoredReport> {
  const report = await findOwn(parts, person, reportId);
  const { template, opinions } = report.kept;
  const absent = template.opinions.filter(
    ({ id, isRequired }) =>
      isRequired && (opinions.find((opinion) => opinion.id === id)?.text ?? "").trim() === "",
  );
  if (absent.length > 0) {
    const labels = absent.map(({ label }) => label).join("、");
    throw reportFaults.fault("REPORT_OPINION_MISSING", { labels });
  }
  const sealedEntry = await sealReport(parts, report);
  return await change(parts, person, report, "dueDiligence.submitted", {
    state: "submitted",
    sealedEntry,
    submittedAtMs: parts.clock(),
    checkedBy: null,
    checkedAtMs: null,
  });
}

/** Approves or returns a report; never by its maker. */
export async function checkReport(
  parts: DocumentParts,
  person: ReportPerson,
  reportId: string,
  { isApproved, remark }: { readonly isApproved: boolean; readonly remark: string },
): Promise<StoredReport> {
  const report = await findReport(parts, person.partyId, reportId);
  if (report.madeBy.id === person.id) throw reportFaults.fault("REPORT_OWN_CHECK", { id: reportId });
  refuseUnless(report, ["submitted"]);
  return await change(parts, person, report, isApproved ? "dueDiligence.approved" : "dueDiligence.returned", {
    state: isApproved ? "approved" : "returned",
    checkedBy: { id: person.id, name: person.name },
    checkedAtMs: parts.clock(),
    checkRemark: remark,
  });
}

/** Seals the document's bytes in the enterprise's log and signs a checkpoint over them. @returns the entry's index */
async function sealReport({ ledger }: Pick<DocumentParts, "ledger">, report: StoredReport): Promise<number> {
  const [receipt] = await ledger.append([
    {
      origin: ledger.originOf("enterprise", report.enterpriseId),
      dataClass: "result",
      header: {
        "@type": "due-diligence@1",
        asOf: report.asOf,
        evaluationId: report.evaluationId,
        reportId: report.id,
        sha256: report.documentSha256,
      },
      payload: singleRow(new TextEncoder().encode(report.document)),
    },
  ]);
  await ledger.checkpoint();
  return receipt?.index ?? 0;
}

/** @throws REPORT_NOT_FOUND */
export async function findReport(
  { store }: Pick<DocumentParts, "store">,
  partyId: string,
  reportId: string,
): Promise<StoredReport> {
  const report = await store.find(partyId, reportId);
  if (report === null) throw reportFaults.fault("REPORT_NOT_FOUND", { id: reportId });
  return report;
}

async function findOwn(parts: DocumentParts, person: ReportPerson, reportId: string): Promise<StoredReport> {
  const report = await findReport(parts, person.partyId, reportId);
  if (report.madeBy.id !== person.id) throw reportFaults.fault("REPORT_NOT_MAKER", { id: reportId });
  refuseUnless(report, open);
  return report;
}

function refuseUnless(report: StoredReport, states: readonly ReportState[]): void {
  if (states.includes(report.state)) return;
  throw reportFaults.fault("REPORT_STATE", { id: report.id, state: report.state });
}

async function change(
  { store, audit, clock }: DocumentParts,
  person: ReportPerson,
  report: StoredReport,
  action: string,
  changes: ReportChange,
): Promise<StoredReport> {
  const isChanged = await store.change(person.partyId, report.id, report.state, changes);
  if (!isChanged) throw reportFaults.fault("REPORT_STATE", { id: report.id, state: "changed" });
  const { partyId, id } = person;
  await audit.append({ partyId, accountId: id, action, subject: report.id, atMs: clock() });
  return { ...report, ...changes };
}
