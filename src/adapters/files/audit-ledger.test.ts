import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "#kernel";
import { nodeCrypto } from "#ledger";
import { formatBundle, verifyBundle, type TrustFile } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { createSmallLedger, resultOf } from "./testing/small-ledger.ts";
import { filesBelow } from "./tile-files.ts";

/** How many flips each run makes; the seed is printed so that a run can be repeated. */
const flips = Number(process.env["TOUCHSTONE_FLIPS"] ?? 60);
const seed = process.env["TOUCHSTONE_SEED"] ?? String(Date.now());

let root: string;
let directory: string;
let files: string[];
let bundle: Buffer;
let trust: TrustFile;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "touchstone-audit-"));
  directory = join(root, "data");
  const opened = openDataDirectory(directory);
  const ledger = await createSmallLedger(directory);
  const origin = ledger.originOf("enterprise", "E2");
  const options = { result: resultOf("E2"), disclose: [{ index: 1, ordinals: [0, 4] }] };
  bundle = Buffer.from(formatBundle(await ledger.bundle(origin, options)));
  trust = ledger.trust();
  await ledger.close();
  opened.release();
  files = filesBelow(directory).filter((file) => !relative(directory, file).startsWith("lock"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a ledger that nobody touched has no findings", () => {
  const report = auditLedger(directory);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ entries: 16, platformSize: 5, origin: "touchstone.test/platform" });
  expect(report.files).toBe(files.length);
  expect(report.bytes).toBe(files.reduce((sum, file) => sum + readFileSync(file).length, 0));
});

test(`each of ${flips} random flipped bits is found with its file and place (seed ${seed})`, () => {
  const random = createRandom(seed);
  for (let i = 0; i < flips; i++) {
    // Every file gets its turn, whatever its size.
    const file = files[i % files.length] as string;
    const bytes = readFileSync(file);
    if (bytes.length === 0) continue;
    const offset = random.integer(bytes.length);
    expectFound(file, bytes, offset, 1 << random.integer(8));
  }
});

test("every byte of every small file counts", () => {
  for (const file of files) {
    const bytes = readFileSync(file);
    if (bytes.length > 400) continue;
    for (let offset = 0; offset < bytes.length; offset++) expectFound(file, bytes, offset, 0x20);
  }
});

function expectFound(file: string, bytes: Buffer, offset: number, mask: number): void {
  const flipped = Buffer.from(bytes);
  flipped[offset] = (flipped[offset] ?? 0) ^ mask;
  writeFileSync(file, flipped);
  try {
    const { findings } = auditLedger(directory);
    const name = relative(directory, file);
    const place = `${name} @${offset} ^${mask} (seed ${seed})`;
    expect(
      findings.map((finding) => finding.file),
      place,
    ).toContain(name);
    const isPlaced = findings.some(
      (finding) =>
        finding.file === name && finding.offset <= offset && offset < finding.offset + finding.length,
    );
    expect(isPlaced, `${place}: ${JSON.stringify(findings)}`).toBe(true);
  } finally {
    writeFileSync(file, bytes);
  }
}

describe("a bundle", () => {
  test("is verified with the trust file, and self-consistent without", () => {
    expect(verifyBundle(bundle, nodeCrypto, trust)).toMatchObject({ verdict: "verified", findings: [] });
    expect(verifyBundle(bundle, nodeCrypto)).toMatchObject({ verdict: "selfConsistent", findings: [] });
  });

  test("cut short fails at its last byte, and the sentence names the same place as the finding", () => {
    // Behind the dash of the signature line, so that bytes and characters differ.
    const length = bundle.indexOf("entries") + 2;
    const [finding] = verifyBundle(bundle.subarray(0, length), nodeCrypto, trust).findings;
    expect(finding).toMatchObject({ check: "format", offset: length });
    expect(finding?.en).toContain(`at offset ${length}`);
  });

  test("with any flipped byte fails", () => {
    const random = createRandom(seed);
    for (let offset = 0; offset < bundle.length; offset++) {
      const flipped = Buffer.from(bundle);
      flipped[offset] = (flipped[offset] ?? 0) ^ (1 << random.integer(8));
      const report = verifyBundle(flipped, nodeCrypto, trust);
      expect(report.verdict, `offset ${offset} (seed ${seed})`).toBe("failed");
      expect(report.findings.length).toBeGreaterThan(0);
    }
  });
});

describe("whole files", () => {
  test("missing ones are found", () => {
    for (const file of files.filter((name) => !/VERSION$|\/log\/index\//.test(name))) {
      renameSync(file, join(root, "away"));
      const { findings } = auditLedger(directory);
      renameSync(join(root, "away"), file);
      expect(findings.length, file).toBeGreaterThan(0);
    }
  });

  test("cut ones and grown ones are found", () => {
    for (const file of files) {
      const bytes = readFileSync(file);
      if (bytes.length === 0) continue;
      truncateSync(file, bytes.length - 1);
      expect(auditLedger(directory).findings.length, `${file} cut`).toBeGreaterThan(0);
      writeFileSync(file, Buffer.concat([bytes, Buffer.from("x")]));
      expect(auditLedger(directory).findings.length, `${file} grown`).toBeGreaterThan(0);
      writeFileSync(file, bytes);
    }
    expect(auditLedger(directory).findings).toEqual([]);
  });

  test("strange ones are found", () => {
    const copy = join(root, "copy");
    cpSync(directory, copy, { recursive: true });
    for (const name of ["log/note.txt", "log/wal/x", "log/tile/0/999", "keys/other.key"]) {
      writeFileSync(join(copy, name), "");
      expect(auditLedger(copy).findings).toEqual([
        expect.objectContaining({ code: "AUDIT_UNKNOWN_FILE", file: name }),
      ]);
      rmSync(join(copy, name));
    }
  });
});
