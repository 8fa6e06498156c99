import type { Insertable } from "kysely";
import type { EnterpriseSummary } from "#jobs";
import type { EvaluatedEnterprise } from "#report";
import type { Tables } from "./schema.ts";

/** One enterprise as a row: what lists sort and filter by as columns, the rest as documents. */
export function enterpriseRowOf(
  partyId: string,
  evaluationId: string,
  enterprise: EvaluatedEnterprise,
): Insertable<Tables["evaluated_enterprise"]> {
  return {
    party_id: partyId,
    evaluation_id: evaluationId,
    enterprise_id: enterprise.id,
    code: enterprise.code,
    code_order: orderOf(enterprise.code),
    name: enterprise.name,
    label: enterprise.label,
    score: enterprise.score,
    pd: enterprise.pd,
    grade: enterprise.grade,
    decision: enterprise.decision,
    amount_fen: enterprise.amountFen,
    annual_rate_ppm: enterprise.annualRatePpm,
    summary: JSON.stringify(summaryOf(enterprise)),
    document: JSON.stringify(enterprise),
  };
}

function summaryOf(enterprise: EvaluatedEnterprise): EnterpriseSummary {
  const { reasons, points: _points, indicators: _indicators, series: _series, ...rest } = enterprise;
  const { quality, machines: _machines, evidence: _evidence, ...header } = rest;
  return { ...header, mainReason: reasons[0] ?? null, lastDay: quality.lastDay };
}

/** Pads the numbers in a code, so that E2 comes before E10. */
function orderOf(code: string): string {
  return code.replace(/\d+/g, (digits) => digits.padStart(20, "0"));
}
