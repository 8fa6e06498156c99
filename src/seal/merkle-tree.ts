import { createHashList, type HashList } from "./hash-list.ts";
import { nodeHash, type Sha256 } from "./hash.ts";
import { readMerkleTree, type MerkleReader } from "./merkle-reader.ts";

/** A Merkle tree to read from, wherever its hashes lie. */
export interface ReadableTree extends MerkleReader {
  readonly size: number;
  /** Hash of the complete subtree number `index` of 2^level leaves. */
  subtree(level: number, index: number): Uint8Array;
}

/** An append-only Merkle tree. */
export interface MerkleTree extends ReadableTree {
  append(leaf: Uint8Array): void;
}

/**
 * Makes an empty tree that keeps the hash of every complete subtree in memory, about 64 bytes a leaf. Indexes out of
 * range are programming errors and throw RangeError.
 */
export function createMerkleTree(sha256: Sha256): MerkleTree {
  const levels: HashList[] = [];
  let size = 0;

  const append = (leaf: Uint8Array): void => {
    let hash = leaf;
    let index = size;
    size += 1;
    for (let level = 0; ; level++) {
      const list = (levels[level] ??= createHashList());
      list.push(hash);
      if (index % 2 === 0) return;
      hash = nodeHash(sha256, list.at(index - 1), hash);
      index = (index - 1) / 2;
    }
  };
  const subtree = (level: number, index: number): Uint8Array => {
    const list = levels[level];
    if (list === undefined) throw new RangeError(`no subtree at level ${level}`);
    return list.at(index);
  };
  return {
    get size() {
      return size;
    },
    append,
    subtree,
    ...readMerkleTree(sha256, { size: () => size, subtree }),
  };
}
