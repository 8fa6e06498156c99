import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditLedger, openDataDirectory, openLedger } from "#adapters/files";
import type { LedgerHealth, SealedPlace } from "#ledger";
import { openWriterSession, type WriterSession } from "../../src/adapters/files/writer-session.ts";
import { batchOf } from "../../src/adapters/files/testing/small-ledger.ts";

const origin = "touchstone.test/platform";
const log = `${origin}/e/0123456789abcdef`;
const start = 1_700_000_000_000;

let root: string;
let directory: string;
let session: WriterSession | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-faults-"));
  directory = join(root, "data");
  openDataDirectory(directory).release();
});
afterEach(() => {
  session?.close();
  session = undefined;
  rmSync(root, { recursive: true, force: true });
});

const small = { walFileBytes: 3000, payloadFileBytes: 3000, stateEveryBytes: 1 };

function open(): WriterSession {
  session = openWriterSession({ directory, clock: () => start, origin, limits: small });
  return session;
}

const append = (to: WriterSession, name: string): readonly SealedPlace[] =>
  to.write((writer) => writer.append([{ ...batchOf(log, name, 4), receivedAtMs: start }]));

/** A file of the ledger that the next writes go to, put in its place before it is there: a device that fails. */
const targets = [
  { what: "the write-ahead log", file: "log/wal/000001.wal" },
  { what: "a payload segment", file: "log/payload/000001.segment" },
  { what: "the checkpoint", file: "log/checkpoint.tmp" },
  { what: "a tile", file: "log/tile/0/000.p/2.tmp" },
  { what: "the saved state", file: "log/index/state.tmp" },
] as const;

describe.each(targets)("a write of $what", ({ file }) => {
  /** Appends and signs until the ledger refuses; the entries it acknowledged, and the refusal. */
  function writeUntilRefused(to: WriterSession): { places: SealedPlace[]; refusal: unknown } {
    const places: SealedPlace[] = [];
    for (let i = 0; i < 40; i++) {
      try {
        places.push(...append(to, `a${i}`));
        to.write((writer) => writer.checkpoint());
      } catch (refusal) {
        return { places, refusal };
      }
    }
    throw new Error("nothing was refused");
  }

  test("on a full disk is not acknowledged; with space again everything acknowledged is there", () => {
    const opened = open();
    append(opened, "before");
    opened.write((writer) => writer.checkpoint());
    mkdirSync(join(directory, file, ".."), { recursive: true });
    symlinkSync("/dev/full", join(directory, file));
    const { places, refusal } = writeUntilRefused(opened);
    expect(refusal).toMatchObject({ code: "LEDGER_READ_ONLY", kind: "unavailable" });
    expect(opened.failure).toMatchObject({ kind: "diskFull", systemCode: "ENOSPC" });
    expect(() => append(opened, "refused")).toThrow(expect.objectContaining({ code: "LEDGER_READ_ONLY" }));
    // What was sealed before can still be read and proved.
    expect(opened.read((writer) => writer.bundle(log, {})).entries.length).toBeGreaterThan(0);
    unlinkSync(join(directory, file));
    expect(opened.retry()).toBe(true);
    expect(opened.failure).toBeNull();
    const [after] = append(opened, "after");
    const size = opened.read((writer) => writer.size(log));
    expect(after?.index).toBe(size - 1);
    for (const place of places) {
      const found = opened.read((writer) => writer.readEntry(log, place.index));
      expect(found.leafHash).toBe(place.leafHash);
    }
    opened.close();
    session = undefined;
    expect(auditLedger(directory).findings).toEqual([]);
  });

  test("that the device fails ends writing until the ledger is opened again", () => {
    const opened = open();
    append(opened, "before");
    opened.write((writer) => writer.checkpoint());
    mkdirSync(join(directory, file, ".."), { recursive: true });
    // Address 0 of a process's memory cannot be written: the kernel itself answers EIO.
    symlinkSync("/proc/self/mem", join(directory, file));
    const { places, refusal } = writeUntilRefused(opened);
    expect(refusal).toMatchObject({ code: "LEDGER_READ_ONLY" });
    expect(opened.failure).toMatchObject({ kind: "diskFailed", systemCode: "EIO" });
    unlinkSync(join(directory, file));
    expect(opened.retry()).toBe(false);
    expect(() => append(opened, "still")).toThrow(expect.objectContaining({ code: "LEDGER_READ_ONLY" }));
    opened.close();
    const again = open();
    for (const place of places) {
      expect(again.read((writer) => writer.readEntry(log, place.index)).leafHash).toBe(place.leafHash);
    }
    append(again, "after");
    again.close();
    session = undefined;
    expect(auditLedger(directory).findings).toEqual([]);
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write("a small file system is mounted by root only: its test is left out\n");

describe.runIf(isRoot)("a file system that runs full under a running ledger", () => {
  let mounted: string;
  beforeEach(() => {
    mounted = join(root, "mounted");
    mkdirSync(mounted);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", mounted]);
  });
  afterEach(() => execFileSync("umount", [mounted]));

  test("makes it read only with the file and the code, and open again by itself", async () => {
    const ballast = join(mounted, "ballast");
    writeFileSync(ballast, Buffer.alloc(8 * 2 ** 20, 1));
    const opened = openDataDirectory(join(mounted, "data"));
    const ledger = await openLedger({ directory: opened.path, clock: Date.now, origin });
    const seen: LedgerHealth[] = [];
    const isOpenAgain = new Promise<void>((resolve) => {
      ledger.onHealth((health) => {
        seen.push(health);
        if (health.state === "open") resolve();
      });
    });
    const enterprise = ledger.originOf("enterprise", "E1");
    const places: SealedPlace[] = [];
    let refusal: unknown;
    for (let i = 0; refusal === undefined && i < 2000; i++) {
      try {
        places.push(...(await ledger.append([batchOf(enterprise, `b${i}`, 2000)])));
        if (i % 7 === 0) await ledger.checkpoint();
      } catch (cause) {
        refusal = cause;
      }
    }
    expect(refusal).toMatchObject({ code: "LEDGER_READ_ONLY" });
    expect(ledger.health()).toMatchObject({
      state: "readOnly",
      reason: { kind: "diskFull", systemCode: "ENOSPC" },
    });
    await expect(ledger.append([batchOf(enterprise, "no", 1)])).rejects.toMatchObject({
      code: "LEDGER_READ_ONLY",
    });
    unlinkSync(ballast);
    await isOpenAgain;
    expect(seen.map(({ state }) => state)).toEqual(["readOnly", "open"]);
    const [next] = await ledger.append([batchOf(enterprise, "after", 3)]);
    expect(next?.index).toBe(places.length);
    for (const { index, leafHash } of places) {
      expect((await ledger.readEntry(enterprise, index)).leafHash).toBe(leafHash);
    }
    await ledger.close();
    expect(auditLedger(opened.path).findings).toEqual([]);
    opened.release();
  });
});
