import { createCipheriv, createHmac, createSecretKey, hash } from "node:crypto";
import { saltBytes } from "#seal";
import { keyObjectOf } from "./key-object.ts";
import type { PayloadRows } from "./ledger.ts";

/** Rows up to this length are hashed from one buffer that is used again. */
const scratchBytes = 4096;

/** Node's buffers have it, its types do not: `write` of latin1 without asking for the encoding each time. */
type LatinBuffer = Buffer & { latin1Write(text: string, offset: number, length: number): number };

/** Words of 32 bits in a salt. */
const saltLength = saltBytes / 4;

/** One byte before a multiple of four: what follows the first byte of a leaf or a node is copied by words. */
const leafStart = 3;
const memory = Buffer.from(new ArrayBuffer(leafStart + scratchBytes));
/** Begins with the zero byte of a leaf; each view of it is as long as one leaf. */
const scratch = memory.subarray(leafStart);
const scratchSalt = new Uint32Array(memory.buffer, leafStart + 1, saltLength);
const views: Buffer[] = [];
const nodeMemory = Buffer.from(new ArrayBuffer(leafStart + 65));
const node = nodeMemory.subarray(leafStart);
node[0] = 1;
const nodeWords = new Uint32Array(nodeMemory.buffer, leafStart + 1, 16);

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
 * One-shot `hash` with a latin1 result is three times as fast as a hash object per row (bench/seal.bench.ts); salts and
 * nodes are copied by words, because a call to copy so few bytes costs more than the copying.
 */
export function hashPoints(payload: PayloadRows, salts: Uint8Array): Buffer {
  const { ends } = payload;
  const bytes = asBuffer(payload.bytes);
  const saltWords = wordsOf(salts);
  const leaves = allocateHashes(ends.length);
  let start = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? start;
    const length = 1 + saltBytes + end - start;
    for (let word = 0; word < saltLength; word++) scratchSalt[word] = saltWords[i * saltLength + word] ?? 0;
    let input: Buffer;
    if (length <= scratchBytes) {
      input = views[length] ??= scratch.subarray(0, length);
    } else {
      input = Buffer.alloc(length);
      scratch.copy(input, 0, 0, 1 + saltBytes);
    }
    bytes.copy(input, 1 + saltBytes, start, end);
    leaves.latin1Write(hash("sha256", input, "binary"), i * 32, 32);
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
  const hashes = leaves as LatinBuffer;
  const words = wordsOf(leaves);
  const isShared = words.buffer === leaves.buffer;
  let width = leaves.length / 32;
  while (width > 1) {
    const pairs = Math.floor(width / 2);
    for (let i = 0; i < pairs; i++) {
      if (isShared) for (let word = 0; word < 16; word++) nodeWords[word] = words[i * 16 + word] ?? 0;
      else leaves.copy(node, 1, i * 64, i * 64 + 64);
      hashes.latin1Write(hash("sha256", node, "binary"), i * 32, 32);
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

function allocateHashes(count: number): LatinBuffer {
  return Buffer.from(new ArrayBuffer(count * 32)) as LatinBuffer;
}

/** The bytes as words of 32 bits: the same memory where it begins at a multiple of four, else a copy. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
