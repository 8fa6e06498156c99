import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, webcrypto } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { DeviceAuthority } from "#flow";
import type { Clock } from "#kernel";
import { registryFaults } from "#registry";
import { writeFileDurably } from "./durable-file.ts";

const signing = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const clientAuthentication = "1.3.6.1.5.5.7.3.2";
const dayMs = 86_400_000;
/** The authority outlives the devices that it serves; a device asks again when it changes its key. */
const authorityDays = 3650;
const deviceDays = 825;
/** DER of an Ed25519 public key before its 32 bytes (RFC 8410). */
const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The installation's own authority for client certificates of devices, made at first use in `keys/`: a P-256 key that
 * only its owner reads, and a certificate signed by itself. It vouches for nothing but a collector's id.
 */
export function openDeviceAuthority(directory: string, clock: Clock): DeviceAuthority {
  const keyPath = path.join(directory, "keys", "device-authority.key");
  const certificatePath = path.join(directory, "keys", "device-authority.crt");
  let opened: Promise<OpenAuthority> | null = null;
  const open = async (): Promise<OpenAuthority> => {
    opened ??= openAuthority({ keyPath, certificatePath, clock });
    return await opened;
  };
  return {
    authority: async () => (await open()).pem,
    issue: async (request, { collectorId, publicKey }) => {
      const x509 = await loadX509();
      const asked = await readRequest(x509, request, publicKey);
      const { certificate, key, pem } = await open();
      const nowMs = clock();
      const issued = await x509.X509CertificateGenerator.create({
        serialNumber: serialNumber(),
        subject: `CN=${collectorId}`,
        issuer: certificate.subject,
        notBefore: new Date(nowMs - dayMs),
        notAfter: new Date(nowMs + deviceDays * dayMs),
        publicKey: asked.publicKey,
        signingKey: key,
        signingAlgorithm: signing,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([clientAuthentication], true),
        ],
      });
      const hash = Buffer.from(await issued.getThumbprint("SHA-256")).toString("hex");
      return { certificate: issued.toString("pem"), authority: pem, hash };
    },
  };
}

type X509 = typeof import("@peculiar/x509");

interface OpenAuthority {
  readonly certificate: InstanceType<X509["X509Certificate"]>;
  readonly key: webcrypto.CryptoKey;
  readonly pem: string;
}

/** Loaded when a certificate is first asked for: most devices need none. */
async function loadX509(): Promise<X509> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(webcrypto);
  return x509;
}

async function openAuthority(options: {
  readonly keyPath: string;
  readonly certificatePath: string;
  readonly clock: Clock;
}): Promise<OpenAuthority> {
  const { keyPath, certificatePath, clock } = options;
  const x509 = await loadX509();
  if (!existsSync(keyPath)) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileDurably(keyPath, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600 });
  }
  const pem = readFileSync(keyPath);
  const importKey = async (format: "pkcs8" | "spki", der: Buffer, use: "sign" | "verify") =>
    await webcrypto.subtle.importKey(format, der, signing, true, [use]);
  const key = await importKey(
    "pkcs8",
    createPrivateKey(pem).export({ format: "der", type: "pkcs8" }),
    "sign",
  );
  const publicKey = await importKey(
    "spki",
    createPublicKey(pem).export({ format: "der", type: "spki" }),
    "verify",
  );
  if (!existsSync(certificatePath)) {
    const nowMs = clock();
    const made = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: "CN=Touchstone devices",
      notBefore: new Date(nowMs - dayMs),
      notAfter: new Date(nowMs + authorityDays * dayMs),
      keys: { privateKey: key, publicKey },
      signingAlgorithm: signing,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    });
    writeFileDurably(certificatePath, made.toString("pem"), { mode: 0o644 });
  }
  const text = readFileSync(certificatePath, "utf8");
  return { certificate: new x509.X509Certificate(text), key, pem: text };
}

/** @throws REGISTRY_CERTIFICATE_REQUEST when it is none, not signed by its own key, or for another key */
async function readRequest(
  x509: X509,
  request: string,
  publicKey: Uint8Array,
): Promise<InstanceType<X509["Pkcs10CertificateRequest"]>> {
  try {
    const asked = new x509.Pkcs10CertificateRequest(request);
    const expected = Buffer.concat([ed25519Prefix, publicKey]);
    if (expected.equals(Buffer.from(asked.publicKey.rawData)) && (await asked.verify())) return asked;
  } catch (cause) {
    throw registryFaults.fault("REGISTRY_CERTIFICATE_REQUEST", {}, cause);
  }
  throw registryFaults.fault("REGISTRY_CERTIFICATE_REQUEST");
}

/** Positive, of 127 random bits (RFC 5280, section 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString("hex");
}
