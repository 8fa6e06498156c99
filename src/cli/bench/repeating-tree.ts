import { nodeCrypto } from "#ledger";
import { leafHash, nodeHash, readMerkleTree, type ReadableTree } from "#seal";

/** Entries after which the made-up ones begin again: 2^16. */
const periodLevel = 16;

/**
 * A tree of any size whose entries repeat: entry i is the text of i mod 65,536. It is a genuine RFC 6962 tree, so its
 * proofs hold for any verifier; but above the period all subtrees of a level are the same one, so that a thousand
 * million leaves need no more hashes than a few ten thousand.
 */
export function repeatingTree(size: number): {
  readonly tree: ReadableTree;
  entryAt(index: number): Uint8Array;
} {
  const { sha256 } = nodeCrypto;
  const period = 2 ** periodLevel;
  const levels: Uint8Array[][] = [Array.from({ length: period }, (_, i) => leafHash(sha256, entryAt(i)))];
  for (let level = 1; 2 ** level <= size; level++) {
    const below = levels[level - 1] ?? [];
    const width = Math.max(1, below.length / 2);
    levels.push(Array.from({ length: width }, (_, i) => joined(below, i)));
  }
  const subtree = (level: number, index: number): Uint8Array => {
    const hashes = levels[level] ?? [];
    const hash = hashes[index % hashes.length];
    if (hash === undefined) throw new RangeError(`no subtree at level ${level}`);
    return hash;
  };
  const reader = readMerkleTree(sha256, { size: () => size, subtree });
  return { tree: { size, subtree, ...reader }, entryAt };

  function joined(below: readonly Uint8Array[], index: number): Uint8Array {
    const left = below[(2 * index) % below.length] as Uint8Array;
    return nodeHash(sha256, left, below[(2 * index + 1) % below.length] as Uint8Array);
  }
  function entryAt(index: number): Uint8Array {
    return Buffer.from(`{"@type":"bench@1","n":${index % period}}`);
  }
}
