import { canonicalJson, type Sha256 } from "#seal";
import { type BatchHead, headJson } from "./batch.ts";

const prefix = "touchstone-batch/v1\n";

/**
 * The bytes that a device signs: a fixed first line, so that the signature never counts as one over something
 * else, then the canonical JSON of the head.
 * @throws SEAL_NOT_CANONICAL for numbers that another reader could not get back
 */
export function batchMessage(head: BatchHead): Uint8Array {
  return new TextEncoder().encode(prefix + canonicalJson(headJson(head)));
}

/** Hash of a batch, which the next one names as `previous`: SHA-256 over `batchMessage`. 32 bytes. */
export function batchHash(sha256: Sha256, head: BatchHead): Uint8Array {
  return sha256(batchMessage(head));
}

/** Which key signed: the first 8 hexadecimal digits of SHA-256 over the 32 bytes of the public key. */
export function keyIdOf(sha256: Sha256, publicKey: Uint8Array): string {
  return [...sha256(publicKey).subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
