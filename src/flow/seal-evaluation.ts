import { createHash } from "node:crypto";
import { catalogue } from "#indicators";
import type { Json } from "#seal";
import { canonicalJson } from "#seal";
import { type Checkpoint, type Ledger, singleRow } from "#ledger";
import type { EvaluatedEnterprise, Evaluation, EvaluationPins, ShownParameter } from "#report";
import type { Scorecard } from "#scorecard";

/** What of an evaluation is common to all its enterprises and lets the result be replayed. */
export type EvaluationFrame = Pick<Evaluation, "dataset" | "simulated" | "asOf" | "pins"> & {
  readonly log: Pick<Evaluation["log"], "knownAt">;
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
    knownAt: frame.log.knownAt,
    pins: { ...frame.pins },
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

/** Pins what shaped a result besides the data: hashes of its JSON with the keys in the order in which it is built. */
export function pinsOf(scorecard: Scorecard | null, parameters: readonly ShownParameter[]): EvaluationPins {
  return {
    scorecardSha256: scorecard === null ? null : sha256OfJson(scorecard),
    indicatorsSha256: sha256OfJson(catalogue),
    parametersSha256: sha256OfJson(parameters),
  };
}

function sha256OfJson(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
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
      header: { "@type": "evaluation-result@1", asOf: frame.asOf, pins: { ...frame.pins } },
      payload: singleRow(new TextEncoder().encode(canonicalJson(sealedResultOf(frame, enterprise)))),
    })),
  );
  return await ledger.checkpoint();
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}
