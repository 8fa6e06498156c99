import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import type { SealCrypto } from "../hash.ts";
import { algorithmEd25519, makeVerifierKey, type VerifierKey } from "../verifier-key.ts";

const spki = Buffer.from("302a300506032b6570032100", "hex");

/** The seal's hash and signature check for tests; the seal itself imports no node: module. */
export const nodeSealCrypto: SealCrypto = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest(),
  verifyEd25519(publicKey, message, signature) {
    try {
      const key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: "der", type: "spki" });
      return verify(null, message, key, signature);
    } catch {
      return false;
    }
  },
};

/** A fresh key of a name, with its signing function. */
export function makeSigner(
  name: string,
  algorithm: number = algorithmEd25519,
): { readonly key: VerifierKey; readonly sign: (message: string) => Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const bytes = Uint8Array.from(Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url"));
  return {
    key: makeVerifierKey(nodeSealCrypto.sha256, { name, algorithm, publicKey: bytes }),
    sign: (message) => sign(null, Buffer.from(message), privateKey),
  };
}
