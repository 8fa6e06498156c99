import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import { endianness } from "node:os";
import type { PayloadRows } from "./ledger.ts";
import { keyObjectOf } from "./key-object.ts";
import type { SaltContext } from "./points.ts";

const isLittleEndian = endianness() === "LE";
const nonceBytes = 12;
const tagBytes = 16;

/** Length of a device's salt seed. */
export const saltSeedBytes = 32;

/**
 * Encrypts a payload, in parts that are to be joined: nonce (12 bytes) || AES-256-GCM ciphertext || tag (16). The plain text is the device's salt
 * seed, where there is one, the number of rows, their end offsets (32 bits each, little-endian) and the rows; the
 * entry's origin and index are authenticated with it, so a payload cannot stand in for another, and so is whether it
 * begins with a seed.
 */
export function encryptPayload(dataKey: Uint8Array, context: SaltContext, payload: PayloadRows): Buffer[] {
  const { ends, bytes, saltSeed } = payload;
  const seedBytes = saltSeed?.length ?? 0;
  const head = Buffer.allocUnsafe(seedBytes + 4 + ends.length * 4);
  if (saltSeed !== undefined) head.set(saltSeed);
  head.writeUInt32LE(ends.length, seedBytes);
  let offset = seedBytes + 4;
  for (const end of ends) offset = head.writeUInt32LE(end, offset);
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", keyObjectOf(dataKey), nonce);
  cipher.setAAD(contextBytes(context, saltSeed !== undefined));
  const parts = [nonce, cipher.update(head), cipher.update(bytes)];
  cipher.final();
  return [...parts, cipher.getAuthTag()];
}

/** A call for random bytes costs 3 µs however few they are: a seventeenth of an entry of one row. */
const nonces = Buffer.alloc(256 * nonceBytes);
let noncesUsed = nonces.length;

/** Twelve random bytes that were never given before. */
function nextNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  noncesUsed += nonceBytes;
  return Buffer.from(nonces.subarray(noncesUsed - nonceBytes, noncesUsed));
}

/** What the entry says of its payload. */
export interface SealedPayload {
  readonly bytes: Uint8Array;
  /** The header has `"salts":"device"`: the plain text begins with the seed. */
  readonly hasSaltSeed: boolean;
}

/** Decrypts a payload; undefined when a byte of it, its key or its context is not the one it was made with. */
export function decryptPayload(
  dataKey: Uint8Array,
  context: SaltContext,
  { bytes: sealed, hasSaltSeed }: SealedPayload,
): PayloadRows | undefined {
  const seedBytes = hasSaltSeed ? saltSeedBytes : 0;
  if (sealed.length < nonceBytes + tagBytes + seedBytes + 4) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", keyObjectOf(dataKey), sealed.subarray(0, nonceBytes));
  decipher.setAAD(contextBytes(context, hasSaltSeed));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  const rowCount = plain.readUInt32LE(seedBytes);
  const start = seedBytes + 4;
  const bytes = plain.subarray(start + rowCount * 4);
  const ends = new Uint32Array(rowCount);
  if (isLittleEndian) new Uint8Array(ends.buffer).set(plain.subarray(start, start + rowCount * 4));
  else for (let i = 0; i < rowCount; i++) ends[i] = plain.readUInt32LE(start + i * 4);
  return hasSaltSeed ? { bytes, ends, saltSeed: plain.subarray(0, seedBytes) } : { bytes, ends };
}

function contextBytes(context: SaltContext, hasSaltSeed: boolean): Buffer {
  const version = hasSaltSeed ? "v2" : "v1";
  return Buffer.from(`touchstone-payload/${version}\n${context.origin}\n${context.index}\n`);
}
