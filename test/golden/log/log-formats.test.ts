import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditLedger, exportLog, openDataDirectory, openLedger } from "#adapters/files";
import { composeAnchor, composeEntry, nodeCrypto, parsePlatformKey, signReceipt, singleRow } from "#ledger";
import { formatBundle, parseCanonicalFile, readTrustFile, verifyBundle } from "#seal";
import { filesBelow } from "../../../src/adapters/files/tile-files.ts";
import { resultOf } from "../../../src/adapters/files/testing/small-ledger.ts";

// Made once by make-golden.ts; the formats of version 1 must stay readable for ever.
const golden = join(import.meta.dirname, "v1");
const read = (name: string) => readFileSync(join(golden, name));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "touchstone-golden-"));
  cpSync(join(golden, "data"), join(directory, "data"), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("the golden data directory of version 1", () => {
  test("passes the audit", () => {
    expect(auditLedger(join(directory, "data"))).toMatchObject({ findings: [], entries: 16, platformSize: 5 });
  });

  test("opens, gives its entries back and makes the same bundle to the byte", async () => {
    const opened = openDataDirectory(join(directory, "data"));
    const ledger = await openLedger({ directory: opened.path, clock: Date.now });
    expect(ledger.recovered).toEqual([]);
    const origin = ledger.originOf("enterprise", "E2");
    const options = { result: resultOf("E2"), disclose: [{ index: 1, ordinals: [0, 4] }] };
    const bundle = await ledger.bundle(origin, options);
    expect(bundle.receipts.map(({ index }) => index)).toEqual([1, 4]);
    // The golden bundle is from before bundles carried receipts; all else is the same.
    expect(formatBundle({ ...bundle, receipts: [] })).toBe(read("bundle.json").toString());
    const rows: string[] = [];
    for await (const { origin: log, index, platformIndex, header, payload } of ledger.readEntries(0)) {
      const text = Buffer.from(payload.bytes).toString();
      rows.push(JSON.stringify({ log, index, platformIndex, type: header["@type"], ends: [...payload.ends], text }));
    }
    expect(`${rows.join("\n")}\n`).toBe(read("entries.jsonl").toString());
    const header = { "@type": "import-batch@1" };
    const payload = singleRow(Buffer.from("x"));
    await ledger.append([{ origin, dataClass: "invoice", header, payload }]);
    await ledger.close();
    opened.release();
    expect(auditLedger(opened.path)).toMatchObject({ findings: [], entries: 17, platformSize: 6 });
  });

  test("exports the same folders to the byte", () => {
    const { origin } = JSON.parse(read("bundle.json").toString()).log;
    for (const [name, log] of [["export-platform", undefined], ["export-private", origin]] as const) {
      const out = join(directory, name);
      exportLog(join(directory, "data"), { out, origin: log });
      const names = filesBelow(out).map((file) => relative(out, file));
      expect(names).toEqual(filesBelow(join(golden, name)).map((file) => relative(join(golden, name), file)));
      for (const file of names) expect(readFileSync(join(out, file)).equals(read(join(name, file))), file).toBe(true);
    }
  });
});

test("the golden bundle is verified with the golden trust file", () => {
  const trust = readTrustFile(parseCanonicalFile(read("trust.json").toString()));
  expect(verifyBundle(read("bundle.json"), nodeCrypto, trust)).toMatchObject({ verdict: "verified", findings: [] });
});

describe("golden texts", () => {
  const hash = new Uint8Array(32).fill(7);

  test("import-batch@1", () => {
    const entry = {
      origin: "touchstone.test/platform/e/0123456789abcdef",
      dataClass: "invoice" as const,
      header: { "@type": "import-batch@1", file: "一月.csv", firstOrdinal: 0, zone: "Asia/Shanghai" },
      payload: singleRow(Buffer.from("row")),
    };
    const position = { index: 3, previous: hash, pointsRoot: hash, receivedAtMs: 1_700_000_000_000 };
    const same = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    expect(Buffer.from(composeEntry(entry, position)).toString()).toBe(
      `{"@type":"import-batch@1","dataClass":"invoice","file":"一月.csv","firstOrdinal":0,"index":3,` +
        `"origin":"touchstone.test/platform/e/0123456789abcdef","payloadBytes":3,"pointsRoot":"${same}",` +
        `"previous":"${same}","receivedAtMs":1700000000000,"rowCount":1,"zone":"Asia/Shanghai"}`,
    );
  });

  test("platform-anchor@1", () => {
    const states = [
      { origin: "a", size: 1, root: hash },
      { origin: "b", size: 2, root: hash },
    ];
    expect(Buffer.from(composeAnchor(4, states, 1_700_000_000_000)).toString()).toMatchInlineSnapshot(`"{"@type":"platform-anchor@1","index":4,"logCount":2,"mapRoot":"zAhhpCEHbU6jOv5jiYfihZNA0dfd2pa421mU0/v8WIQ=","sealedAtMs":1700000000000}"`);
  });

  test("platform key and receipt", () => {
    const text = read("data/keys/platform.key").toString();
    const key = parsePlatformKey(text);
    if (key === undefined) throw new Error("the golden key cannot be read");
    const unsigned = { origin: "a", index: 1, leafHash: Buffer.from(hash).toString("base64"), receivedAtMs: 5 };
    const receipt = signReceipt(key, unsigned);
    const message = Buffer.from(`touchstone-receipt/v1\na\n1\n${unsigned.leafHash}\n5\n`);
    const signature = Buffer.from(receipt.signature, "base64");
    expect(nodeCrypto.verifyEd25519(key.verifierKey.publicKey, message, signature)).toBe(true);
  });
});
