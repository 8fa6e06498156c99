import { formatBundle, formatTrust } from "#seal";
import type { Ledger } from "#ledger";
import type { Evaluation } from "#report";
import type { OutputFiles } from "./write-evaluation.ts";
import { type EvaluationFrame, sealedResultOf } from "./seal-evaluation.ts";

/** Where an enterprise's evidence bundle lies in the output folder; its code comes from outside. */
export function evidenceNameOf(code: string): string {
  return `evidence/${encodeURIComponent(code).replaceAll("%", "_")}.json`;
}

/**
 * One evidence bundle an enterprise: the headers of all that was received about it, its sealed result, and the
 * proofs that lead to the signed checkpoint. The trust file lies apart: a bundle that brings its own key proves
 * nothing.
 */
export async function evidenceFilesOf(
  ledger: Ledger,
  frame: EvaluationFrame,
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<OutputFiles> {
  const files = new Map<string, string>();
  files.set("trust.json", formatTrust(ledger.trust()));
  for (const enterprise of evaluation.enterprises) {
    signal.throwIfAborted();
    const origin = ledger.originOf("enterprise", enterprise.id);
    const bundle = await ledger.bundle(origin, { result: sealedResultOf(frame, enterprise) });
    files.set(evidenceNameOf(enterprise.code), formatBundle(bundle));
  }
  return files;
}
