import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import type { DataClass } from "./ledger.ts";

/** The secret that wraps all data keys and makes pseudonyms; one file, mode 0600. */
export interface MasterKey {
  readonly secret: Uint8Array;
}

/** Which payloads a data key encrypts: one log, one class, one month of receipt. */
export interface DataKeyScope {
  readonly origin: string;
  readonly dataClass: DataClass;
  /** `YYYY-MM` of receipt, UTC. */
  readonly month: string;
  /** Index of the first entry that it serves; only where an erasure destroyed an earlier key of the same month. */
  readonly from?: number;
}

const prefix = "touchstone-master-key@1";
const mostPseudonymsKept = 10_000;

/** Makes a new master key. */
export function createMasterKey(): MasterKey {
  return { secret: randomBytes(32) };
}

/** The text of the key file: a name, the first 8 hex digits of the secret's hash, the secret in base64. */
export function formatMasterKey(key: MasterKey): string {
  return `${prefix}+${checksumOf(key.secret)}+${Buffer.from(key.secret).toString("base64")}\n`;
}

/** Reads the key file; undefined when any character of it is wrong. */
export function parseMasterKey(text: string): MasterKey | undefined {
  const secret = Buffer.from(text.split("+").slice(2).join("+").trim(), "base64");
  const key = { secret };
  return secret.length === 32 && formatMasterKey(key) === text ? key : undefined;
}

/**
 * Pseudonyms of enterprises and import sources: 16 hex digits that only the holder of the key can link. The last
 * ones are remembered, because every batch asks.
 */
export function createPseudonyms(key: MasterKey): (id: string) => string {
  const secret = createHmac("sha256", key.secret).update("touchstone-pseudonym/v1").digest();
  const known = new Map<string, string>();
  return (id) => {
    let pseudonym = known.get(id);
    if (pseudonym === undefined) {
      pseudonym = createHmac("sha256", secret).update(id).digest("hex").slice(0, 16);
      if (known.size === mostPseudonymsKept) known.clear();
      known.set(id, pseudonym);
    }
    return pseudonym;
  };
}

/** Name of a scope, unique, used as the key of the key file and authenticated with the wrapped key. */
export function scopeName(scope: DataKeyScope): string {
  const { origin, dataClass, month, from = 0 } = scope;
  return from === 0 ? `${origin}\n${dataClass}\n${month}` : `${origin}\n${dataClass}\n${month}\n${from}`;
}

/** Makes a data key. */
export function createDataKey(): Uint8Array {
  return randomBytes(32);
}

/** Wraps a data key with AES-256-GCM under the master key: nonce || ciphertext || tag, base64. */
export function wrapDataKey(master: MasterKey, scope: DataKeyScope, dataKey: Uint8Array): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", master.secret, nonce);
  cipher.setAAD(Buffer.from(scopeName(scope)));
  return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
}

/** Unwraps a data key; undefined when it was not wrapped so. */
export function unwrapDataKey(master: MasterKey, scope: DataKeyScope, text: string): Uint8Array | undefined {
  const wrapped = Buffer.from(text, "base64");
  if (wrapped.length !== 60 || wrapped.toString("base64") !== text) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", master.secret, wrapped.subarray(0, 12));
  decipher.setAAD(Buffer.from(scopeName(scope)));
  decipher.setAuthTag(wrapped.subarray(44));
  const key = decipher.update(wrapped.subarray(12, 44));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return key;
}

function checksumOf(secret: Uint8Array): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, 8);
}
