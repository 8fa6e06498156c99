import { createCipheriv, createHmac, hash } from "node:crypto";
import type { TelemetryCrypto } from "../crypto.ts";

/** What telemetry needs from outside, for tests; telemetry itself imports no node: module. */
export const nodeTelemetryCrypto: TelemetryCrypto = {
  sha256: (bytes) => hash("sha256", bytes, "buffer"),
  hmacSha256: (key, message) => createHmac("sha256", key).update(message).digest(),
  aesCtrKeystream: (key, length) =>
    createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length)),
};
