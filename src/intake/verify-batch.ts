import { createCipheriv, createHmac, createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { hashPoints, rootInPlace } from "#ledger";
import { batchMessage, checkBatch, type TelemetryCrypto } from "#telemetry";
import { judgeRows } from "./judge-rows.ts";
import type { BatchToVerify, VerifiedBatch } from "./verifier-messages.ts";

/** Hashes and salts by node:crypto, and the ledger's fast root. */
export const intakeCrypto: TelemetryCrypto = {
  sha256: (bytes) => hash("sha256", bytes, "buffer"),
  hmacSha256: (key, message) => createHmac("sha256", key).update(message).digest(),
  aesCtrKeystream: (key, length) =>
    createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length)),
  pointsRoot: (rows, salts) => rootInPlace(hashPoints(rows, salts)),
};

/**
 * Checks what costs time: signature first, since only then is a word of the batch the device's own, then form, rows
 * and root. Never throws for bad input.
 */
export function verifyBatch(batch: BatchToVerify): VerifiedBatch {
  const message = messageOf(batch);
  if (message === null) return refuse("malformed", "the head has numbers or texts that JSON cannot hold");
  if (!isSigned(batch, message)) {
    return refuse("badSignature", `the signature is not one of key ${batch.head.key}`);
  }
  const problem = checkBatch(batch, intakeCrypto);
  if (problem !== null) return refuse(problem.reason, problem.detail);
  return { kind: "sound", hash: hash("sha256", message, "base64"), judged: judgeRows(batch, batch) };
}

function messageOf({ head }: BatchToVerify): Uint8Array | null {
  try {
    return batchMessage(head);
  } catch {
    return null;
  }
}

function isSigned({ signature, publicKey }: BatchToVerify, message: Uint8Array): boolean {
  try {
    return signature.length === 64 && verify(null, message, keyObject(publicKey), signature);
  } catch {
    return false;
  }
}

const keysKept = 10_000;
const keys = new Map<string, KeyObject>();

/** Making a key object takes a quarter as long as a verification, so they are kept. */
function keyObject(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString("base64url");
  let key = keys.get(x);
  if (key === undefined) {
    key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    if (keys.size >= keysKept) keys.clear();
    keys.set(x, key);
  }
  return key;
}

function refuse(
  reason: Extract<VerifiedBatch, { kind: "refused" }>["reason"],
  detail: string,
): VerifiedBatch {
  return { kind: "refused", reason, detail };
}
