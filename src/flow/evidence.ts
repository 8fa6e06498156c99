import { type EvidenceBundle, formatBundle } from "#seal";
import type { Ledger } from "#ledger";
import { type EvaluatedEnterprise, type Evaluation, pageNamesOf } from "#report";
import { sealedResultOf } from "./seal-evaluation.ts";

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

/** Bundles asked of the ledger at once: its thread reads the next ones while this one writes the last. */
const MOST_UNDER_WAY = 16;

/**
 * One evidence bundle an enterprise: the headers of all that was received about it, its sealed result, and the
 * proofs that lead to the signed checkpoint.
 */
export async function* writeEvidence(
  ledger: Ledger,
  evaluation: Evaluation,
): AsyncGenerator<readonly [path: string, content: string]> {
  const { enterprises } = evaluation;
  const bundleOf = async (enterprise: EvaluatedEnterprise): Promise<EvidenceBundle> =>
    await ledger.bundle(ledger.originOf("enterprise", enterprise.id), {
      result: sealedResultOf(evaluation, enterprise),
    });
  for (let first = 0; first < enterprises.length; first += MOST_UNDER_WAY) {
    const some = enterprises.slice(first, first + MOST_UNDER_WAY);
    const bundles = await Promise.all(some.map(bundleOf));
    for (const [index, bundle] of bundles.entries()) {
      const path = some[index]?.evidence ?? null;
      if (path !== null) yield [path, formatBundle(bundle)];
    }
  }
}
