import { toBase64 } from "./base64.ts";
import { canonicalJson } from "./canonical-json.ts";
import { leafHash, type Sha256 } from "./hash.ts";
import { createMerkleTree, type MerkleTree } from "./merkle-tree.ts";

/** The state of one private log, as the platform log covers it. */
export interface LogState {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Leaf of the map: hash of the canonical JSON of origin, root and size. */
export function logStateLeaf(sha256: Sha256, state: LogState): Uint8Array {
  const text = canonicalJson({ origin: state.origin, root: toBase64(state.root), size: state.size });
  return leafHash(sha256, new TextEncoder().encode(text));
}

/** Order of the map: by origin, UTF-16 code units (origins are ASCII). */
export function sortLogStates(states: readonly LogState[]): LogState[] {
  return states.toSorted((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0));
}

/**
 * The Merkle tree over the states of the logs that changed, sorted by origin. Its root goes into the platform
 * leaf, so witnesses see one hash and no names.
 */
export function logMapTree(sha256: Sha256, sorted: readonly LogState[]): MerkleTree {
  const tree = createMerkleTree(sha256);
  for (const state of sorted) tree.append(logStateLeaf(sha256, state));
  return tree;
}
