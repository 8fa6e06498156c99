import {
  acceptsFirstState,
  bytesEqual,
  emptyRoot,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNote,
  type AddCheckpointRequest,
  type CheckpointBody,
  type SealCrypto,
  type SignedNote,
  type VerifierKey,
} from "#seal";

/** What a witness remembers of a log: the newest state that it cosigned. */
export interface WitnessedState {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A request whose checkpoint was signed by a log that the witness knows. */
export interface SignedRequest {
  readonly request: AddCheckpointRequest;
  readonly note: SignedNote;
  readonly checkpoint: CheckpointBody;
  /** The key that signed. */
  readonly signer: VerifierKey;
}

export type Refusal =
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "unknownLog"; readonly origin: string }
  | { readonly kind: "notSigned"; readonly origin: string };

/**
 * - `continues`: may be cosigned once it is durable.
 * - `otherSize`: the witness saw another size last, and names it.
 * - `fork`: another root for the size it cosigned; both notes together prove misconduct of the log.
 * - `stepsBack`, `badProof`: nothing to cosign.
 */
export type Judgement =
  | { readonly kind: "continues" }
  | { readonly kind: "stepsBack" }
  | { readonly kind: "otherSize"; readonly size: number }
  | { readonly kind: "fork"; readonly size: number }
  | { readonly kind: "badProof" };

/**
 * Reads a request to `add-checkpoint` and finds out who signed its checkpoint. Signatures of unknown keys are ignored.
 * Everything in it may come from an attacker.
 * @param logs  keys of the logs that this witness watches; a log's origin is the name of its key
 */
export function readSignedRequest(
  body: Uint8Array,
  logs: readonly VerifierKey[],
  crypto: SealCrypto,
): SignedRequest | Refusal {
  let request: AddCheckpointRequest;
  let note: SignedNote;
  let checkpoint: CheckpointBody;
  try {
    request = parseAddCheckpoint(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    note = parseNote(request.checkpoint);
    checkpoint = parseCheckpoint(note.body);
  } catch (cause) {
    return { kind: "malformed", detail: cause instanceof Error ? cause.message : String(cause) };
  }
  const { origin } = checkpoint;
  const keys = logs.filter(({ name }) => name === origin);
  if (keys.length === 0) return { kind: "unknownLog", origin };
  const signer = keys.find((key) => isSignedBy(note, key, crypto));
  return signer === undefined ? { kind: "notSigned", origin } : { request, note, checkpoint, signer };
}

/** Whether a signed checkpoint continues what the witness saw last. @source C2SP tlog-witness, add-checkpoint */
export function judgeCheckpoint(
  { request, checkpoint }: SignedRequest,
  known: WitnessedState | null,
  { sha256 }: SealCrypto,
): Judgement {
  const { oldSize, proof } = request;
  const { size, root } = checkpoint;
  if (oldSize > size) return { kind: "stepsBack" };
  const knownSize = known?.size ?? 0;
  if (oldSize !== knownSize) return { kind: "otherSize", size: knownSize };
  if (known !== null && size === known.size) {
    if (!bytesEqual(root, known.root)) return { kind: "fork", size: known.size };
    return proof.length === 0 ? { kind: "continues" } : { kind: "badProof" };
  }
  if (known === null || known.size === 0) {
    const isPossible = size > 0 || bytesEqual(root, emptyRoot(sha256));
    return acceptsFirstState(oldSize, proof) && isPossible ? { kind: "continues" } : { kind: "badProof" };
  }
  const claim = { oldSize, newSize: size, oldRoot: known.root, newRoot: root, proof };
  return verifyConsistency(sha256, claim) ? { kind: "continues" } : { kind: "badProof" };
}

function isSignedBy(note: SignedNote, key: VerifierKey, crypto: SealCrypto): boolean {
  try {
    return verifyNote(note, [key], crypto).length === 1;
  } catch {
    return false;
  }
}
