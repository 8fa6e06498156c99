import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { SealCrypto } from "#seal";

/** The seal's hash and signature check in a browser: the same verdicts as the server's, without asking it. */
export const browserCrypto: SealCrypto = {
  sha256,
  verifyEd25519(publicKey, message, signature) {
    try {
      // Strict as RFC 8032 and OpenSSL are, not the laxer rules of ZIP 215.
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};
