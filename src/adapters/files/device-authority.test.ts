import { createHash, webcrypto, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDeviceAuthority } from "./device-authority.ts";

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-authority-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function makeRequest() {
  await import("reflect-metadata");
  const { Pkcs10CertificateRequestGenerator, cryptoProvider } = await import("@peculiar/x509");
  cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("publicKey" in keys)) throw new Error("no pair of keys");
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: "CN=whatever the device likes",
    keys,
    signingAlgorithm: { name: "Ed25519" },
  });
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey("raw", keys.publicKey));
  return { request: request.toString("pem"), publicKey };
}

describe("the authority of devices", () => {
  it("issues a client certificate for the collector's id, and is the same after a restart", async () => {
    const { request, publicKey } = await makeRequest();
    const holder = { collectorId: "01a20456-f754-7799-b2ec-d7e3c3a16c92", publicKey };
    const issued = await openDeviceAuthority(folder, Date.now).issue(request, holder);
    const certificate = new X509Certificate(issued.certificate);
    const authority = new X509Certificate(await openDeviceAuthority(folder, Date.now).authority());
    // Whatever the device asked to be called, it is called by its id.
    expect(certificate.subject).toBe(`CN=${holder.collectorId}`);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(issued.hash).toBe(createHash("sha256").update(certificate.raw).digest("hex"));
    expect(statSync(path.join(folder, "keys", "device-authority.key")).mode & 0o777).toBe(0o600);
  });

  it("refuses a request for another key than the one that was enrolled", async () => {
    const [first, second] = [await makeRequest(), await makeRequest()];
    const holder = { collectorId: "c", publicKey: second.publicKey };
    const issuing = openDeviceAuthority(folder, Date.now).issue(first.request, holder);
    await expect(issuing).rejects.toMatchObject({ code: "REGISTRY_CERTIFICATE_REQUEST" });
  });
});
