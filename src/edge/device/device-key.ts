import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { keyIdOf } from "#telemetry";
import { replaceFile } from "../buffer/durable-file.ts";
import { edgeFaults } from "../errors.ts";
import { deviceCrypto } from "./device-crypto.ts";

/** The device's Ed25519 key. The private half stays in its file and in this process. */
export interface DeviceKey {
  /** First 8 hexadecimal digits of SHA-256 over the public key. */
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Makes a key and writes it, readable by its owner only, before anybody hears of it. */
export async function createDeviceKey(path: string): Promise<DeviceKey> {
  const { privateKey } = generateKeyPairSync("ed25519");
  await replaceFile(path, privateKey.export({ format: "pem", type: "pkcs8" }), 0o600);
  return deviceKeyOf(privateKey);
}

/** @throws EDGE_KEY_UNREADABLE, EDGE_KEY_EXPOSED when others than its owner may read the file */
export function readDeviceKey(path: string): DeviceKey {
  let privateKey: KeyObject;
  let mode: number;
  try {
    mode = statSync(path).mode;
    privateKey = createPrivateKey(readFileSync(path));
  } catch (cause) {
    throw edgeFaults.fault("EDGE_KEY_UNREADABLE", { path, problem: problemOf(cause) }, cause);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") {
    throw edgeFaults.fault("EDGE_KEY_UNREADABLE", { path, problem: `${privateKey.asymmetricKeyType}` });
  }
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    throw edgeFaults.fault("EDGE_KEY_EXPOSED", { path, mode: (mode & 0o777).toString(8) });
  }
  return deviceKeyOf(privateKey);
}

function deviceKeyOf(privateKey: KeyObject): DeviceKey {
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  const publicKey = Uint8Array.from(Buffer.from(String(jwk.x), "base64url"));
  return {
    keyId: keyIdOf(deviceCrypto.sha256, publicKey),
    publicKey,
    sign: (message) => sign(null, message, privateKey),
  };
}

function problemOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no Ed25519 key in PEM";
}
