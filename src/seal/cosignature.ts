import { sealFaults } from "./errors.ts";

/** A witness's statement that it saw a checkpoint at a time. @source C2SP tlog-cosignature */
export interface Cosignature {
  /** 64 bits in the format, so a bigint. */
  readonly timeSeconds: bigint;
  readonly signature: Uint8Array;
}

/** The text that a cosignature/v1 signs. */
export function cosignatureMessage(timeSeconds: bigint, body: string): string {
  return `cosignature/v1\ntime ${timeSeconds}\n${body}`;
}

/**
 * Takes the blob of a cosignature apart: time as 64 bits, big-endian, then 64 bytes of Ed25519 signature.
 * @throws SEAL_MALFORMED
 */
export function parseCosignature(blob: Uint8Array): Cosignature {
  if (blob.length !== 72) {
    const found = `${blob.length} bytes`;
    throw sealFaults.fault("SEAL_MALFORMED", { what: "cosignature", expected: "72 bytes", found });
  }
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  return { timeSeconds: view.getBigUint64(0), signature: blob.slice(8) };
}

/** The blob of a cosignature, as a signature line carries it after the key id. */
export function encodeCosignature(cosignature: Cosignature): Uint8Array {
  const blob = new Uint8Array(72);
  new DataView(blob.buffer).setBigUint64(0, cosignature.timeSeconds);
  blob.set(cosignature.signature, 8);
  return blob;
}
