import { Fault, type MessageParameters } from "#kernel";
import { checkWitnesses } from "./check-witnesses.ts";
import { parseCheckpoint, type CheckpointBody } from "./checkpoint.ts";
import { sealFaults } from "./errors.ts";
import { leafHash, type SealCrypto } from "./hash.ts";
import { verifyInclusion } from "./merkle-proof.ts";
import { parseProofText, type ProofText } from "./proof-text.ts";
import { parseNote, verifyNote, type SignedNote } from "./signed-note.ts";
import { keysFor, trustOf, type Trust, type TrustSource } from "./trust.ts";
import { findingSentences, type BundleFinding, type BundleVerdict, type Cosigned } from "./verdict.ts";

/** What verification of a `.tlog-proof` found. */
export interface ProofReport {
  readonly verdict: BundleVerdict;
  readonly findings: readonly BundleFinding[];
  /** What was proved, as far as the file could be read. */
  readonly proved: {
    readonly origin: string;
    readonly index: number;
    readonly size: number;
    /** The cosignatures of trusted witnesses. */
    readonly cosigned: readonly Cosigned[];
  } | null;
}

type Report = (
  check: BundleFinding["check"],
  parameters: MessageParameters,
  cause?: unknown,
  offset?: number,
) => void;

/**
 * Verifies an offline inclusion proof with the entry that it is about. Without a trust file that names a key that
 * signed, the best verdict is `selfConsistent`: the file brings no key at all.
 * @param entry  bytes of the entry; a proof says nothing without it
 * @throws SEAL_MALFORMED when a key of the reader's own trust file is malformed; never for the proof
 * @source C2SP tlog-proof
 */
export function verifyProof(
  file: Uint8Array,
  entry: Uint8Array | undefined,
  crypto: SealCrypto,
  source?: TrustSource,
): ProofReport {
  const trust = source === undefined ? undefined : trustOf(crypto.sha256, source);
  const findings: BundleFinding[] = [];
  const report: Report = (check, parameters, cause, offset = 0) => {
    findings.push({ check, path: [], offset, ...findingSentences(check, parameters, cause) });
  };
  const read = readProof(file, report);
  if (read === undefined) return { verdict: "failed", findings, proved: null };
  const { proof, note, checkpoint } = read;
  const at = file.length - new TextEncoder().encode(proof.checkpoint).length;
  const isTrusted =
    trust !== undefined &&
    checkSigner(read, trust, crypto, (...finding) => report(finding[0], finding[1], finding[2], at));
  checkInclusion(read, entry, crypto, report);
  const cosigned =
    trust === undefined
      ? []
      : checkWitnesses(note, trust, crypto, (check, parameters, cause) =>
          report(check, parameters, cause, at),
        );
  const { origin, size } = checkpoint;
  return {
    verdict: findings.some(({ check }) => check !== "trust")
      ? "failed"
      : isTrusted
        ? "verified"
        : "selfConsistent",
    findings,
    proved: { origin, index: proof.index, size, cosigned },
  };
}

interface ReadProof {
  readonly proof: ProofText;
  readonly note: SignedNote;
  readonly checkpoint: CheckpointBody;
}

function readProof(file: Uint8Array, report: Report): ReadProof | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
    const proof = parseProofText(text);
    const note = parseNote(proof.checkpoint);
    return { proof, note, checkpoint: parseCheckpoint(note.body) };
  } catch (cause) {
    const isOwn = cause instanceof Fault;
    const fault = isOwn
      ? cause
      : sealFaults.fault("SEAL_MALFORMED", { what: "proof", expected: "UTF-8", found: "other bytes" });
    report("format", {}, fault);
    return undefined;
  }
}

/** Whether a trusted key signed the checkpoint. */
function checkSigner(
  { note, checkpoint }: ReadProof,
  trust: Trust,
  crypto: SealCrypto,
  report: Report,
): boolean {
  const keys = keysFor(crypto.sha256, trust, checkpoint.origin);
  try {
    if (verifyNote(note, keys, crypto).length > 0) return true;
    const expected = trust.logs.map(({ name }) => name).join(", ");
    report("trust", { expected, found: checkpoint.origin });
  } catch (cause) {
    report("signature", {}, cause);
  }
  return false;
}

function checkInclusion(
  { proof, checkpoint }: ReadProof,
  entry: Uint8Array | undefined,
  { sha256 }: SealCrypto,
  report: Report,
): void {
  const { index } = proof;
  if (entry === undefined) {
    report("entry", { index }, sealFaults.fault("SEAL_ENTRY_MISSING"));
    return;
  }
  const claim = {
    index,
    size: checkpoint.size,
    leaf: leafHash(sha256, entry),
    proof: proof.proof,
    root: checkpoint.root,
  };
  if (!verifyInclusion(sha256, claim)) {
    report("entry", { index }, sealFaults.fault("SEAL_PROOF_INVALID", { what: "inclusion" }));
  }
}
