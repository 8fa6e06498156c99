import { createCipheriv, createHmac, createPublicKey, hash, verify } from "node:crypto";
import type { SealCrypto } from "#seal";
import type { TelemetryCrypto } from "#telemetry";

/** Hashes, salts and checks by node:crypto, on the device. */
export const deviceCrypto: TelemetryCrypto & SealCrypto = {
  sha256: (bytes) => hash("sha256", bytes, "buffer"),
  hmacSha256: (key, message) => createHmac("sha256", key).update(message).digest(),
  aesCtrKeystream: (key, length) =>
    createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length)),
  verifyEd25519: (publicKey, message, signature) => {
    try {
      const key = createPublicKey({
        key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
        format: "jwk",
      });
      return verify(null, message, key, signature);
    } catch {
      return false;
    }
  },
};
