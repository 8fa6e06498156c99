import { createHash } from "node:crypto";
import { type Ledger, singleRow } from "#ledger";
import type { ShadowComparison } from "./comparison.ts";

/** Where the hash of a comparison stands in the log. */
export interface SealedComparison {
  readonly sha256: string;
  readonly origin: string;
  readonly entry: number;
}

const sealedType = "shadow-comparison@1";

/**
 * SHA-256, hex, of a comparison but for `knownAt`; the same data, cut-off and order give the same. The log goes on every
 * second while anything comes in: how far it was read makes no other comparison of what it says.
 */
export function sha256OfComparison(comparison: ShadowComparison): string {
  const { knownAt: _, ...content } = comparison;
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** Seals the content of a comparison, or finds where it was sealed before. */
export async function sealComparison(
  ledger: Ledger,
  partyId: string,
  comparison: ShadowComparison,
): Promise<SealedComparison> {
  const sha256 = sha256OfComparison(comparison);
  const origin = ledger.originOf("import", `shadow/${partyId}`);
  for await (const entry of ledger.readEntries(0)) {
    if (entry.origin === origin && entry.header["sha256"] === sha256) {
      return { sha256, origin, entry: entry.index };
    }
  }
  const [receipt] = await ledger.append([
    {
      origin,
      dataClass: "result",
      header: { "@type": sealedType, sha256, asOf: comparison.asOf, evaluation: comparison.evaluation.id },
      payload: singleRow(new TextEncoder().encode(JSON.stringify(comparison))),
    },
  ]);
  await ledger.anchor();
  return { sha256, origin, entry: receipt?.index ?? 0 };
}
