import { hashFromBase64 } from "./base64.ts";
import type { Examination } from "./bundle-checks.ts";
import type { BundledSince } from "./bundle.ts";
import { parseCheckpoint, type CheckpointBody } from "./checkpoint.ts";
import { sealFaults } from "./errors.ts";
import { bytesEqual, emptyRoot } from "./hash.ts";
import { verifyConsistency } from "./merkle-proof.ts";
import { parseNote, verifyNote } from "./signed-note.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** An earlier state that the reader kept: a checkpoint, or a bundle with one. */
export interface KeptNote {
  /** The signed note. */
  readonly checkpoint: string;
  readonly log?: { readonly origin: string; readonly size: number; readonly root: string };
}

/** Whether the bundle continues the earlier state that it names, and that state is the one the reader kept. */
export function checkSince(
  examination: Examination,
  signed: { readonly checkpoint: CheckpointBody; readonly signer: VerifierKey | undefined },
  kept: KeptNote | undefined,
): void {
  const { bundle, crypto, attempt } = examination;
  const { since } = bundle;
  if (since === undefined) {
    if (kept !== undefined)
      attempt("since", [], {}, () => refuse("the state that was kept", "no state at all"));
    return;
  }
  attempt("since", ["since", "checkpoint"], {}, () => {
    const note = parseNote(since.checkpoint);
    const old = parseCheckpoint(note.body);
    const { checkpoint, signer } = signed;
    if (old.origin !== checkpoint.origin) {
      throw sealFaults.fault("SEAL_ORIGIN_DIFFERS", { expected: checkpoint.origin, found: old.origin });
    }
    if (signer !== undefined && verifyNote(note, [signer], crypto).length === 0) {
      throw sealFaults.fault("SEAL_NOT_SIGNED", { name: signer.name });
    }
    requireContinued(examination, { old, present: checkpoint, proof: since.proof });
    if (kept !== undefined) requireKept(since, old, kept);
  });
  const { log } = since;
  if (log === undefined) return;
  attempt("since", ["since", "log"], {}, () => {
    const old = { origin: bundle.log.origin, size: log.size, root: hashFromBase64(log.root, "log root") };
    const present = { ...bundle.log, root: hashFromBase64(bundle.log.root, "log root") };
    requireContinued(examination, { old, present, proof: log.proof });
    if (kept?.log !== undefined && (kept.log.size !== log.size || kept.log.root !== log.root)) {
      refuse(`${kept.log.size} ${kept.log.root}`, `${log.size} ${log.root}`);
    }
  });
}

function requireKept(since: BundledSince, old: CheckpointBody, kept: KeptNote): void {
  const own = parseCheckpoint(parseNote(kept.checkpoint).body);
  if (own.origin !== old.origin || own.size !== old.size || !bytesEqual(own.root, old.root)) {
    refuse(`${own.origin} ${own.size}`, `${old.origin} ${old.size}`);
  }
  if (kept.log !== undefined && since.log === undefined) refuse("the private log's state", "none");
}

function requireContinued(
  { crypto: { sha256 } }: Examination,
  claim: {
    readonly old: CheckpointBody;
    readonly present: CheckpointBody;
    readonly proof: readonly string[];
  },
): void {
  const { old, present } = claim;
  const proof = claim.proof.map((hash) => hashFromBase64(hash, "proof hash"));
  const isContinued =
    old.size === 0
      ? proof.length === 0 && bytesEqual(old.root, emptyRoot(sha256))
      : verifyConsistency(sha256, {
          oldSize: old.size,
          newSize: present.size,
          oldRoot: old.root,
          newRoot: present.root,
          proof,
        });
  if (!isContinued) throw sealFaults.fault("SEAL_PROOF_INVALID", { what: "consistency" });
}

function refuse(expected: string, found: string): never {
  throw sealFaults.fault("SEAL_MALFORMED", { what: "since", expected, found });
}
