import { createHash } from "node:crypto";
import { catalogue } from "#indicators";
import type { StoredEvaluation } from "#jobs";
import { businessDayOf } from "#kernel";
import {
  type BasisRecord,
  type DueDiligence,
  type EvaluatedEnterprise,
  type KeptInput,
  type LoanRecord,
  reportFaults,
  type ReportPerson,
  shippedTemplate,
  type StoredReport,
  writeDueDiligence,
} from "#report";
import type { DocumentParts } from "./document-parts.ts";
import { knowOperations } from "./know-operations.ts";
import { readEnterpriseRows } from "./read-rows.ts";

const searchedEvaluations = 50;

type Evaluated = {
  readonly evaluation: StoredEvaluation & { readonly document: NonNullable<StoredEvaluation["document"]> };
  readonly enterprise: EvaluatedEnterprise;
};

/** Makes a draft: gathers what is not in the log, writes the document and keeps both. */
export async function startReport(
  parts: DocumentParts,
  person: ReportPerson,
  wish: {
    readonly enterpriseId: string;
    readonly evaluationId?: string | undefined;
    readonly bases: readonly BasisRecord[];
  },
): Promise<StoredReport> {
  const startedAtMs = parts.clock();
  const evaluated = await findEvaluated(parts, person.partyId, wish);
  const kept = await gatherKept(parts, person.partyId, evaluated, wish.bases);
  const made = await makeDocument(parts, evaluated, kept);
  const { enterprise, asOf, simulated, state } = made.document;
  const report: StoredReport = {
    id: parts.nextId(),
    enterpriseId: enterprise.id,
    enterpriseCode: enterprise.code,
    enterpriseName: enterprise.name,
    evaluationId: kept.evaluationId,
    asOf,
    simulated,
    survivalState: state,
    state: "draft",
    templateVersion: kept.templateVersion,
    documentSha256: made.sha256,
    sealedEntry: null,
    madeBy: { id: person.id, name: person.name },
    startedAtMs,
    submittedAtMs: null,
    firstPdfAtMs: null,
    checkedBy: null,
    checkedAtMs: null,
    checkRemark: "",
    kept,
    document: made.text,
  };
  await parts.store.add(person.partyId, report);
  await parts.audit.append({
    partyId: person.partyId,
    accountId: person.id,
    action: "dueDiligence.started",
    subject: report.id,
    atMs: startedAtMs,
  });
  return report;
}

/** The document of kept inputs, as text with its hash; the rows come from the log as they were known then. */
export async function makeDocument(
  parts: Pick<DocumentParts, "rows" | "indicators" | "operations">,
  { evaluation, enterprise }: Evaluated,
  kept: KeptInput,
): Promise<{ readonly document: DueDiligence; readonly text: string; readonly sha256: string }> {
  const { asOf, log } = evaluation.document;
  const dataClasses = new Set(kept.bases.map(({ dataClass }) => dataClass));
  const query = { enterpriseId: enterprise.id, asOf, knownAt: log.knownAt, dataClasses };
  const rows = await readEnterpriseRows(parts, query);
  const knowledge = await knowOperations(parts.operations, query);
  const read = { kept, evaluation: evaluation.document, enterprise, rows, knowledge, indicators };
  const document = writeDueDiligence(read);
  const text = JSON.stringify(document);
  return { document, text, sha256: createHash("sha256").update(text).digest("hex") };
}

const indicators = new Map(catalogue.map(({ id, version, name, unit }) => [id, { version, name, unit }]));

/**
 * The evaluation asked for, or the newest one that holds the enterprise.
 * @throws REPORT_NO_EVALUATION
 */
export async function findEvaluated(
  { evaluations }: Pick<DocumentParts, "evaluations">,
  partyId: string,
  wish: { readonly enterpriseId: string; readonly evaluationId?: string | undefined },
): Promise<Evaluated> {
  const candidates =
    wish.evaluationId === undefined
      ? await evaluations.list(partyId, searchedEvaluations)
      : [await evaluations.find(partyId, wish.evaluationId)];
  for (const evaluation of candidates) {
    if (evaluation === null || evaluation.document === null) continue;
    const enterprise = await evaluations.findEnterprise(partyId, evaluation.id, wish.enterpriseId);
    if (enterprise !== null)
      return { evaluation: { ...evaluation, document: evaluation.document }, enterprise };
  }
  throw reportFaults.fault("REPORT_NO_EVALUATION", { enterprise: wish.enterpriseId });
}

async function gatherKept(
  parts: DocumentParts,
  partyId: string,
  { evaluation, enterprise }: Evaluated,
  bases: readonly BasisRecord[],
): Promise<KeptInput> {
  const { store } = parts;
  const { asOf } = evaluation.document;
  const readable = new Set(bases.map(({ dataClass }) => dataClass));
  const [saved] = await store.listTemplates(partyId);
  return {
    evaluationId: evaluation.id,
    bankName: await parts.partyName(partyId),
    template: saved?.template ?? shippedTemplate,
    templateVersion: saved?.version ?? 0,
    registry: await parts.registryOf(partyId, enterprise.id),
    bases,
    loans: await gatherLoans(parts, partyId, enterprise.id, asOf),
    alerts: await parts.alertsOf(partyId, enterprise.id, readable),
    manual: await store.listManual(partyId, enterprise.id),
    opinions: [],
  };
}

/** The loans of this bank as they stand at the end of its newest business day. */
async function gatherLoans(
  { book, clock }: Pick<DocumentParts, "book" | "clock">,
  partyId: string,
  enterpriseId: string,
  asOf: string,
): Promise<readonly LoanRecord[]> {
  const today = businessDayOf(clock());
  const on = today > asOf ? today : asOf;
  const loans = await book.listLoans(partyId, { enterpriseId });
  return await Promise.all(
    loans.map(async (loan): Promise<LoanRecord> => {
      const day = await book.dayOf(partyId, loan.id, on);
      const { confirmed } = await book.classOf(partyId, loan.id, on);
      return {
        id: loan.id,
        number: loan.number,
        source: loan.source,
        principalFen: String(loan.principalFen),
        balanceFen: String(day?.balanceFen ?? loan.balanceFen),
        annualRatePpm: loan.annualRatePpm,
        drawnOn: loan.drawnOn,
        dueOn: loan.dueOn,
        state: loan.state,
        businessDate: day?.businessDate ?? null,
        overdueFen: String((day?.overduePrincipalFen ?? 0n) + (day?.overdueInterestFen ?? 0n)),
        daysPastDue: day?.daysPastDue ?? 0,
        loanClass: confirmed,
      };
    }),
  );
}
