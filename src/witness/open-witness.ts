import type { Clock } from "#kernel";
import { nodeCrypto } from "#ledger";
import {
  formatNote,
  formatSignatureLines,
  parseCheckpoint,
  parseNote,
  verifyNote,
  type VerifierKey,
} from "#seal";
import { witnessFaults } from "./errors.ts";
import {
  judgeCheckpoint,
  readSignedRequest,
  type SignedRequest,
  type WitnessedState,
} from "./judge-checkpoint.ts";
import type { WitnessKey } from "./witness-key.ts";
import type { WitnessStore } from "./witness-store.ts";

/** What a witness answers to one `add-checkpoint`. @source C2SP tlog-witness */
export type WitnessAnswer =
  | { readonly status: 200; readonly signatureLines: string }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly detail: string };

/** A witness, ready to be asked. */
export interface Witness {
  readonly verifierKey: VerifierKey;
  readonly logs: readonly VerifierKey[];
  /** Judges, makes durable, answers: one step, so no two requests can be between judging and writing. */
  addCheckpoint(body: Uint8Array): WitnessAnswer;
  /** The last note of a log that it cosigned; null before the first or for a log it does not watch. */
  newest(origin: string): string | null;
}

/**
 * Opens a witness on what it remembers.
 * @throws WITNESS_STATE_DAMAGED when a remembered note is not one that this witness cosigned: to start anew would
 *   let it sign a fork
 */
export function openWitness(options: {
  readonly key: WitnessKey;
  readonly logs: readonly VerifierKey[];
  readonly store: WitnessStore;
  readonly clock: Clock;
}): Witness {
  const { key, logs, store, clock } = options;
  const known = new Map<string, WitnessedState>();
  for (const { name } of logs) {
    const state = recall(store, name, key.verifierKey);
    if (state !== null) known.set(name, state);
  }
  return {
    verifierKey: key.verifierKey,
    logs,
    newest: (origin) => (logs.some(({ name }) => name === origin) ? store.read(origin) : null),
    addCheckpoint(body) {
      const read = readSignedRequest(body, logs, nodeCrypto);
      if ("kind" in read) return refusal(read);
      const { origin } = read.checkpoint;
      const judged = judgeCheckpoint(read, known.get(origin) ?? null, nodeCrypto);
      switch (judged.kind) {
        case "continues": {
          const line = cosign(read);
          known.set(origin, read.checkpoint);
          return { status: 200, signatureLines: line };
        }
        case "stepsBack":
          return { status: 400, detail: "the old size is larger than the checkpoint's" };
        case "badProof":
          return { status: 422, detail: "the consistency proof does not hold" };
        case "fork":
          store.keepFork(origin, read.request.checkpoint);
          return { status: 409, size: judged.size };
        case "otherSize":
          return { status: 409, size: judged.size };
      }
    },
  };

  function cosign({ note, checkpoint, signer }: SignedRequest): string {
    const cosignature = key.cosign(note.body, BigInt(Math.floor(clock() / 1000)));
    // Only the signature that was checked is kept: the other lines are a stranger's.
    const logLines = note.signatures.filter(
      ({ name, keyId }) => name === signer.name && Buffer.from(keyId).equals(signer.keyId),
    );
    const signatures = [...logLines.slice(0, 1), cosignature];
    store.write(checkpoint.origin, formatNote({ body: note.body, signatures }));
    return formatSignatureLines([cosignature]);
  }
}

function recall(store: WitnessStore, origin: string, key: VerifierKey): WitnessedState | null {
  const text = store.read(origin);
  if (text === null) return null;
  try {
    const note = parseNote(text);
    const checkpoint = parseCheckpoint(note.body);
    if (checkpoint.origin === origin && verifyNote(note, [key], nodeCrypto).length === 1) return checkpoint;
  } catch (cause) {
    throw damaged(origin, "the note cannot be read", cause);
  }
  throw damaged(origin, "the note is not one that this witness cosigned");
}

function refusal(read: Exclude<ReturnType<typeof readSignedRequest>, SignedRequest>): WitnessAnswer {
  switch (read.kind) {
    case "malformed":
      return { status: 400, detail: read.detail };
    case "unknownLog":
      return { status: 404, detail: "this witness does not watch a log of this origin" };
    case "notSigned":
      return { status: 403, detail: "no signature of a key of this log that the witness knows" };
  }
}

function damaged(path: string, problem: string, cause?: unknown) {
  return witnessFaults.fault("WITNESS_STATE_DAMAGED", { path, problem }, cause);
}
