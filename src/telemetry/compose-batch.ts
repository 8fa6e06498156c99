import { toBase64 } from "#seal";
import { batchMessage } from "./batch-message.ts";
import type { BatchHead, SignedBatch } from "./batch.ts";
import type { BatchRows, SignEd25519, TelemetryCrypto } from "./crypto.ts";
import { pointsRootOf } from "./points-root.ts";
import { deviceSalts } from "./salts.ts";

/** What composing adds to a head by itself. */
type ComposedField = "@type" | "rowCount" | "pointsRoot";

/**
 * Signs rows as one batch.
 * @param saltSeed 32 fresh random bytes; never used for two batches
 */
export function composeBatch(
  fields: Omit<BatchHead, ComposedField>,
  rows: BatchRows,
  saltSeed: Uint8Array,
  { crypto, sign }: { readonly crypto: TelemetryCrypto; readonly sign: SignEd25519 },
): SignedBatch {
  const head: BatchHead = {
    "@type": "collector-batch@1",
    ...fields,
    rowCount: rows.ends.length,
    pointsRoot: toBase64(rootOfBatch(crypto, rows, saltSeed)),
  };
  return { head, signature: sign(batchMessage(head)), saltSeed, rows: rows.bytes, ends: rows.ends };
}

/** The root that a batch's head must name: over its rows, salted from its seed. */
export function rootOfBatch(crypto: TelemetryCrypto, rows: BatchRows, saltSeed: Uint8Array): Uint8Array {
  const salts = deviceSalts(crypto, saltSeed, rows.ends.length);
  return crypto.pointsRoot === undefined
    ? pointsRootOf(crypto.sha256, rows, salts)
    : crypto.pointsRoot(rows, salts);
}
