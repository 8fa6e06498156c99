import { basename } from "node:path";
import { nodeCrypto, type PlatformKey } from "#ledger";
import {
  bytesEqual,
  isJsonObject,
  parseCanonicalFile,
  parseCheckpoint,
  parseNote,
  toBase64,
  verifyConsistency,
  verifyNote,
  type CheckpointBody,
  type ReadableTree,
  type SignedNote,
} from "#seal";
import type { AuditNotes, ContinuedCheckpoint } from "./audit-report.ts";

/** What somebody kept elsewhere: a checkpoint's note, an evidence bundle with one, or receipts. */
export interface KeptCheckpoint {
  /** For the findings. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Whether the present log continues the one that a kept checkpoint was signed over. Without such a witness an older
 * copy of a whole data directory cannot be told from the truth: every byte of it holds.
 * @returns null, with a finding, when the log was rolled back, forked or belongs to somebody else
 */
export function auditAgainst(
  kept: KeptCheckpoint,
  platform: ReadableTree,
  {
    key,
    notes,
    receipts = 0,
  }: {
    readonly key: PlatformKey | undefined;
    readonly notes: AuditNotes;
    /** Receipts found in the same file: it may hold nothing else. */
    readonly receipts?: number;
  },
): ContinuedCheckpoint | null {
  const place = { file: kept.path, offset: 0, length: kept.bytes.length };
  const read = readKept(kept.bytes);
  if (read === undefined) {
    if (receipts > 0) return null;
    notes.report("AUDIT_KEPT_UNREADABLE", place, { found: basename(kept.path) });
    return null;
  }
  const { note, checkpoint } = read;
  if (key !== undefined && !isSignedBy(note, key)) {
    const signers = note.signatures.map(({ name, keyId }) => keyName(name, keyId)).join(", ");
    const { name, keyId } = key.verifierKey;
    notes.report("AUDIT_KEPT_SIGNER", place, { expected: keyName(name, keyId), found: signers });
    return null;
  }
  const { size } = checkpoint;
  if (platform.size < size) {
    notes.report("AUDIT_ROLLED_BACK", place, { kept: size, found: platform.size });
    return null;
  }
  return continued(checkpoint, platform, () => {
    const parameters = { size, expected: toBase64(checkpoint.root), found: toBase64(platform.root(size)) };
    notes.report("AUDIT_FORKED", place, parameters);
  });
}

function continued(
  { size, root }: CheckpointBody,
  platform: ReadableTree,
  reportFork: () => void,
): ContinuedCheckpoint | null {
  const present = { size: platform.size, root: platform.root() };
  const proof = size === 0 ? [] : platform.consistencyProof(size);
  const isContinued =
    size === 0
      ? bytesEqual(root, platform.root(0))
      : verifyConsistency(nodeCrypto.sha256, {
          oldSize: size,
          newSize: present.size,
          oldRoot: root,
          newRoot: present.root,
          proof,
        });
  if (!isContinued) {
    reportFork();
    return null;
  }
  const roots = { root: toBase64(root), presentRoot: toBase64(present.root) };
  return { size, presentSize: present.size, ...roots, proof: proof.map(toBase64) };
}

function readKept(bytes: Uint8Array): { note: SignedNote; checkpoint: CheckpointBody } | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const bundle = text.startsWith("{") ? parseCanonicalFile(text) : { checkpoint: text };
    const kept = isJsonObject(bundle) ? bundle["checkpoint"] : undefined;
    if (typeof kept !== "string") return undefined;
    const note = parseNote(kept);
    return { note, checkpoint: parseCheckpoint(note.body) };
  } catch {
    return undefined;
  }
}

function isSignedBy(note: SignedNote, { verifierKey }: PlatformKey): boolean {
  try {
    return verifyNote(note, [verifierKey], nodeCrypto).length === 1;
  } catch {
    return false;
  }
}

/** Name and id of a key, as they begin its text. */
function keyName(name: string, keyId: Uint8Array): string {
  return `${name}+${Buffer.from(keyId).toString("hex")}`;
}
