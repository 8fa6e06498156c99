import { emptyRoot, nodeHash, type Sha256 } from "./hash.ts";

/** Hashes of complete subtrees, wherever they are kept or made. */
export interface SubtreeSource {
  /** Leaves in the tree. */
  size(): number;
  /** Hash of the complete subtree number `index` of 2^level leaves. */
  subtree(level: number, index: number): Uint8Array;
}

/** Roots and proofs of a tree that only grows. Indexes out of range are programming errors and throw RangeError. */
export interface MerkleReader {
  /** Root of the first `size` leaves. */
  root(size?: number): Uint8Array;
  /** Inclusion proof of a leaf in the tree of the first `size` leaves. @source RFC 9162 §2.1.3.1 */
  inclusionProof(index: number, size?: number): Uint8Array[];
  /** Proof that the first `oldSize` leaves (> 0) are a prefix of the first `size`. @source RFC 9162 §2.1.4.1 */
  consistencyProof(oldSize: number, size?: number): Uint8Array[];
}

/** Reads roots and proofs from complete subtrees: about two a level, however large the tree. */
export function readMerkleTree(sha256: Sha256, source: SubtreeSource): MerkleReader {
  const range = (low: number, high: number): Uint8Array => {
    const width = high - low;
    const level = Math.log2(width);
    if (Number.isInteger(level) && low % width === 0) return source.subtree(level, low / width);
    const split = low + largestPowerBelow(width);
    return nodeHash(sha256, range(low, split), range(split, high));
  };
  return {
    root(of = source.size()) {
      requireInTree(of <= source.size() && of >= 0, of);
      return of === 0 ? emptyRoot(sha256) : range(0, of);
    },
    inclusionProof(index, of = source.size()) {
      requireInTree(index >= 0 && index < of && of <= source.size(), index);
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
    },
    consistencyProof(oldSize, of = source.size()) {
      requireInTree(oldSize > 0 && oldSize <= of && of <= source.size(), oldSize);
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
    },
  };
}

/** Throws RangeError when a size or an index is none of the tree's. */
export function requireInTree(holds: boolean, found: number): void {
  if (!holds) throw new RangeError(`outside the tree: ${found}`);
}

/** Largest power of two below `width`, for width ≥ 2. */
function largestPowerBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}
