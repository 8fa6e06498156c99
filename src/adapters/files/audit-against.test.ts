import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeCrypto } from "#ledger";
import { fromBase64, verifyConsistency } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { openLogWriter } from "./log-writer.ts";
import { batchOf } from "./testing/small-ledger.ts";

const origin = "touchstone.test/platform";
let root: string;
let directory: string;

/** Appends `count` entries, each under its own platform leaf, and gives the checkpoint after them. */
function grow(path: string, count: number, name: string): Buffer {
  const opened = openDataDirectory(path);
  const writer = openLogWriter({ directory: path, clock: () => 1_700_000_000_000, origin });
  for (let i = 0; i < count; i++) {
    const entry = batchOf(`${origin}/e/${i % 2}`, `${name}${i}`, 2);
    writer.append([{ ...entry, receivedAtMs: 1_700_000_000_000 }]);
    writer.anchor();
  }
  writer.checkpoint();
  writer.close();
  opened.release();
  return readFileSync(join(path, "log/checkpoint"));
}

function against(path: string, bytes: Uint8Array) {
  return auditLedger(path, { against: { path: "/kept/checkpoint", bytes } });
}

let early: Buffer;
let late: Buffer;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-against-"));
  directory = join(root, "data");
  early = grow(directory, 5, "a");
  cpSync(directory, join(root, "older"), { recursive: true });
  late = grow(directory, 6, "b");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a log that grew continues every checkpoint kept of it, with a proof that others can check", () => {
  for (const kept of [early, late]) {
    const { findings, against: continued } = against(directory, kept);
    expect(findings).toEqual([]);
    if (continued === null) throw new Error("expected a proof");
    const isProved = verifyConsistency(nodeCrypto.sha256, {
      oldSize: continued.size,
      newSize: continued.presentSize,
      oldRoot: fromBase64(continued.root, "root"),
      newRoot: fromBase64(continued.presentRoot, "root"),
      proof: continued.proof.map((hash) => fromBase64(hash, "hash")),
    });
    expect(isProved).toBe(true);
  }
});

test("an older copy put back is whole in itself; the kept checkpoint gives it away", () => {
  const older = join(root, "older");
  expect(auditLedger(older).findings).toEqual([]);
  const { findings, against: continued } = against(older, late);
  expect(continued).toBeNull();
  expect(findings).toEqual([
    expect.objectContaining({ code: "AUDIT_ROLLED_BACK", file: "/kept/checkpoint" }),
  ]);
  expect(findings[0]?.en).toContain("covers 11 platform leaves, now there are 5");
});

test("an older copy that was written on differently is a fork", () => {
  const forked = join(root, "forked");
  cpSync(join(root, "older"), forked, { recursive: true });
  grow(forked, 9, "c");
  expect(against(forked, early).findings).toEqual([]);
  expect(against(forked, late).findings).toEqual([expect.objectContaining({ code: "AUDIT_FORKED" })]);
});

test("a checkpoint of another platform, an altered one and another file are findings that say so", () => {
  const foreign = grow(join(root, "foreign"), 5, "a");
  const [finding] = against(directory, foreign).findings;
  expect(finding?.code).toBe("AUDIT_KEPT_SIGNER");
  expect(finding?.en.match(/touchstone\.test\/platform\+[0-9a-f]{8}/g)).toHaveLength(2);
  const altered = Buffer.from(early.toString().replace("\n5\n", "\n4\n"));
  expect(against(directory, altered).findings[0]?.code).toBe("AUDIT_KEPT_SIGNER");
  for (const text of ["hello", "{}\n", ""]) {
    expect(against(directory, Buffer.from(text)).findings[0]?.code).toBe("AUDIT_KEPT_UNREADABLE");
  }
});
