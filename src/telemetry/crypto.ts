import type { Sha256 } from "#seal";

/** Rows exactly as sent, one after the other. */
export interface BatchRows {
  readonly bytes: Uint8Array;
  /** End offset of each row in `bytes`; its length is the number of rows. */
  readonly ends: Uint32Array;
}

/** What composing and checking a batch need from outside: node:crypto on the device and on the server. */
export interface TelemetryCrypto {
  readonly sha256: Sha256;
  readonly hmacSha256: (key: Uint8Array, message: Uint8Array) => Uint8Array;
  /** The first `length` bytes of the AES-256-CTR keystream under a 32-byte key, from the zero counter block. */
  readonly aesCtrKeystream: (key: Uint8Array, length: number) => Uint8Array;
  /** A faster `pointsRootOf` with the same result, where there is one (the ledger's, see `rootInPlace`). */
  readonly pointsRoot?: (rows: BatchRows, salts: Uint8Array) => Uint8Array;
}

/** Signs with the device's Ed25519 key; 64 bytes. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array;
