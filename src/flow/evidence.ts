import { formatBundle } from "#seal";
import type { Ledger } from "#ledger";
import { type Evaluation, pageNamesOf } from "#report";
import { type EvaluationFrame, sealedResultOf } from "./seal-evaluation.ts";

/**
 * Where the evidence bundles lie in the output folder, by enterprise id. They are named like the pages of the report,
 * because codes come from outside.
 */
export function evidenceNamesOf(
  enterprises: readonly { readonly id: string; readonly code: string }[],
): ReadonlyMap<string, string> {
  return new Map(
    [...pageNamesOf(enterprises)].map(([id, page]) => [id, `evidence/${page.replace(/html$/, "json")}`]),
  );
}

/**
 * One evidence bundle an enterprise: the headers of all that was received about it, its sealed result, and the
 * proofs that lead to the signed checkpoint.
 */
export async function* writeEvidence(
  ledger: Ledger,
  frame: EvaluationFrame,
  evaluation: Evaluation,
): AsyncGenerator<readonly [path: string, content: string]> {
  for (const enterprise of evaluation.enterprises) {
    const origin = ledger.originOf("enterprise", enterprise.id);
    const bundle = await ledger.bundle(origin, { result: sealedResultOf(frame, enterprise) });
    if (enterprise.evidence !== null) yield [enterprise.evidence, formatBundle(bundle)];
  }
}
