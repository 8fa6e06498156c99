import { createHash, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OPCUAClientOptions, StatusCode } from "node-opcua-client";
import type { TrustedIdentity } from "../../source.ts";

type CertificateStore = NonNullable<OPCUAClientOptions["clientCertificateManager"]>;

/** Certificates of servers that a person trusted, one DER file each, named by its SHA-256. */
export interface TrustStore {
  trusts(certificate: Uint8Array): boolean;
  trust(certificate: Uint8Array): TrustedIdentity;
  /** The last certificate that was refused, for the message to a person. */
  readonly lastRefused: TrustedIdentity | null;
  /** The store as the client library wants it. */
  readonly forClient: CertificateStore;
}

/** @param statusCodes  of the library, which is loaded by whoever needs it */
export function openTrustStore(
  folder: string,
  statusCodes: { readonly Good: StatusCode; readonly BadCertificateUntrusted: StatusCode },
): TrustStore {
  let lastRefused: TrustedIdentity | null = null;
  const fileOf = (certificate: Uint8Array): string => join(folder, `${fingerprintOf(certificate)}.der`);
  const judge = (chain: Uint8Array | readonly Uint8Array[]): boolean => {
    const certificate = leafOf(chain);
    const isTrusted = existsSync(fileOf(certificate)) && isInForce(certificate);
    if (!isTrusted) lastRefused = identityOf(certificate);
    return isTrusted;
  };
  const statusOf = async (chain: Uint8Array | readonly Uint8Array[]): Promise<StatusCode> =>
    judge(chain) ? statusCodes.Good : statusCodes.BadCertificateUntrusted;
  const nothing = async (): Promise<void> => undefined;
  const forClient = {
    referenceCounter: 0,
    initialize: nothing,
    dispose: nothing,
    checkCertificate: statusOf,
    getTrustStatus: statusOf,
    verifyCertificate: async (chain: Uint8Array | readonly Uint8Array[]) =>
      judge(chain) ? "Good" : "BadCertificateUntrusted",
    // The library would trust and reject by itself; here only a person does.
    trustCertificate: nothing,
    rejectCertificate: nothing,
    addIssuer: nothing,
    addRevocationList: nothing,
  };
  return {
    trusts: judge,
    trust: (certificate) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(fileOf(certificate), certificate, { flush: true });
      return identityOf(certificate);
    },
    get lastRefused() {
      return lastRefused;
    },
    forClient: forClient as unknown as CertificateStore,
  };
}

export function identityOf(certificate: Uint8Array): TrustedIdentity {
  const parsed = new X509Certificate(certificate);
  return {
    subject: parsed.subject.replaceAll("\n", ", "),
    fingerprint: fingerprintOf(certificate),
    validToMs: parsed.validToDate.getTime(),
  };
}

function fingerprintOf(certificate: Uint8Array): string {
  return createHash("sha256").update(certificate).digest("hex");
}

function isInForce(certificate: Uint8Array): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  const nowMs = Date.now();
  return validFromDate.getTime() <= nowMs && nowMs < validToDate.getTime();
}

/** Servers send a chain as a list, or as certificates one after the other; the first is their own. */
function leafOf(chain: Uint8Array | readonly Uint8Array[]): Uint8Array {
  const bytes = chain instanceof Uint8Array ? chain : (chain[0] ?? new Uint8Array(0));
  // A DER sequence of 256 bytes to 64 KB: tag, 0x82, two bytes of length.
  const size = bytes[1] === 0x82 ? 4 + ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0) : bytes.length;
  return bytes.subarray(0, size);
}
