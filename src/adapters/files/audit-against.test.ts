import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeCrypto, signReceipt } from "#ledger";
import { fromBase64, verifyConsistency } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { readPlatformKey } from "./key-store.ts";
import { logLayout } from "./log-layout.ts";
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

test("receipts give away what was acknowledged and then cut off or written anew, signed by the ledger's own key", () => {
  const path = join(root, "promised");
  cpSync(directory, path, { recursive: true });
  const log = `${origin}/e/0`;
  const key = readPlatformKey(logLayout(path));
  const seal = (name: string) => {
    const opened = openDataDirectory(path);
    const writer = openLogWriter({ directory: path, clock: () => 1_700_000_000_000, origin });
    const [place] = writer.append([{ ...batchOf(log, name, 2), receivedAtMs: 1_700_000_000_000 }]);
    writer.checkpoint();
    writer.close();
    opened.release();
    if (place === undefined) throw new Error("nothing was sealed");
    return signReceipt(key, place);
  };
  const before = join(root, "before-promise");
  cpSync(path, before, { recursive: true });
  const receipt = seal("promised");
  const codes = (of: string, kept: unknown) =>
    against(of, Buffer.from(typeof kept === "string" ? kept : JSON.stringify(kept))).findings.map(
      ({ code }) => code,
    );
  expect(codes(path, receipt)).toEqual([]);
  expect(codes(path, { answers: [{ receipt }] })).toEqual([]);
  // The state before the promise, whole in itself and without any checkpoint that says otherwise.
  expect(codes(before, receipt)).toEqual(["AUDIT_RECEIPT_BROKEN"]);
  // The same place given to something else; one receipt a line.
  rmSync(path, { recursive: true });
  cpSync(before, path, { recursive: true });
  const other = seal("another story");
  const both = `${JSON.stringify(receipt)}\n${JSON.stringify(other)}\n`;
  expect(other.index).toBe(receipt.index);
  expect(codes(path, both)).toEqual(["AUDIT_RECEIPT_BROKEN"]);
  expect(codes(path, { ...receipt, index: 0 })).toEqual(["AUDIT_RECEIPT_SIGNER"]);
});

test("our own copy of what witnesses cosigned must be continued, and files of witnesses are no strangers", () => {
  const path = join(root, "witnessed");
  cpSync(join(root, "older"), path, { recursive: true });
  const { log, cosigned, witnesses, checkpoint } = logLayout(path);
  writeFileSync(cosigned, early);
  writeFileSync(witnesses, "{}\n");
  for (const left of [`${checkpoint}.tmp`, `${cosigned}.tmp`]) writeFileSync(left, "half");
  expect(auditLedger(path).findings).toEqual([]);
  writeFileSync(cosigned, late);
  expect(auditLedger(path).findings).toEqual([
    expect.objectContaining({ code: "AUDIT_ROLLED_BACK", file: "log/cosigned" }),
  ]);
  writeFileSync(cosigned, early.toString().replace("\n5\n", "\n4\n"));
  expect(auditLedger(path).findings).toMatchObject([{ code: "AUDIT_KEPT_SIGNER", file: "log/cosigned" }]);
  rmSync(cosigned);
  writeFileSync(join(log, "strange"), "?");
  expect(auditLedger(path).findings).toMatchObject([{ code: "AUDIT_UNKNOWN_FILE", file: "log/strange" }]);
});

test("times that contradict the order of the log are told", () => {
  const path = join(root, "times");
  const opened = openDataDirectory(path);
  let nowMs = 1_700_000_000_000;
  const writer = openLogWriter({ directory: path, clock: () => nowMs, origin });
  const seal = (receivedAtMs: number): void => {
    writer.append([{ ...batchOf(`${origin}/e/0`, `${receivedAtMs}`, 1), receivedAtMs }]);
    writer.anchor();
  };
  seal(nowMs);
  nowMs += 1000;
  seal(nowMs - 30_000);
  expect(auditOf(path)).toMatchObject({ backdated: 0, postdated: 0, clockSetBack: 0, first: null });
  seal(nowMs - 3_600_000);
  seal(nowMs + 7_200_000);
  nowMs -= 600_000;
  seal(nowMs);
  writer.checkpoint();
  writer.close();
  opened.release();
  // The entry after the clock was set back is before the leaf before it as well.
  expect(auditOf(path)).toMatchObject({ backdated: 2, postdated: 1, clockSetBack: 1, mostMs: 7_200_000 });
});

function auditOf(path: string) {
  return auditLedger(path).oddTimes;
}
