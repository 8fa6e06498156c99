import { fromBase64, toBase64 } from "./base64.ts";
import { canonicalJson, isJsonObject, type JsonObject } from "./canonical-json.ts";
import type { EntryHeader } from "./entry-header.ts";
import { sealFaults } from "./errors.ts";
import type { SealCrypto, Sha256 } from "./hash.ts";
import { toHex } from "./verifier-key.ts";

/** Type of the entry that seals a collector's public key in its enterprise's log. */
export const collectorKeyType = "collector-key@1";
/** Type of the entry that holds a batch as a device signed it. */
export const signedBatchType = "signed-batch@1";

/** A collector's key as it was sealed: from this entry on, batches may be signed with it. */
export interface SealedCollectorKey {
  readonly collector: string;
  /** First 8 hexadecimal digits of SHA-256 over the public key. */
  readonly key: string;
  readonly publicKey: Uint8Array;
}

/** What a device signed, as a `signed-batch@1` entry holds it. */
export interface SealedBatchHead {
  readonly collector: string;
  readonly key: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly pointsRoot: string;
  readonly rowCount: number;
  readonly createdAtMs: number;
  /** The whole head, which the signature covers. */
  readonly head: JsonObject;
  readonly signature: Uint8Array;
}

/**
 * The header of the entry that seals a collector's key, before its first batch; its payload has no rows.
 * @param sha256  for the key's id
 */
export function collectorKeyHeader(
  sha256: Sha256,
  sealed: { readonly collector: string; readonly publicKey: Uint8Array; readonly validFromMs: number },
): { readonly "@type": string } & JsonObject {
  const { collector, publicKey, validFromMs } = sealed;
  const key = deviceKeyId(sha256, publicKey);
  return { "@type": collectorKeyType, collector, key, publicKey: toBase64(publicKey), validFromMs };
}

/** Reads a sealed collector key. @throws SEAL_MALFORMED also when the key's id is not its own */
export function readCollectorKey(sha256: Sha256, { type, fields }: EntryHeader): SealedCollectorKey {
  const { collector, key, publicKey } = fields;
  if (type !== collectorKeyType || typeof collector !== "string" || typeof publicKey !== "string") {
    throw malformed("collector key", "collector and publicKey");
  }
  const bytes = fromBase64(publicKey, "collector key");
  if (bytes.length !== 32 || key !== deviceKeyId(sha256, bytes))
    throw malformed("collector key", "its own id");
  return { collector, key, publicKey: bytes };
}

/** Reads what a device signed from the header of a `signed-batch@1` entry. @throws SEAL_MALFORMED */
export function readSignedBatch({ type, fields }: EntryHeader): SealedBatchHead {
  const { batch, signature } = fields;
  if (type !== signedBatchType || !isJsonObject(batch) || typeof signature !== "string") {
    throw malformed("signed batch", "batch and signature");
  }
  const { collector, key, epoch, sequence, pointsRoot, rowCount, createdAtMs } = batch;
  if (typeof collector !== "string" || typeof key !== "string" || typeof pointsRoot !== "string") {
    throw malformed("signed batch", "collector, key and pointsRoot");
  }
  if (![epoch, sequence, rowCount, createdAtMs].every((value) => Number.isSafeInteger(value))) {
    throw malformed("signed batch", "epoch, sequence, rowCount and createdAtMs");
  }
  const numbers = { epoch: Number(epoch), sequence: Number(sequence), rowCount: Number(rowCount) };
  const at = { createdAtMs: Number(createdAtMs), pointsRoot, head: batch };
  return { collector, key, ...numbers, ...at, signature: fromBase64(signature, "device signature") };
}

/**
 * Whether the device signed this batch: Ed25519 over `touchstone-batch/v1\n` and the canonical JSON of the head.
 * The entry's own `pointsRoot` must be the head's for a point proof to speak for the device.
 */
export function isSignedByDevice(
  batch: SealedBatchHead,
  key: SealedCollectorKey,
  crypto: SealCrypto,
): boolean {
  const message = new TextEncoder().encode(`touchstone-batch/v1\n${canonicalJson(batch.head)}`);
  return batch.signature.length === 64 && crypto.verifyEd25519(key.publicKey, message, batch.signature);
}

function deviceKeyId(sha256: Sha256, publicKey: Uint8Array): string {
  return toHex(sha256(publicKey).subarray(0, 4));
}

function malformed(what: string, expected: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what, expected, found: "another form" });
}
