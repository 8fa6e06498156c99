/** SHA-256, passed in: node:crypto on a server, another implementation in a browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Ed25519 (RFC 8032) verification, passed in; false for any malformed key or signature. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** What verification needs from outside. */
export interface SealCrypto {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
}

/** Leaf hash of a Merkle tree: SHA-256(0x00 || entry). @source RFC 6962 §2.1 */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** Inner node: SHA-256(0x01 || left || right). @source RFC 6962 §2.1 */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/** Root of the tree without leaves: SHA-256 of nothing. @source RFC 6962 §2.1 */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Length of a salt in bytes. */
export const saltBytes = 16;

/**
 * Leaf hash of one row of a payload: SHA-256(0x00 || salt || row). Without the salt nobody can guess a row from
 * its hash, so the rows beside a disclosed one stay secret.
 */
export function pointHash(sha256: Sha256, salt: Uint8Array, row: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + salt.length + row.length);
  bytes.set(salt, 1);
  bytes.set(row, 1 + salt.length);
  return sha256(bytes);
}

/** Whether two byte strings are equal; the values compared here are public, so time may leak. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
