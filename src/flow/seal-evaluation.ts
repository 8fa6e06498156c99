import { createHash } from "node:crypto";
import type { Json } from "#seal";
import { canonicalJson } from "#seal";
import { type Checkpoint, type Ledger, singleRow } from "#ledger";
import type { EvaluatedEnterprise, Evaluation } from "#report";
import type { Scorecard } from "#scorecard";

/** What of an evaluation is common to all its enterprises and pins how the result came about. */
export type EvaluationFrame = Pick<Evaluation, "version" | "dataset" | "simulated" | "asOf"> & {
  /** SHA-256 of the card's canonical JSON, hex; null without a card. */
  readonly scorecardSha256: string | null;
};

/**
 * The result of one enterprise as it is sealed: the figures, the indicator values behind them and the card's hash,
 * without what only serves display. Numbers that are no integers are carried as text in their shortest exact form.
 */
export function sealedResultOf(frame: EvaluationFrame, enterprise: EvaluatedEnterprise): Json {
  const { score, pd, rawPd, grade, scoredBy, decision, amountFen, annualRatePpm } = enterprise;
  return {
    "@type": "evaluation-result@1",
    dataset: frame.dataset,
    simulated: frame.simulated,
    asOf: frame.asOf,
    scorecardSha256: frame.scorecardSha256,
    enterpriseId: enterprise.id,
    code: enterprise.code,
    score: textOf(score),
    pd: textOf(pd),
    rawPd: textOf(rawPd),
    grade,
    scoredBy,
    decision,
    amountFen,
    annualRatePpm,
    reasons: enterprise.reasons.map(({ code }) => code),
    indicators: enterprise.indicators.map(({ id, value, missingReason }) => ({
      id,
      value: textOf(value),
      missingReason,
    })),
  };
}

/** Pins a card: SHA-256 of its JSON with the keys in the order the card is built in, hex. */
export function scorecardSha256(scorecard: Scorecard | null): string | null {
  return scorecard === null ? null : createHash("sha256").update(JSON.stringify(scorecard)).digest("hex");
}

/** Seals every enterprise's result in its own log and signs a checkpoint that covers them all. */
export async function sealEvaluation(
  ledger: Ledger,
  frame: EvaluationFrame,
  enterprises: readonly EvaluatedEnterprise[],
): Promise<Checkpoint> {
  await ledger.append(
    enterprises.map((enterprise) => ({
      origin: ledger.originOf("enterprise", enterprise.id),
      dataClass: "result" as const,
      header: { "@type": "evaluation-result@1", asOf: frame.asOf, scorecardSha256: frame.scorecardSha256 },
      payload: singleRow(new TextEncoder().encode(canonicalJson(sealedResultOf(frame, enterprise)))),
    })),
  );
  return await ledger.checkpoint();
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}
