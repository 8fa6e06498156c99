import type { EpochMs } from "#kernel";

/** What a device sends to enrol: the one-time code, the public key that it made, and proof that it holds the private one. */
export interface EnrolmentRequest {
  /** As printed, for example `7K3M-Q2XD-9FWT-A4HB`; spaces, hyphens and lower case are forgiven. */
  readonly code: string;
  /** Base64 of the 32 bytes of an Ed25519 public key. */
  readonly publicKey: string;
  /** Base64 of Ed25519 over `enrolmentMessage`. */
  readonly signature: string;
  /** PEM of a PKCS #10 request for the same key, where a client certificate is wanted. */
  readonly certificateRequest?: string;
  /** What the device says of itself, for people: host name, version. */
  readonly description?: string;
}

/** An element that a collector may send readings of. */
export interface EnrolledElement {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
}

export interface EnrolmentAnswer {
  /** Id of the collector: its MQTT user name, in its topics and in every batch. */
  readonly collector: string;
  readonly name: string;
  /** Id of the key: first 8 hexadecimal digits of SHA-256 over the public key. */
  readonly key: string;
  readonly validFromMs: EpochMs;
  readonly enterpriseId: string | null;
  readonly elements: readonly EnrolledElement[];
  /** Verifier key of the platform (`name+hex8+base64`), with which the collector checks its receipts. */
  readonly platformKey: string;
  readonly serverTimeMs: EpochMs;
  /** PEM of the client certificate and of the authority that issued it; null where none was asked for. */
  readonly certificate: { readonly certificate: string; readonly authority: string } | null;
}

/** What a device sends to change its key: the new key, agreed to by the old one and held by the device. */
export interface RotationRequest {
  readonly publicKey: string;
  /** The device's clock; the platform accepts a few minutes' difference. */
  readonly atMs: EpochMs;
  /** Base64 of Ed25519 over `rotationMessage` by the key in force. */
  readonly signature: string;
  /** Base64 of Ed25519 over the same by the new key. */
  readonly proof: string;
  readonly certificateRequest?: string;
}

export interface RotationAnswer {
  readonly collector: string;
  readonly key: string;
  readonly validFromMs: EpochMs;
  /** Until then batches signed by the old key are taken as well. */
  readonly previousValidToMs: EpochMs;
  readonly serverTimeMs: EpochMs;
  readonly certificate: { readonly certificate: string; readonly authority: string } | null;
}

/** The code as it is hashed: capital letters and digits only, with what people misread put right. */
export function normalizeEnrolmentCode(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll("I", "1")
    .replaceAll("L", "1");
}

/**
 * What a device signs to enrol. It names the code by its hash, so that the proof can be shown to anybody afterwards.
 * @param codeHash  SHA-256 of `normalizeEnrolmentCode(code)`, hexadecimal
 */
export function enrolmentMessage(codeHash: string, publicKey: string): string {
  return `touchstone-enrol/v1\n${codeHash}\n${publicKey}\n`;
}

/** What both keys sign when a collector changes its key. */
export function rotationMessage(collector: string, publicKey: string, atMs: EpochMs): string {
  return `touchstone-rotate/v1\n${collector}\n${publicKey}\n${atMs}\n`;
}
