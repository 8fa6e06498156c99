import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeCrypto, platformKeyOf, signReceipt, singleRow, type Ledger } from "#ledger";
import {
  canonicalJson,
  formatBundle,
  leafHash,
  makeVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  receiptMessage,
  toBase64,
  verifyBundle,
  type EvidenceBundle,
  type Receipt,
} from "#seal";
import { openLedger } from "./open-ledger.ts";
import { readPlatformKey } from "./key-store.ts";
import { logLayout } from "./log-layout.ts";
import { batchOf, createSmallLedger, resultOf, rowsOf } from "./testing/small-ledger.ts";

let directory: string;
let ledger: Ledger | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "touchstone-ledger-"));
});
afterEach(async () => {
  await ledger?.close();
  ledger = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function open(): Promise<Ledger> {
  ledger = await openLedger({ directory, clock: () => 1_700_000_000_000 });
  return ledger;
}

const bytesOf = (bundle: EvidenceBundle) => Buffer.from(formatBundle(bundle));

describe("receipts", () => {
  test("are signed by the platform and name the entry's leaf", async () => {
    const { append, sign, originOf, trust, bundle, checkpoint } = await open();
    const origin = originOf("enterprise", "E1");
    const [place] = await append([batchOf(origin, "a", 3)]);
    if (place === undefined) throw new Error("no receipt");
    const receipt = sign(place);
    expect(sign(place)).toEqual(receipt);
    expect(receipt).toMatchObject({ origin, index: 0, receivedAtMs: 1_700_000_000_000 });
    const key = parseVerifierKey(nodeCrypto.sha256, String(trust().logs[0]));
    const message = Buffer.from(receiptMessage(receipt));
    const signature = Buffer.from(receipt.signature, "base64");
    expect(nodeCrypto.verifyEd25519(key.publicKey, message, signature)).toBe(true);
    await checkpoint();
    const header = (await bundle(origin)).entries[0]?.header ?? "";
    expect(toBase64(leafHash(nodeCrypto.sha256, Buffer.from(header)))).toBe(receipt.leafHash);
  });

  test("that agree with the bundle are verified; one that contradicts it is misconduct", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const origin = small.originOf("enterprise", "E1");
    const bundle = await small.bundle(origin);
    const key = readPlatformKey(logLayout(directory));
    const leafOf = (index: number) =>
      toBase64(leafHash(nodeCrypto.sha256, Buffer.from(bundle.entries[index]?.header ?? "")));
    const sign = (index: number, leaf: string) =>
      signReceipt(key, { origin, index, leafHash: leaf, receivedAtMs: 1 });
    const withReceipt = (receipt: Receipt) =>
      verifyBundle(bytesOf({ ...bundle, receipts: [receipt] }), nodeCrypto, small.trust());
    expect(withReceipt(sign(2, leafOf(2))).verdict).toBe("verified");
    const report = withReceipt(sign(2, leafOf(1)));
    expect(report.verdict).toBe("misconduct");
    expect(report.findings).toEqual([
      expect.objectContaining({ check: "misconduct", path: ["receipts", 0] }),
    ]);
    expect(withReceipt({ ...sign(2, leafOf(1)), receivedAtMs: 2 }).findings).toEqual([
      expect.objectContaining({ check: "receipt" }),
    ]);
  });

  test("that the reader kept are held against a bundle that says nothing of them", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const origin = small.originOf("enterprise", "E1");
    const bundle = await small.bundle(origin);
    const key = readPlatformKey(logLayout(directory));
    const leaf = toBase64(leafHash(nodeCrypto.sha256, Buffer.from(bundle.entries[2]?.header ?? "")));
    const verify = (index: number, receivedAtMs: number, leafOf = leaf) => {
      const receipt = signReceipt(key, { origin, index, leafHash: leafOf, receivedAtMs });
      const report = verifyBundle(bytesOf(bundle), nodeCrypto, small.trust(), undefined, [receipt]);
      return [report.verdict, ...report.findings.map(({ check }) => check)];
    };
    const sealedAtMs = Number(
      (JSON.parse(bundle.anchor.entry) as { readonly sealedAtMs: number }).sealedAtMs,
    );
    expect(verify(2, 1)).toEqual(["verified"]);
    expect(verify(2, 1, toBase64(new Uint8Array(32)))).toEqual(["misconduct", "misconduct"]);
    // Acknowledged long before this state was sealed, and not in it: it was cut off.
    expect(verify(bundle.log.size, sealedAtMs - 3_600_000)).toEqual(["misconduct", "misconduct"]);
    // Perhaps the log went on after this bundle: it says nothing of the promise, so it is not verified.
    expect(verify(bundle.log.size, sealedAtMs)).toEqual(["failed", "receipt"]);
  });
});

describe("appending", () => {
  test("keeps each log's order while calls overlap", async () => {
    const { append, originOf, status } = await open();
    const logs = ["E1", "E2", "E3"].map((id) => originOf("enterprise", id));
    const calls = Array.from({ length: 60 }, (_, i) => append([batchOf(logs[i % 3] ?? "", `b${i}`, 2)]));
    const receipts = (await Promise.all(calls)).flat();
    for (const log of logs) {
      const indexes = receipts.filter(({ origin }) => origin === log).map(({ index }) => index);
      expect(indexes).toEqual(Array.from({ length: 20 }, (_, i) => i));
    }
    expect(status().entries).toBe(60);
  });

  test("gives the rows back exactly as received, also empty ones and none at all", async () => {
    const { append, originOf, anchor, readEntries } = await open();
    const origin = originOf("import", "x");
    const rows = ["", "a,b\r\n", "", "\u0000\n", "发票\n", "x".repeat(100_000), ""];
    const header = { "@type": "import-batch@1" };
    await append([
      { origin, dataClass: "invoice", header, payload: rowsOf(rows) },
      { origin, dataClass: "reading", header, payload: rowsOf([]) },
    ]);
    expect(await anchor()).toEqual({ platformIndex: 0 });
    expect(await anchor()).toEqual({ platformIndex: 0 });
    const entries = [];
    for await (const entry of readEntries(0)) entries.push(entry);
    expect(entries.map(({ index, platformIndex }) => ({ index, platformIndex }))).toEqual([
      { index: 0, platformIndex: 0 },
      { index: 1, platformIndex: 0 },
    ]);
    expect(Buffer.from(entries[0]?.payload.bytes ?? []).toString()).toBe(rows.join(""));
    expect([...(entries[0]?.payload.ends ?? [])]).toEqual([...rowsOf(rows).ends]);
    expect(entries[1]?.payload.ends).toHaveLength(0);
  });

  test("refuses what it cannot seal, whole, and goes on", async () => {
    const { append, originOf, status } = await open();
    const good = batchOf(originOf("enterprise", "E1"), "a", 2);
    const bad = [
      { ...good, header: { ...good.header, index: 5 } },
      { ...good, header: { "@type": "nothing" } },
      { ...good, header: { "@type": "import-batch@1", note: "x".repeat(70_000) } },
      { ...good, header: { "@type": "import-batch@1", bad: Number.NaN } },
      { ...good, origin: "white space" },
      { ...good, payload: { bytes: Buffer.from("abc"), ends: Uint32Array.of(2) } },
      { ...good, payload: { bytes: Buffer.from("abc"), ends: Uint32Array.of(3, 2, 3) } },
      { ...good, receivedAtMs: -1 },
    ];
    for (const entry of bad) {
      await expect(append([good, entry])).rejects.toMatchObject({ name: "Fault", kind: "badInput" });
    }
    expect(status().entries).toBe(0);
    await append([good]);
    expect(status().entries).toBe(1);
  });

  test("does not change what it acknowledged when the caller reuses its buffer", async () => {
    const { append, originOf, anchor, readEntries } = await open();
    const bytes = Buffer.from("first");
    const origin = originOf("enterprise", "E1");
    const sent = append([
      { origin, dataClass: "invoice", header: { "@type": "import-batch@1" }, payload: singleRow(bytes) },
    ]);
    bytes.write("other");
    await sent;
    await anchor();
    for await (const { payload } of readEntries(0))
      expect(Buffer.from(payload.bytes).toString()).toBe("first");
  });

  test("after closing is refused", async () => {
    const { append, close, originOf } = await open();
    const entry = batchOf(originOf("enterprise", "E1"), "a", 1);
    await close();
    await close();
    await expect(append([entry])).rejects.toMatchObject({ code: "LEDGER_CLOSED" });
  });
});

describe("opening again", () => {
  test("goes on where it ended, under the same names and key", async () => {
    const first = await createSmallLedger(directory);
    const trust = first.trust();
    const origin = first.originOf("enterprise", "E1");
    const before = await first.checkpoint();
    await first.close();
    const again = await openLedger({ directory, clock: () => 1_700_000_000_000 });
    ledger = again;
    expect(again.origin).toBe("touchstone.test/platform");
    expect(again.trust()).toEqual(trust);
    expect(again.originOf("enterprise", "E1")).toBe(origin);
    expect(again.recovered).toEqual([]);
    expect(again.status()).toEqual({ entries: 16, platformSize: 5 });
    expect(await again.checkpoint()).toEqual(before);
    const [receipt] = await again.append([batchOf(origin, "later", 1)]);
    expect(receipt?.index).toBe(5);
    expect(parseCheckpoint(parseNote((await again.checkpoint()).note).body).size).toBe(6);
  });

  test("under another platform name is refused", async () => {
    await (await createSmallLedger(directory)).close();
    await expect(openLedger({ directory, clock: Date.now, origin: "other/platform" })).rejects.toMatchObject({
      code: "LEDGER_ORIGIN_DIFFERS",
    });
  });
});

describe("bundles", () => {
  test("of unknown logs, unsealed results and missing rows are refused", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const origin = small.originOf("enterprise", "E1");
    await expect(small.bundle("nobody")).rejects.toMatchObject({ code: "LEDGER_UNKNOWN_LOG" });
    await expect(small.bundle(origin, { result: { never: "sealed" } })).rejects.toMatchObject({
      code: "LEDGER_RESULT_NOT_SEALED",
    });
    const rows = { disclose: [{ index: 0, ordinals: [99] }] };
    await expect(small.bundle(origin, rows)).rejects.toMatchObject({ code: "LEDGER_NO_SUCH_ROW" });
    const fresh = small.originOf("enterprise", "E9");
    await small.append([batchOf(fresh, "a", 1)]);
    await expect(small.bundle(fresh)).rejects.toMatchObject({ code: "LEDGER_NOT_ANCHORED" });
  });

  test("stay as of the last checkpoint while the log grows", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const origin = small.originOf("enterprise", "E1");
    const before = await small.bundle(origin, { result: resultOf("E1") });
    await small.append([batchOf(origin, "later", 3)]);
    await small.anchor();
    expect(await small.bundle(origin, { newestResult: true })).toEqual(before);
  });

  test("fully sealed again with another key are self-consistent, signer unknown", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const other = mkdtempSync(join(tmpdir(), "touchstone-forger-"));
    const forger = await createSmallLedger(other);
    const origin = forger.originOf("enterprise", "E1");
    const forged = bytesOf(await forger.bundle(origin, { result: resultOf("E1") }));
    await forger.close();
    rmSync(other, { recursive: true });
    expect(verifyBundle(forged, nodeCrypto)).toMatchObject({ verdict: "selfConsistent", findings: [] });
    const report = verifyBundle(forged, nodeCrypto, small.trust());
    expect(report.verdict).toBe("selfConsistent");
    expect(report.findings).toEqual([expect.objectContaining({ check: "trust", path: ["signer"] })]);
    // The honest key's text in a forged bundle is no help: the signature is not the honest key's.
    const { key } = { key: String(small.trust().logs[0]) };
    const bundle = JSON.parse(forged.toString()) as EvidenceBundle;
    const borrowed = verifyBundle(bytesOf({ ...bundle, signer: key }), nodeCrypto, small.trust());
    expect(borrowed.verdict).toBe("failed");
  });

  test("with another result than the sealed one, or a witness quorum not met, fail", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const bundle = await small.bundle(small.originOf("enterprise", "E1"), { result: resultOf("E1") });
    if (bundle.result === undefined) throw new Error("no result");
    const better = { ...bundle, result: { ...bundle.result, value: { ...resultOf("E1"), grade: "A" } } };
    expect(verifyBundle(bytesOf(better), nodeCrypto, small.trust()).findings).toEqual([
      expect.objectContaining({ check: "result" }),
    ]);
    const { publicKey } = platformKeyOf("witness", new Uint8Array(32)).verifierKey;
    const witness = makeVerifierKey(nodeCrypto.sha256, { name: "witness", algorithm: 4, publicKey });
    expect(witness.algorithm).toBe(4);
    const strict = { ...small.trust(), quorum: 1 };
    expect(verifyBundle(bytesOf(bundle), nodeCrypto, strict)).toMatchObject({ verdict: "failed" });
  });

  test("hostile texts give a finding, never an exception", async () => {
    const small = await createSmallLedger(directory);
    ledger = small;
    const bundle = await small.bundle(small.originOf("enterprise", "E1"), { result: resultOf("E1") });
    const text = canonicalJson(JSON.parse(formatBundle(bundle)));
    const hostile = [
      "",
      "null",
      "[]",
      "{}",
      "[".repeat(200_000),
      text.replace('"size":5', '"size":9007199254740993'),
      text.replace('"size":5', '"size":18446744073709551615'),
      text.replace('"size":5', '"size":-5'),
      text.replace(/"mapIndex":\d/, '"mapIndex":4294967296'),
      text.replace("\\n5\\n", "\\n18446744073709551615\\n"),
      text.replace('"entries":[', '"entries":[null,'),
      text.replace('"@type":"evidence-bundle@1"', '"@type":"evidence-bundle@2"'),
      text.replace("{", '{"__proto__":1,'),
    ];
    for (const each of hostile) {
      const report = verifyBundle(Buffer.from(each), nodeCrypto, small.trust());
      expect(report.verdict, each.slice(0, 80)).toBe("failed");
      expect(report.findings.length).toBeGreaterThan(0);
    }
  });
});
