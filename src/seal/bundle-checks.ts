import type { MessageParameters } from "#kernel";
import { fromBase64, hashFromBase64 } from "./base64.ts";
import type { BundledEntry, BundledRow, EvidenceBundle } from "./bundle.ts";
import { canonicalJson } from "./canonical-json.ts";
import { checkWitnesses } from "./check-witnesses.ts";
import type { CheckpointBody } from "./checkpoint.ts";
import { parseEntryHeader, readAnchor, readPrivateEntry } from "./entry-header.ts";
import { sealFaults } from "./errors.ts";
import { leafHash, pointHash, saltBytes, type SealCrypto } from "./hash.ts";
import { logStateLeaf } from "./log-map.ts";
import { verifyInclusion } from "./merkle-proof.ts";
import { receiptDelayMs, receiptMessage, type Receipt } from "./receipt.ts";
import { verifyNote, type SignedNote } from "./signed-note.ts";
import type { Trust } from "./trust.ts";
import type { BundleFinding, Cosigned } from "./verdict.ts";
import {
  algorithmEd25519,
  formatVerifierKey,
  isSameKey,
  parseVerifierKey,
  type VerifierKey,
} from "./verifier-key.ts";

export type Path = readonly (string | number)[];
type FindingKind = BundleFinding["check"];

/** What the checks share. Everything in the bundle may come from an attacker; the trust file is the reader's. */
export interface Examination {
  readonly bundle: EvidenceBundle;
  readonly trust: Trust | undefined;
  readonly crypto: SealCrypto;
  report(kind: FindingKind, path: Path, parameters: MessageParameters, cause?: unknown): void;
  /** Runs a check; a fault in it becomes a finding with its sentence as `problem`. */
  attempt<T>(kind: FindingKind, path: Path, parameters: MessageParameters, check: () => T): T | undefined;
}

export function parseSigner({ bundle, crypto }: Examination): VerifierKey {
  const key = parseVerifierKey(crypto.sha256, bundle.signer);
  if (key.algorithm !== algorithmEd25519) throw malformed("verifier key", "an Ed25519 log key");
  return key;
}

/** Whether a key of the trust file signed, and which witnesses did; the bundle's own signature is checked in any case. */
export function checkSignatures(
  examination: Examination,
  signed: { readonly note: SignedNote; readonly checkpoint: CheckpointBody; readonly signer: VerifierKey },
): { readonly isTrusted: boolean; readonly cosigned: readonly Cosigned[] } {
  const { trust, crypto, report, attempt } = examination;
  const { note, checkpoint, signer } = signed;
  const isSigned = attempt("signature", ["checkpoint"], {}, () => {
    if (checkpoint.origin !== signer.name) throw originDiffers(signer.name, checkpoint.origin);
    if (verifyNote(note, [signer], crypto).length === 0)
      throw sealFaults.fault("SEAL_NOT_SIGNED", { name: signer.name });
    return true;
  });
  if (trust === undefined) return { isTrusted: false, cosigned: [] };
  if (!trust.logs.some((key) => isSameKey(key, signer))) {
    // Only the keys tell two platforms of one name apart.
    const expected = trust.logs.map(formatVerifierKey).join(", ");
    report("trust", ["signer"], { expected, found: formatVerifierKey(signer) });
    return { isTrusted: false, cosigned: [] };
  }
  const cosigned = checkWitnesses(note, trust, crypto, (check, parameters, cause) =>
    report(check, ["checkpoint"], parameters, cause),
  );
  return { isTrusted: isSigned === true, cosigned };
}

export function checkAnchor(examination: Examination, checkpoint: CheckpointBody): void {
  const { bundle, crypto, attempt } = examination;
  const { index, entry, proof } = bundle.anchor;
  attempt("anchor", ["anchor", "entry"], { index }, () => {
    const { fields } = parseEntryHeader(entry);
    if (fields["index"] !== index) throw indexDiffers(index, fields["index"]);
  });
  attempt("anchor", ["anchor", "proof"], { index }, () => {
    const leaf = leafHash(crypto.sha256, new TextEncoder().encode(entry));
    const claim = { index, size: checkpoint.size, leaf, proof: readProof(proof), root: checkpoint.root };
    if (!verifyInclusion(crypto.sha256, claim)) throw proofInvalid();
  });
}

export function checkLogState(examination: Examination): void {
  const { bundle, crypto, attempt } = examination;
  const { origin, size, root, mapIndex, mapProof } = bundle.log;
  attempt("log", ["log"], { origin }, () => {
    const { logCount, mapRoot } = readAnchor(parseEntryHeader(bundle.anchor.entry));
    const leaf = logStateLeaf(crypto.sha256, { origin, size, root: hashFromBase64(root, "log root") });
    const claim = { index: mapIndex, size: logCount, leaf, proof: readProof(mapProof), root: mapRoot };
    if (!verifyInclusion(crypto.sha256, claim)) throw proofInvalid();
  });
}

export function checkEntry(examination: Examination, entry: BundledEntry, path: Path): void {
  const { bundle, crypto, attempt } = examination;
  const { index, header, proof } = entry;
  attempt("entry", [...path, "header"], { index }, () => {
    const { fields } = parseEntryHeader(header);
    if (fields["index"] !== index) throw indexDiffers(index, fields["index"]);
    if (fields["origin"] !== bundle.log.origin)
      throw originDiffers(bundle.log.origin, String(fields["origin"]));
  });
  attempt("entry", [...path, "proof"], { index }, () => {
    const leaf = leafHash(crypto.sha256, new TextEncoder().encode(header));
    const root = hashFromBase64(bundle.log.root, "log root");
    const claim = { index, size: bundle.log.size, leaf, proof: readProof(proof), root };
    if (!verifyInclusion(crypto.sha256, claim)) throw proofInvalid();
  });
  for (const [i, row] of entry.rows.entries()) checkRow(examination, entry, row, [...path, "rows", i]);
}

function checkRow(examination: Examination, entry: BundledEntry, row: BundledRow, path: Path): void {
  const { crypto, attempt } = examination;
  attempt("row", path, { index: entry.index, ordinal: row.ordinal }, () => {
    const { rowCount, pointsRoot } = readPrivateEntry(parseEntryHeader(entry.header));
    const salt = fromBase64(row.salt, "salt");
    if (salt.length !== saltBytes) throw malformed("salt", "16 bytes");
    const leaf = pointHash(crypto.sha256, salt, fromBase64(row.row, "row"));
    const claim = { index: row.ordinal, size: rowCount, leaf, proof: readProof(row.proof), root: pointsRoot };
    if (!verifyInclusion(crypto.sha256, claim)) throw proofInvalid();
  });
}

export function checkResult({ bundle, attempt }: Examination): void {
  const { result } = bundle;
  if (result === undefined) return;
  attempt("result", ["result"], {}, () => {
    const entry = bundle.entries.find(({ index }) => index === result.index);
    const row = entry?.rows.find(({ ordinal }) => ordinal === result.ordinal);
    if (entry === undefined || row === undefined) throw sealFaults.fault("SEAL_ROW_NOT_DISCLOSED");
    const { type } = parseEntryHeader(entry.header);
    if (!type.startsWith("evaluation-result@")) throw entryTypeDiffers(type);
    const sealed = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64(row.row, "row"));
    if (canonicalJson(result.value) !== sealed) throw sealFaults.fault("SEAL_RESULT_DIFFERS");
  });
}

/**
 * Whether the log kept the promise of a receipt, its own or one that the reader holds. One for another entry than the
 * shown ones can only be judged when the log, sealed long after it, does not reach that entry.
 */
export function checkReceipt(
  examination: Examination,
  receipt: Receipt,
  path: readonly (string | number)[],
  signer: VerifierKey,
): void {
  const { bundle, crypto, report, attempt } = examination;
  const { index } = receipt;
  const isValid = attempt("receipt", path, { index }, () => {
    if (receipt.origin !== bundle.log.origin) throw originDiffers(bundle.log.origin, receipt.origin);
    const message = new TextEncoder().encode(receiptMessage(receipt));
    const signature = fromBase64(receipt.signature, "receipt signature");
    hashFromBase64(receipt.leafHash, "receipt leaf hash");
    if (!crypto.verifyEd25519(signer.publicKey, message, signature))
      throw sealFaults.fault("SEAL_NOT_SIGNED", { name: signer.name });
    return true;
  });
  if (isValid !== true) return;
  const entry = bundle.entries.find((candidate) => candidate.index === index);
  if (entry === undefined) {
    const wasSealedMs = sealedAtMs(bundle) - receiptDelayMs.value;
    if (index >= bundle.log.size && receipt.receivedAtMs < wasSealedMs) report("misconduct", path, { index });
    else attempt("receipt", path, { index }, throwNotShown);
    return;
  }
  const proved = leafHash(crypto.sha256, new TextEncoder().encode(entry.header));
  const promised = hashFromBase64(receipt.leafHash, "receipt leaf hash");
  if (proved.some((byte, position) => byte !== promised[position])) report("misconduct", path, { index });
}

/** When the state that the bundle shows was sealed; in the distant past where its leaf cannot be read. */
function sealedAtMs({ anchor }: Examination["bundle"]): number {
  try {
    const at = parseEntryHeader(anchor.entry).fields["sealedAtMs"];
    return typeof at === "number" ? at : Number.NEGATIVE_INFINITY;
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}

function throwNotShown(): never {
  throw sealFaults.fault("SEAL_ENTRY_MISSING", {});
}

function readProof(proof: readonly string[]): Uint8Array[] {
  return proof.map((hash) => hashFromBase64(hash, "proof hash"));
}

function proofInvalid() {
  return sealFaults.fault("SEAL_PROOF_INVALID", { what: "inclusion" });
}

function originDiffers(expected: string, found: string) {
  return sealFaults.fault("SEAL_ORIGIN_DIFFERS", { expected, found });
}

function indexDiffers(expected: number, found: unknown) {
  return sealFaults.fault("SEAL_INDEX_DIFFERS", { expected, found: String(found) });
}

function entryTypeDiffers(found: string) {
  return sealFaults.fault("SEAL_ENTRY_TYPE_DIFFERS", { expected: "evaluation-result", found });
}

function malformed(what: string, expected: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what, expected, found: "another" });
}
