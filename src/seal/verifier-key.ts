import { fromBase64, toBase64 } from "./base64.ts";
import { sealFaults } from "./errors.ts";
import { bytesEqual, type Sha256 } from "./hash.ts";

/** Algorithm byte of a log's Ed25519 key. @source C2SP signed-note */
export const algorithmEd25519 = 0x01;
/** Algorithm byte of a witness's Ed25519 cosignature/v1 key. @source C2SP tlog-cosignature */
export const algorithmCosignature = 0x04;

/** A named public key as signed notes know it. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name || 0x0A || algorithm || public key). */
  readonly keyId: Uint8Array;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
}

/** Makes the key of a name; the key id binds both. */
export function makeVerifierKey(
  sha256: Sha256,
  key: { readonly name: string; readonly algorithm: number; readonly publicKey: Uint8Array },
): VerifierKey {
  return { ...key, keyId: keyIdOf(sha256, key) };
}

/** `name+hex8(keyID)+base64(algorithm || public key)`. */
export function formatVerifierKey(key: VerifierKey): string {
  const body = new Uint8Array(1 + key.publicKey.length);
  body[0] = key.algorithm;
  body.set(key.publicKey, 1);
  return `${key.name}+${toHex(key.keyId)}+${toBase64(body)}`;
}

/**
 * Parses a verifier key. An unknown algorithm is kept: its signatures are then unknown, not wrong.
 * @throws SEAL_MALFORMED also when the key id does not fit name and key
 */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  const [, name = "", hex = "", base64 = ""] = match ?? [];
  if (match === null) throw malformedKey("name+hex8+base64", "another form");
  const body = fromBase64(base64, "verifier key");
  const algorithm = body[0];
  if (algorithm === undefined || body.length < 2)
    throw malformedKey("an algorithm and a key", "too few bytes");
  const publicKey = body.slice(1);
  const isEd25519 = algorithm === algorithmEd25519 || algorithm === algorithmCosignature;
  if (isEd25519 && publicKey.length !== 32) throw malformedKey("32 bytes", `${publicKey.length} bytes`);
  const keyId = keyIdOf(sha256, { name, algorithm, publicKey });
  if (toHex(keyId) !== hex) throw malformedKey(`key id ${toHex(keyId)}`, hex);
  return { name, keyId, algorithm, publicKey };
}

/** Whether two keys are the same key under the same name. */
export function isSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && a.algorithm === b.algorithm && bytesEqual(a.publicKey, b.publicKey);
}

/** Lower-case hexadecimal text. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keyIdOf(
  sha256: Sha256,
  key: { name: string; algorithm: number; publicKey: Uint8Array },
): Uint8Array {
  const name = new TextEncoder().encode(key.name);
  const bytes = new Uint8Array(name.length + 2 + key.publicKey.length);
  bytes.set(name);
  bytes[name.length] = 0x0a;
  bytes[name.length + 1] = key.algorithm;
  bytes.set(key.publicKey, name.length + 2);
  return sha256(bytes).slice(0, 4);
}

function malformedKey(expected: string, found: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what: "verifier key", expected, found });
}
