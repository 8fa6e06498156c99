import { fromBase64, toBase64 } from "./base64.ts";
import { sealFaults } from "./errors.ts";
import { bytesEqual, type SealCrypto } from "./hash.ts";
import { parseCosignature, cosignatureMessage } from "./cosignature.ts";
import { algorithmCosignature, algorithmEd25519, type VerifierKey } from "./verifier-key.ts";

/** A text with signatures under it. @source C2SP signed-note */
export interface SignedNote {
  /** Ends with a newline. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** What the key's algorithm makes of it. */
  readonly signature: Uint8Array;
}

/** An attacker chooses the number of signature lines; Go's reader stops at the same number. */
const maximumSignatures = 100;

/** The text of a note. */
export function formatNote(note: SignedNote): string {
  return `${note.body}\n${formatSignatureLines(note.signatures)}`;
}

/** Signature lines alone, as a witness answers them. */
export function formatSignatureLines(signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    const blob = new Uint8Array(4 + signature.length);
    blob.set(keyId);
    blob.set(signature, 4);
    return `— ${name} ${toBase64(blob)}\n`;
  });
  return lines.join("");
}

/**
 * Takes a note apart without verifying anything.
 * @throws SEAL_MALFORMED
 */
export function parseNote(text: string): SignedNote {
  const split = text.lastIndexOf("\n\n");
  if (split < 0 || !text.endsWith("\n")) throw malformedNote("a body, an empty line and signatures");
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
  if (/[\u0000-\u0009\u000b-\u001f\ufffd]/.test(text)) throw malformedNote("no control characters");
  const body = text.slice(0, split + 1);
  return { body, signatures: parseSignatureLines(text.slice(split + 2)) };
}

/**
 * Reads signature lines, at least one, each with its line feed; verifies nothing.
 * @throws SEAL_MALFORMED
 */
export function parseSignatureLines(text: string): NoteSignature[] {
  if (!text.endsWith("\n")) throw malformedNote("signature lines, each with a line feed");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > maximumSignatures) throw malformedNote("at most 100 signatures");
  return lines.map(parseSignatureLine);
}

/**
 * The given keys that have a valid signature on the note. Signatures of other keys are ignored, as the format
 * demands; a signature of a given key that does not verify is an error, not an ignored line.
 * @throws SEAL_PROOF_INVALID
 */
export function verifyNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
  crypto: SealCrypto,
): VerifierKey[] {
  const verified: VerifierKey[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === signature.name && bytesEqual(keyId, signature.keyId));
    if (key === undefined || verified.includes(key)) continue;
    if (!verifyOne(note.body, signature.signature, key, crypto)) {
      throw sealFaults.fault("SEAL_PROOF_INVALID", { what: `signature of ${key.name}` });
    }
    verified.push(key);
  }
  return verified;
}

function verifyOne(body: string, signature: Uint8Array, key: VerifierKey, crypto: SealCrypto): boolean {
  const encoder = new TextEncoder();
  if (key.algorithm === algorithmEd25519) {
    return signature.length === 64 && crypto.verifyEd25519(key.publicKey, encoder.encode(body), signature);
  }
  if (key.algorithm === algorithmCosignature) {
    const cosignature = parseCosignature(signature);
    const message = encoder.encode(cosignatureMessage(cosignature.timeSeconds, body));
    return crypto.verifyEd25519(key.publicKey, message, cosignature.signature);
  }
  return false;
}

function parseSignatureLine(line: string): NoteSignature {
  const match = /^— ([^\s+]+) (\S+)$/.exec(line);
  const [, name = "", base64 = ""] = match ?? [];
  if (match === null) throw malformedNote("signature lines “— name base64”");
  const blob = fromBase64(base64, "signature line");
  if (blob.length < 5) throw malformedNote("a signature after the key id");
  return { name, keyId: blob.slice(0, 4), signature: blob.slice(4) };
}

function malformedNote(expected: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what: "signed note", expected, found: "another form" });
}
