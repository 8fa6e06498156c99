import { requireInTree } from "./merkle-reader.ts";

/** Hashes of one level of a tree, one after the other in one buffer. */
export interface HashList {
  readonly length: number;
  push(hash: Uint8Array): void;
  at(index: number): Uint8Array;
}

/** Makes an empty list. */
export function createHashList(): HashList {
  let bytes = new Uint8Array(64);
  let count = 0;
  return {
    get length() {
      return count;
    },
    push(hash) {
      if ((count + 1) * 32 > bytes.length) {
        const grown = new Uint8Array(bytes.length * 2);
        grown.set(bytes);
        bytes = grown;
      }
      bytes.set(hash, count * 32);
      count += 1;
    },
    at(index) {
      requireInTree(index >= 0 && index < count, index);
      return bytes.subarray(index * 32, index * 32 + 32);
    },
  };
}
