import type { FastifyRequest } from "fastify";
import type { Visitor } from "#access";
import { dataClasses } from "#consent";
import type { ReportPerson, ReportSummary, StoredReport } from "#report";
import { requireBasis } from "./basis.ts";
import type { HttpServices } from "./services.ts";

const purpose = "creditEvaluation";

export function personOf({ account }: Visitor): ReportPerson {
  return { partyId: account.partyId, id: account.id, name: account.name };
}

/** Reading a report: every class of data that went into it must still have a basis; recorded. */
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

/** Of a list of reports those on enterprises whose result the visitor may read; recorded as one read. */
export async function readableReports(
  services: Pick<HttpServices, "areas">,
  visitor: Visitor,
  reports: readonly ReportSummary[],
): Promise<ReportSummary[]> {
  const readable = await services.areas.consent.readMany(visitor, {
    enterpriseIds: [...new Set(reports.map(({ enterpriseId }) => enterpriseId))],
    purpose,
    dataClasses: ["evaluation"],
    what: "dueDiligence.list",
  });
  return reports.filter(({ enterpriseId }) => readable.has(enterpriseId));
}
