import { createPublicKey, hash, timingSafeEqual, verify } from "node:crypto";
import type { EpochMs } from "#kernel";
import type { CollectorDirectory, KnownCollector } from "#registry";
import { mqttParameters } from "./parameters.ts";

/** What a client shows when it connects. */
export interface Credentials {
  readonly username: string | null;
  readonly password: Uint8Array | null;
  /** SHA-256 of the client certificate, hex; null where the connection has none that our authority issued. */
  readonly certificateHash: string | null;
}

/** How it proved who it is; looked at again and again while it is connected, since a proof can be taken back. */
export type LogInProof =
  | { readonly by: "certificate"; readonly certificateHash: string }
  | { readonly by: "token"; readonly tokenHash: string }
  | { readonly by: "signature"; readonly keyId: string };

export type LogIn =
  | { readonly kind: "accepted"; readonly collector: string; readonly proof: LogInProof }
  | { readonly kind: "refused"; readonly reason: LogInRefusal };

export type LogInRefusal = "unknownCollector" | "notActive" | "noProof" | "wrongProof" | "wrongTime";

/**
 * Who a client is: by its certificate, else by user name (the collector's id) and password, which is a gateway's
 * token or `<ms>.<base64 of Ed25519 over connectMessage>`.
 */
export function logIn(directory: CollectorDirectory, credentials: Credentials, nowMs: EpochMs): LogIn {
  const collector = find(directory, credentials);
  if (collector === null) return { kind: "refused", reason: "unknownCollector" };
  const proof = prove(collector, credentials, nowMs);
  if (typeof proof === "string") return { kind: "refused", reason: proof };
  // The standing is told only to those who proved who they are.
  if (!isAdmitted(collector)) return { kind: "refused", reason: "notActive" };
  return { kind: "accepted", collector: collector.id, proof };
}

/** Whether a proof that was good at the log-in still is: the key, token or certificate may be gone since. */
export function isStillGood(collector: KnownCollector | null, proof: LogInProof): boolean {
  if (collector === null || !isAdmitted(collector)) return false;
  switch (proof.by) {
    case "certificate":
      return collector.certificateHash === proof.certificateHash;
    case "token":
      return collector.tokenHash === proof.tokenHash;
    case "signature":
      return collector.keys.some((key) => key.keyId === proof.keyId && key.validToMs === null);
  }
}

/** The bytes that a signed password covers. */
export function connectMessage(collectorId: string, atMs: EpochMs): Uint8Array {
  return Buffer.from(`touchstone-connect/v1\n${collectorId}\n${atMs}\n`);
}

function isAdmitted({ state }: KnownCollector): boolean {
  return state === "bound" || state === "active";
}

function find(
  directory: CollectorDirectory,
  { username, certificateHash }: Credentials,
): KnownCollector | null {
  if (username !== null && username !== "") return directory.find(username);
  if (certificateHash === null) return null;
  return directory.all().find((collector) => collector.certificateHash === certificateHash) ?? null;
}

function prove(
  collector: KnownCollector,
  credentials: Credentials,
  nowMs: EpochMs,
): LogInProof | LogInRefusal {
  const { certificateHash, password } = credentials;
  if (certificateHash !== null && collector.certificateHash === certificateHash) {
    return { by: "certificate", certificateHash };
  }
  if (password === null || password.length === 0) return "noProof";
  const text = Buffer.from(password).toString("utf8");
  const signed = /^(\d{1,15})\.([A-Za-z0-9+/]{86}==)$/.exec(text);
  if (signed !== null) return proveBySignature(collector, Number(signed[1]), String(signed[2]), nowMs);
  const tokenHash = hash("sha256", password, "hex");
  if (collector.tokenHash === null || !isSame(tokenHash, collector.tokenHash)) return "wrongProof";
  return { by: "token", tokenHash: collector.tokenHash };
}

function proveBySignature(
  collector: KnownCollector,
  atMs: EpochMs,
  signature: string,
  nowMs: EpochMs,
): LogInProof | LogInRefusal {
  const message = connectMessage(collector.id, atMs);
  const key = collector.keys.find(
    ({ publicKey, validToMs }) =>
      (validToMs === null || validToMs > nowMs) &&
      isSigned(publicKey, message, Buffer.from(signature, "base64")),
  );
  if (key === undefined) return "wrongProof";
  if (Math.abs(nowMs - atMs) > mqttParameters.logInSkewMs.value) return "wrongTime";
  return { by: "signature", keyId: key.keyId };
}

function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey).toString("base64url");
    return verify(
      null,
      message,
      createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
      signature,
    );
  } catch {
    return false;
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b.toLowerCase())];
  return left.length === right.length && timingSafeEqual(left, right);
}
