import type { FastifyRequest } from "fastify";
import type { Visitor } from "#access";
import { type Basis, dataClasses } from "#consent";
import type { BasisRecord, ReportPerson, ReportSummary, StoredReport } from "#report";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import type { HttpServices } from "./services.ts";

const purpose = "creditEvaluation";

export function personOf({ account }: Visitor): ReportPerson {
  return { partyId: account.partyId, id: account.id, name: account.name };
}

/**
 * By what right each class of an enterprise's data may be read for a report, recorded as one read; the evaluation
 * must be among them, what has no basis stays away from the report.
 * @throws CONSENT_NO_BASIS
 */
export async function readBases(
  services: Pick<HttpServices, "areas">,
  request: FastifyRequest,
  enterpriseId: string,
  what: string,
): Promise<readonly BasisRecord[]> {
  const { consent } = services.areas;
  const wanted = { enterpriseId, purpose, dataClasses, what } as const;
  const found = await consent.basisOf(requireVisitor(request), wanted);
  const permitted = dataClasses.filter((dataClass) => found.has(dataClass) || dataClass === "evaluation");
  const bases = await requireBasis(services, request, { ...wanted, dataClasses: permitted });
  return [...bases].map(([dataClass, basis]) => ({
    dataClass,
    kind: basis.kind,
    reference: referenceOf(basis),
  }));
}

/** The same for a report that exists: every class that went into it must still have a basis. */
export async function readForReport(
  services: Pick<HttpServices, "areas">,
  request: FastifyRequest,
  report: StoredReport,
  what: string,
): Promise<void> {
  const used = new Set(report.kept.bases.map(({ dataClass }) => dataClass));
  await requireBasis(services, request, {
    enterpriseId: report.enterpriseId,
    purpose,
    dataClasses: dataClasses.filter((dataClass) => used.has(dataClass)),
    what,
  });
}

/** Of a list of reports those on enterprises whose result the visitor may read. */
export async function readableReports(
  services: Pick<HttpServices, "areas">,
  visitor: Visitor,
  reports: readonly ReportSummary[],
): Promise<ReportSummary[]> {
  const readable = new Map<string, boolean>();
  for (const { enterpriseId } of reports) {
    if (readable.has(enterpriseId)) continue;
    const wanted = { enterpriseId, purpose, dataClasses: ["evaluation"], what: "dueDiligence.list" } as const;
    readable.set(enterpriseId, (await services.areas.consent.basisOf(visitor, wanted)).size > 0);
  }
  return reports.filter(({ enterpriseId }) => readable.get(enterpriseId) === true);
}

function referenceOf(basis: Basis): string {
  switch (basis.kind) {
    case "own":
      return "";
    case "consent":
      return basis.consentId;
    case "covenant":
      return basis.loanId;
    case "statute":
      return basis.article;
    case "attestation":
      return basis.reference;
  }
}
