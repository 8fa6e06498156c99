import type { Checkpoint, LogReader } from "#ledger";
import { nodeCrypto } from "#ledger";
import {
  createMerkleTree,
  formatCheckpoint,
  formatNote,
  leafHash,
  toBase64,
  type MerkleTree,
  type VerifierKey,
} from "#seal";
import { makeSigner } from "../../seal/testing/node-crypto.ts";

/** A log that signs checkpoints of any of its sizes; leaves are the texts that it is given. */
export interface SignedLog {
  readonly origin: string;
  readonly key: VerifierKey;
  readonly tree: MerkleTree;
  readonly logs: Pick<LogReader, "consistency">;
  append(...texts: readonly string[]): void;
  checkpoint(size?: number): Checkpoint;
  /** A note over any body, true or not. */
  signBody(body: string): string;
  /** The same key over other leaves: what a dishonest operator would show to somebody else. */
  fork(...texts: readonly string[]): SignedLog;
}

/** Makes an empty log of a name with a fresh key. */
export function createSignedLog(origin: string): SignedLog {
  return signedLogOf(makeSigner(origin));
}

function signedLogOf(signer: ReturnType<typeof makeSigner>): SignedLog {
  const { key, sign } = signer;
  const tree = createMerkleTree(nodeCrypto.sha256);
  const append = (...texts: readonly string[]): void => {
    for (const text of texts) tree.append(leafHash(nodeCrypto.sha256, new TextEncoder().encode(text)));
  };
  const signBody = (body: string): string => {
    const signature = { name: key.name, keyId: key.keyId, signature: sign(body) };
    return formatNote({ body, signatures: [signature] });
  };
  return {
    origin: key.name,
    key,
    tree,
    append,
    logs: {
      consistency: async (_origin, { from, to }) =>
        from >= 1 && from <= to && to <= tree.size ? tree.consistencyProof(from, to) : null,
    },
    checkpoint(size = tree.size) {
      const root = tree.root(size);
      const body = formatCheckpoint({ origin: key.name, size, root });
      return { size, root: toBase64(root), note: signBody(body) };
    },
    signBody,
    fork(...texts) {
      const other = signedLogOf(signer);
      other.append(...texts);
      return other;
    },
  };
}
