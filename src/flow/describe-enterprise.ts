import type { CreditDecision } from "#decision";
import { type EnterpriseFacts, catalogue, dailySeriesOf, monthlySeriesOf } from "#indicators";
import type {
  EnterpriseQuality,
  EnterpriseSeries,
  EvaluatedEnterprise,
  ShadowScore,
  ShownIndicator,
} from "#report";
import type { IndicatorValues } from "./indicator-sample.ts";
import type { ScoredEnterprise } from "./score-enterprises.ts";

/** Everything known of one enterprise at the end of an evaluation. */
export interface EnterpriseResult {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly label: "default" | "performing" | null;
  readonly bankRating: string | null;
  readonly facts: EnterpriseFacts;
  readonly values: IndicatorValues;
  readonly quality: EnterpriseQuality;
  readonly scored: ScoredEnterprise | null;
  /** After the prior shift. */
  readonly pd: number | null;
  readonly grade: string | null;
  readonly decision: CreditDecision | null;
  readonly capacityFen: bigint | null;
  readonly evidence: string | null;
  /** What the versions beside the card in force say; left out where there are none. */
  readonly shadowScores?: readonly ShadowScore[];
}

export function describeEnterprise(result: EnterpriseResult): EvaluatedEnterprise {
  const { id, code, name, label, bankRating, scored, decision } = result;
  return {
    id,
    code,
    name,
    label,
    bankRating,
    score: scored?.score ?? null,
    pd: result.pd,
    rawPd: scored?.rawPd ?? null,
    grade: result.grade,
    scoredBy: scored?.scoredBy ?? "none",
    decision: decision?.outcome ?? (scored === null ? "notScored" : "notApplicable"),
    amountFen: textOf(decision?.amountFen),
    annualRatePpm: decision?.annualRatePpm ?? null,
    capacityFen: textOf(result.capacityFen),
    reasons: [
      ...(decision?.reasons ?? []).map((reason) => ({ ...reason, pointsLost: null })),
      ...(scored?.reasons ?? []),
    ],
    points: scored?.points ?? [],
    indicators: describeIndicators(result.values),
    series: describeSeries(result.facts),
    machines: dailySeriesOf(result.facts),
    quality: result.quality,
    evidence: result.evidence,
    ...(result.shadowScores === undefined ? {} : { shadowScores: result.shadowScores }),
  };
}

function describeIndicators(values: IndicatorValues): ShownIndicator[] {
  return catalogue.flatMap(({ id }) => {
    const value = values.get(id);
    return value === undefined ? [] : [{ id, ...value }];
  });
}

function describeSeries(facts: EnterpriseFacts): EnterpriseSeries {
  const { months, salesFen, purchasesFen, salesInvoices, voidInvoices, redInvoices } = monthlySeriesOf(facts);
  return {
    months,
    salesFen: salesFen.map(String),
    purchasesFen: purchasesFen.map(String),
    salesInvoices,
    voidInvoices,
    redInvoices,
  };
}

function textOf(fen: bigint | null | undefined): string | null {
  return fen === null || fen === undefined ? null : String(fen);
}
