import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import {
  algorithmEd25519,
  formatNote,
  makeVerifierKey,
  receiptMessage,
  type Receipt,
  type SealCrypto,
  type VerifierKey,
} from "#seal";

/** The seal's hash and signature check, from node:crypto. */
export const nodeCrypto: SealCrypto = {
  sha256: (bytes) => hash("sha256", bytes, "buffer"),
  verifyEd25519: (publicKey, message, signature) => {
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      return false;
    }
  },
};

/** The Ed25519 key that signs checkpoints and receipts. */
export interface PlatformKey {
  readonly verifierKey: VerifierKey;
  readonly seed: Uint8Array;
  signBytes(message: string): Uint8Array;
}

const prefix = "PRIVATE+KEY";

/** Makes a new key for a platform log. */
export function createPlatformKey(origin: string): PlatformKey {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return platformKeyOf(origin, Buffer.from(String(jwk.d), "base64url"));
}

/** The key of a name and a seed of 32 bytes (RFC 8032's private key). */
export function platformKeyOf(origin: string, seed: Uint8Array): PlatformKey {
  const privateKey = privateKeyObject(seed);
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  const publicKey = Uint8Array.from(Buffer.from(String(jwk.x), "base64url"));
  const key = { name: origin, algorithm: algorithmEd25519, publicKey };
  return {
    verifierKey: makeVerifierKey(nodeCrypto.sha256, key),
    seed,
    signBytes: (message) => sign(null, Buffer.from(message), privateKey),
  };
}

/** Text of the private key file, in the form of Go's sumdb/note: `PRIVATE+KEY+name+hex8+base64(0x01 || seed)`. */
export function formatPlatformKey(key: PlatformKey): string {
  const { name, keyId } = key.verifierKey;
  const body = Buffer.concat([Buffer.from([algorithmEd25519]), key.seed]).toString("base64");
  return `${prefix}+${name}+${Buffer.from(keyId).toString("hex")}+${body}\n`;
}

/** Reads a private key file; undefined when any character of it is wrong. */
export function parsePlatformKey(text: string): PlatformKey | undefined {
  const [, name, base64] = /^PRIVATE\+KEY\+([^\s+]+)\+[0-9a-f]{8}\+(\S+)\n$/.exec(text) ?? [];
  const body = Buffer.from(base64 ?? "", "base64");
  if (name === undefined || body.length !== 33) return undefined;
  const key = platformKeyOf(name, body.subarray(1));
  return formatPlatformKey(key) === text ? key : undefined;
}

/** The same key under another name, for the checkpoint of an exported private log. */
export function renameKey(key: PlatformKey, name: string): PlatformKey {
  return platformKeyOf(name, key.seed);
}

/** A signed note over a body. */
export function signNote(key: PlatformKey, body: string): string {
  const { name, keyId } = key.verifierKey;
  return formatNote({ body, signatures: [{ name, keyId, signature: key.signBytes(body) }] });
}

/** A signed receipt. Ed25519 is deterministic: the same receipt can be given again. */
export function signReceipt(key: PlatformKey, receipt: Omit<Receipt, "signature">): Receipt {
  const signature = Buffer.from(key.signBytes(receiptMessage(receipt))).toString("base64");
  return { ...receipt, signature };
}

function privateKeyObject(seed: Uint8Array): KeyObject {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  return createPrivateKey({ key: Buffer.concat([head, seed]), format: "der", type: "pkcs8" });
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const head = Buffer.from("302a300506032b6570032100", "hex");
  return createPublicKey({ key: Buffer.concat([head, publicKey]), format: "der", type: "spki" });
}
