import { nodeCrypto } from "#ledger";
import {
  bytesEqual,
  formatNote,
  isQuorum,
  parseCheckpoint,
  parseNote,
  verifyNote,
  type NoteSignature,
  type VerifierKey,
  type WitnessPolicy,
} from "#seal";
import type { CosignedCheckpoint } from "./witnessing.ts";

/**
 * The cosignatures of one witness in its answer that hold for a note; those of unknown keys are ignored.
 * @returns empty when it gave none that holds
 * @throws SEAL_PROOF_INVALID when one of this key does not verify
 */
export function verifiedCosignatures(
  body: string,
  answered: readonly NoteSignature[],
  key: VerifierKey,
): readonly NoteSignature[] {
  const own = answered.filter(({ name, keyId }) => name === key.name && bytesEqual(keyId, key.keyId));
  const [first] = own;
  if (first === undefined) return [];
  return verifyNote({ body, signatures: [first] }, [key], nodeCrypto).length === 1 ? [first] : [];
}

/** A note with one signature of the log and the given cosignatures, a line a key. */
export function composeCosigned(signed: string, cosignatures: readonly NoteSignature[]): string {
  const { body, signatures } = parseNote(signed);
  return formatNote({ body, signatures: [...signatures.slice(0, 1), ...cosignatures] });
}

/** Reads a kept note back; null when the policy, as it is now, is not satisfied by it. */
export function readCosigned(note: string, policy: WitnessPolicy): CosignedCheckpoint | null {
  try {
    const parsed = parseNote(note);
    const keys = verifyNote(
      parsed,
      policy.witnesses.map(({ key }) => key),
      nodeCrypto,
    );
    if (!isQuorum(policy.quorum, keys)) return null;
    return { size: parseCheckpoint(parsed.body).size, note, witnesses: keys.map(({ name }) => name) };
  } catch {
    return null;
  }
}
