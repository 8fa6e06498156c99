import type { z } from "zod";
import { type EvaluationStore, jobsFaults, type StoredEvaluation } from "#jobs";
import type { evaluationSchema, evaluationSummarySchema } from "./evaluation.schema.ts";

/**
 * The evaluation of an id of a request.
 * @throws JOBS_EVALUATION_NOT_FOUND
 */
export async function findEvaluation(
  store: EvaluationStore,
  partyId: string,
  id: string,
): Promise<StoredEvaluation> {
  const found = await (id === "latest" ? store.findLatest(partyId) : store.find(partyId, id));
  if (found === null) throw jobsFaults.fault("JOBS_EVALUATION_NOT_FOUND", { id });
  return found;
}

/**
 * As the API gives it; the document is null until the evaluation succeeded. Quarantined rows are raw data of enterprises:
 * they have a route of their own, which gives those that may be read.
 */
export function showEvaluation(evaluation: StoredEvaluation): z.infer<typeof evaluationSchema> {
  const { document } = evaluation;
  const input = (document?.input ?? []).map(({ quarantinedRows: _quarantinedRows, ...file }) => file);
  return { ...headerOf(evaluation), document: document === null ? null : toWire({ ...document, input }) };
}

/** One row of the list. */
export function summarizeEvaluation(evaluation: StoredEvaluation): z.infer<typeof evaluationSummarySchema> {
  const { document } = evaluation;
  return {
    ...headerOf(evaluation),
    asOf: document?.asOf ?? null,
    enterprises: evaluation.enterprises,
    applicants: document?.portfolio.applicants ?? null,
    granted: document?.portfolio.granted ?? null,
    amountFen: document?.portfolio.amountFen ?? null,
    aucMean: document?.model.auc?.mean ?? null,
  };
}

/** A deeply read-only document is what the wire schema describes; only the compiler sees a difference. */
export type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Wire<T[Key]> }
    : T;

/** Drops `readonly` from the type; the value is the same. */
export function toWire<T>(value: T): Wire<T> {
  return value as Wire<T>;
}

function headerOf(evaluation: StoredEvaluation) {
  const { id, jobId, state, dataset, simulated, createdAtMs, finishedAtMs, problem } = evaluation;
  return { id, jobId, state, dataset, simulated, createdAtMs, finishedAtMs, problem };
}
