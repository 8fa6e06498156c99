import { emptyRoot, nodeHash, type Sha256 } from "./hash.ts";

/** An append-only Merkle tree that keeps the hash of every complete subtree, about 64 bytes a leaf. */
export interface MerkleTree {
  readonly size: number;
  append(leaf: Uint8Array): void;
  /** Hash of the complete subtree number `index` of 2^level leaves. */
  subtree(level: number, index: number): Uint8Array;
  /** Root of the first `size` leaves. */
  root(size?: number): Uint8Array;
  /** Inclusion proof of a leaf in the tree of the first `size` leaves. @source RFC 9162 §2.1.3.1 */
  inclusionProof(index: number, size?: number): Uint8Array[];
  /** Proof that the first `oldSize` leaves (> 0) are a prefix of the first `size`. @source RFC 9162 §2.1.4.1 */
  consistencyProof(oldSize: number, size?: number): Uint8Array[];
}

/** Makes an empty tree. Indexes out of range are programming errors and throw RangeError. */
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
  const range = (low: number, high: number): Uint8Array => {
    const width = high - low;
    const level = Math.log2(width);
    if (Number.isInteger(level) && low % width === 0) return subtree(level, low / width);
    const split = low + largestPowerBelow(width);
    return nodeHash(sha256, range(low, split), range(split, high));
  };
  const root = (of = size): Uint8Array => {
    requireRange(of <= size && of >= 0, of);
    return of === 0 ? emptyRoot(sha256) : range(0, of);
  };
  const inclusionProof = (index: number, of = size): Uint8Array[] => {
    requireRange(index >= 0 && index < of && of <= size, index);
    const proof: Uint8Array[] = [];
    let low = 0;
    let high = of;
    while (high - low > 1) {
      const split = low + largestPowerBelow(high - low);
      if (index < split) {
        proof.push(range(split, high));
        high = split;
      } else {
        proof.push(range(low, split));
        low = split;
      }
    }
    return proof.toReversed();
  };
  const consistencyProof = (oldSize: number, of = size): Uint8Array[] => {
    requireRange(oldSize > 0 && oldSize <= of && of <= size, oldSize);
    const proof: Uint8Array[] = [];
    let low = 0;
    let high = of;
    while (high > oldSize) {
      const split = low + largestPowerBelow(high - low);
      if (oldSize <= split) {
        proof.push(range(split, high));
        high = split;
      } else {
        proof.push(range(low, split));
        low = split;
      }
    }
    if (low !== 0) proof.push(range(low, high));
    return proof.toReversed();
  };
  return {
    get size() {
      return size;
    },
    append,
    subtree,
    root,
    inclusionProof,
    consistencyProof,
  };
}

/** Largest power of two below `width`, for width ≥ 2. */
function largestPowerBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

interface HashList {
  push(hash: Uint8Array): void;
  at(index: number): Uint8Array;
}

function createHashList(): HashList {
  let bytes = new Uint8Array(64);
  let count = 0;
  return {
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
      requireRange(index >= 0 && index < count, index);
      return bytes.subarray(index * 32, index * 32 + 32);
    },
  };
}

function requireRange(holds: boolean, found: number): void {
  if (!holds) throw new RangeError(`outside the tree: ${found}`);
}
