import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeCrypto } from "#ledger";
import {
  type EvidenceBundle,
  formatBundle,
  isSignedByDevice,
  parseCanonicalFile,
  readCollectorKey,
  readEvidenceBundle,
  readSignedBatch,
  readTrust,
  parseEntryHeader,
  verifyBundle,
} from "#seal";
import { batchMessage, type BatchHead } from "#telemetry";
import { browserCrypto } from "../../web/src/pages/verify/browser-crypto.ts";
import type { EvidenceFiles } from "./evidence-files.ts";
import { sealEvidence } from "./sealed-evidence.ts";

let folder: string;
let evidence: EvidenceFiles;
let bundle: EvidenceBundle;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-device-"));
  evidence = await sealEvidence(folder);
  bundle = readEvidenceBundle(parseCanonicalFile(readFileSync(evidence.bundle, "utf8")));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(changed: EvidenceBundle = bundle, crypto = nodeCrypto) {
  const trust = readTrust(nodeCrypto.sha256, readFileSync(evidence.trust, "utf8"));
  return verifyBundle(Buffer.from(formatBundle(changed)), crypto, trust);
}

function withEntries(
  change: (entries: EvidenceBundle["entries"]) => EvidenceBundle["entries"],
): EvidenceBundle {
  return { ...bundle, entries: change(bundle.entries) };
}

test("one point proof speaks for the platform and for the device", () => {
  const report = verify();
  expect(report).toMatchObject({ verdict: "verified", findings: [] });
  expect(report.proved?.devices).toMatchObject([{ index: 1, collector: evidence.collector, sequence: 0 }]);
  const row = bundle.entries.find(({ index }) => index === 1)?.rows[0];
  // 60 rows: 6 hashes to the device's root.
  expect(row?.proof).toHaveLength(6);
});

test("the browser's cryptography comes to the same verdict", () => {
  expect(verify(bundle, browserCrypto)).toEqual(verify());
  const tampered = readEvidenceBundle(parseCanonicalFile(evidence.tamperedRow));
  expect(verify(tampered, browserCrypto)).toEqual(verify(tampered));
});

test("the seal reads the message that the device signed, byte for byte", () => {
  const header = bundle.entries.find(({ index }) => index === 1)?.header ?? "";
  const batch = readSignedBatch(parseEntryHeader(header));
  const key = readCollectorKey(nodeCrypto.sha256, parseEntryHeader(bundle.entries[0]?.header ?? ""));
  expect(isSignedByDevice(batch, key, nodeCrypto)).toBe(true);
  const message = batchMessage(batch.head as unknown as BatchHead);
  expect(nodeCrypto.verifyEd25519(key.publicKey, message, batch.signature)).toBe(true);
});

test("a batch whose device's key is not in the bundle is a finding by name", () => {
  const without = verify(withEntries((entries) => entries.filter(({ index }) => index !== 0)));
  expect(without.verdict).toBe("failed");
  // The receipt of the entry that was left out has nothing to speak for either.
  expect(without.findings).toMatchObject([
    { check: "device", path: ["entries", 0, "header"] },
    { check: "receipt", path: ["receipts", 0] },
  ]);
  expect(without.findings[0]?.en).toContain(evidence.collector);
});

test("a changed device signature or root fails as device and as entry", () => {
  const forged = withEntries((entries) =>
    entries.map((entry) => {
      if (entry.index !== 1) return entry;
      const header = JSON.parse(entry.header) as { signature: string };
      const signature = Buffer.from(header.signature, "base64");
      signature[5] = (signature[5] ?? 0) ^ 1;
      const text = JSON.stringify({ ...header, signature: signature.toString("base64") });
      return { ...entry, header: text };
    }),
  );
  const checks = verify(forged).findings.map(({ check }) => check);
  expect(checks).toContain("device");
  expect(checks).toContain("entry");
});

test("a flipped bit of a row fails at that row alone", () => {
  const tampered = readEvidenceBundle(parseCanonicalFile(evidence.tamperedRow));
  expect(verify(tampered).findings).toMatchObject([{ check: "row", path: ["entries", 1, "rows", 0] }]);
});
