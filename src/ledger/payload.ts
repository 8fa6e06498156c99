import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import type { PayloadRows } from "./ledger.ts";
import type { SaltContext } from "./points.ts";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a payload: nonce (12 bytes) || AES-256-GCM ciphertext || tag (16). The plain text is the number of
 * rows, their end offsets (32 bits each, little-endian) and the rows; the entry's origin and index are
 * authenticated with it, so a payload cannot stand in for another.
 */
export function encryptPayload(dataKey: Uint8Array, context: SaltContext, payload: PayloadRows): Buffer {
  const head = Buffer.alloc(4 + payload.ends.length * 4);
  head.writeUInt32LE(payload.ends.length);
  for (let i = 0; i < payload.ends.length; i++) head.writeUInt32LE(payload.ends[i] ?? 0, 4 + i * 4);
  const nonce = randomFillSync(Buffer.alloc(nonceBytes));
  const cipher = createCipheriv("aes-256-gcm", dataKey, nonce);
  cipher.setAAD(contextBytes(context));
  const parts = [nonce, cipher.update(head), cipher.update(payload.bytes), cipher.final()];
  return Buffer.concat([...parts, cipher.getAuthTag()]);
}

/** Decrypts a payload; undefined when a byte of it, its key or its context is not the one it was made with. */
export function decryptPayload(
  dataKey: Uint8Array,
  context: SaltContext,
  sealed: Uint8Array,
): PayloadRows | undefined {
  if (sealed.length < nonceBytes + tagBytes + 4) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", dataKey, sealed.subarray(0, nonceBytes));
  decipher.setAAD(contextBytes(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  const rowCount = plain.readUInt32LE(0);
  const bytes = plain.subarray(4 + rowCount * 4);
  const ends = new Uint32Array(rowCount);
  for (let i = 0; i < rowCount; i++) ends[i] = plain.readUInt32LE(4 + i * 4);
  return { bytes, ends };
}

function contextBytes(context: SaltContext): Buffer {
  return Buffer.from(`touchstone-payload/v1\n${context.origin}\n${context.index}\n`);
}
