import { generateKeyPairSync, webcrypto, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** The collector as an OPC UA application: its key and the certificate that a server's owner has to trust. */
export interface OwnIdentity {
  readonly applicationUri: string;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

const validYears = 20;

/**
 * The collector's application certificate, made on the device when there is none yet: RSA 2048, self-signed, as
 * OPC UA 10000-6, 6.2.2 asks for.
 * @param folder  below the state directory; the key is readable for its owner only
 */
export async function ownIdentity(folder: string): Promise<OwnIdentity> {
  const certificateFile = join(folder, "certificate.pem");
  const privateKeyFile = join(folder, "private-key.pem");
  if (!existsSync(certificateFile) || !existsSync(privateKeyFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = await makeCertificate(`urn:${hostname()}:touchstone:collector`);
    writeFileSync(privateKeyFile, made.privateKeyPem, { mode: 0o600, flush: true });
    writeFileSync(certificateFile, made.certificatePem, { flush: true });
  }
  const names = new X509Certificate(readFileSync(certificateFile)).subjectAltName ?? "";
  const applicationUri = /URI:([^,]+)/.exec(names)?.[1];
  if (applicationUri === undefined) throw new Error(`${certificateFile} names no application (URI)`);
  return { applicationUri, certificateFile, privateKeyFile };
}

async function makeCertificate(
  applicationUri: string,
): Promise<{ readonly certificatePem: string; readonly privateKeyPem: string }> {
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = {
    privateKey: await webcrypto.subtle.importKey(
      "pkcs8",
      pair.privateKey.export({ type: "pkcs8", format: "der" }),
      algorithm,
      true,
      ["sign"],
    ),
    publicKey: await webcrypto.subtle.importKey(
      "spki",
      pair.publicKey.export({ type: "spki", format: "der" }),
      algorithm,
      true,
      ["verify"],
    ),
  };
  const { KeyUsageFlags: usage } = x509;
  const notBefore = new Date();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + validYears);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Touchstone collector",
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        usage.digitalSignature |
          usage.nonRepudiation |
          usage.keyEncipherment |
          usage.dataEncipherment |
          usage.keyCertSign,
        true,
      ),
      new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]),
      new x509.SubjectAlternativeNameExtension([
        { type: "url", value: applicationUri },
        { type: "dns", value: hostname() },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificatePem: `${certificate.toString("pem")}\n`,
    privateKeyPem: String(pair.privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}
