import { createCipheriv, createHmac, createSecretKey, hash } from "node:crypto";
import { saltBytes } from "#seal";
import { keyObjectOf } from "./key-object.ts";
import type { PayloadRows } from "./ledger.ts";

/** Rows up to this length are hashed from one buffer that is used again. */
const scratchBytes = 4096;

/** Begins with the zero byte of a leaf; each view of it is as long as one leaf. */
const scratch = Buffer.alloc(scratchBytes);
const views: Buffer[] = [];

/** Which entry the salts are for; an index is given once in a log, so no two entries share salts. */
export interface SaltContext {
  readonly origin: string;
  readonly index: number;
}

/**
 * The salts of all rows of an entry, 16 bytes each: the AES-256-CTR keystream under a key derived from the data
 * key and the entry. One call gives all of them; without the data key none can be guessed.
 */
export function deriveSalts(dataKey: Uint8Array, context: SaltContext, rowCount: number): Buffer {
  const name = `touchstone-salts/v1\n${context.origin}\n${context.index}\n`;
  return keystream(createHmac("sha256", keyObjectOf(dataKey)).update(name).digest(), rowCount);
}

/**
 * The salts of rows that a device salted itself: the AES-256-CTR keystream (zero counter block) under
 * HMAC-SHA-256(seed, `touchstone-device-salts/v1\n`). Depends on the seed alone, so a collector makes the same.
 */
export function deviceSalts(seed: Uint8Array, rowCount: number): Buffer {
  const name = "touchstone-device-salts/v1\n";
  return keystream(createHmac("sha256", createSecretKey(seed)).update(name).digest(), rowCount);
}

/** A key object is four times as fast as the bytes of the key. */
function keystream(key: Buffer, rowCount: number): Buffer {
  const cipher = createCipheriv("aes-256-ctr", createSecretKey(key), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(rowCount * saltBytes));
}

/** The salts of a payload's rows: the device's where it brought a seed, else the ledger's. */
export function saltsOf(dataKey: Uint8Array, context: SaltContext, payload: PayloadRows): Buffer {
  const { saltSeed, ends } = payload;
  return saltSeed === undefined
    ? deriveSalts(dataKey, context, ends.length)
    : deviceSalts(saltSeed, ends.length);
}

/**
 * Leaf hashes of all rows, 32 bytes each: the same as `pointHash` of the seal, row by row.
 * One-shot `hash` with a latin1 result is three times as fast as a hash object per row (bench/seal.bench.ts).
 */
export function hashPoints(payload: PayloadRows, salts: Uint8Array): Buffer {
  const { ends } = payload;
  const bytes = asBuffer(payload.bytes);
  const saltBuffer = asBuffer(salts);
  const leaves = Buffer.allocUnsafe(ends.length * 32);
  let start = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? start;
    const length = 1 + saltBytes + end - start;
    const input =
      length <= scratchBytes ? (views[length] ??= scratch.subarray(0, length)) : Buffer.alloc(length);
    saltBuffer.copy(input, 1, i * saltBytes, (i + 1) * saltBytes);
    bytes.copy(input, 1 + saltBytes, start, end);
    leaves.write(hash("sha256", input, "binary"), i * 32, 32, "latin1");
    start = end;
  }
  return leaves;
}

/**
 * Merkle root over leaf hashes, level by level in place: an odd last node moves up unchanged, which is the same
 * tree as RFC 6962 defines by splitting. `leaves` is overwritten.
 */
export function rootInPlace(leaves: Buffer): Buffer {
  if (leaves.length === 0) return Buffer.from(hash("sha256", "", "binary"), "latin1");
  const node = Buffer.alloc(65);
  node[0] = 1;
  let width = leaves.length / 32;
  while (width > 1) {
    const pairs = Math.floor(width / 2);
    for (let i = 0; i < pairs; i++) {
      leaves.copy(node, 1, i * 64, i * 64 + 64);
      leaves.write(hash("sha256", node, "binary"), i * 32, 32, "latin1");
    }
    if (width % 2 === 1) leaves.copy(leaves, pairs * 32, (width - 1) * 32, width * 32);
    width = pairs + (width % 2);
  }
  return Buffer.from(leaves.subarray(0, 32));
}

/** The bytes of one row. */
export function rowOf(payload: PayloadRows, ordinal: number): Uint8Array {
  return payload.bytes.subarray(ordinal === 0 ? 0 : payload.ends[ordinal - 1], payload.ends[ordinal]);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
