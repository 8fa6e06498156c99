import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "#kernel";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { openLogWriter, type LogWriter } from "./log-writer.ts";
import { batchOf } from "./testing/small-ledger.ts";
import { encodeWalRecord, readWalRecords } from "./wal-record.ts";
import { openWriterSession } from "./writer-session.ts";

const origin = "touchstone.test/platform";
const start = 1_700_000_000_000;
const logs = [0, 1, 2].map((n) => `${origin}/e/${n}`);
let root: string;
let directory: string;

const open = (path: string): LogWriter =>
  openLogWriter({ directory: path, clock: () => start, origin, limits: { stateEveryBytes: 20_000 } });

/** 1,500 entries in three logs of unlike sizes under 40 platform leaves; the last ones under none. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-index-"));
  directory = join(root, "data");
  const opened = openDataDirectory(directory);
  const writer = open(directory);
  for (let i = 0; i < 1500; i++) {
    const log = logs[i % 9 === 0 ? 1 : i % 100 === 0 ? 2 : 0] ?? "";
    writer.append([{ ...batchOf(log, `b${i}`, 1), receivedAtMs: start + i }]);
    if (i % 38 === 37) writer.checkpoint();
  }
  writer.abandon();
  opened.release();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Everything that a reader can see of a ledger. */
function seen(path: string) {
  const writer = open(path);
  const checkpoint = writer.checkpoint();
  const entries = writer.readFrom({ platformIndex: 0, skip: 0 }, Number.POSITIVE_INFINITY);
  const { headers } = writer.readHeadersFrom({ platformIndex: 3, skip: 2 }, Number.POSITIVE_INFINITY);
  const bundles = logs.map((log) => writer.bundle(log, { disclose: [{ index: 7, ordinals: [0] }] }));
  const first = logs.map((log) => writer.readEntry(log, 3));
  const sizes = logs.map((log) => writer.size(log));
  writer.abandon();
  return { checkpoint, entries, headers, bundles, first, sizes };
}

function copyOf(name: string): string {
  const copy = join(root, name);
  cpSync(directory, copy, { recursive: true });
  return copy;
}

test("a saved state leads to the same as replaying all entries", () => {
  expect(existsSync(join(directory, "log/index/state"))).toBe(true);
  expect(statSync(join(directory, "log/index/tiles")).size).toBeGreaterThan(5 * 16_384);
  const without = copyOf("without");
  rmSync(join(without, "log/index"), { recursive: true });
  const found = seen(copyOf("with"));
  expect(found.sizes.reduce((sum, size) => sum + size)).toBe(1500);
  expect(seen(without)).toEqual(found);
});

test("a saved state or an index with any flipped bit is made again from the entries", () => {
  const random = createRandom("flips");
  const expected = seen(copyOf("whole"));
  for (const [i, name] of ["state", "tiles", "state", "tiles", "state", "tiles"].entries()) {
    const copy = copyOf(`flipped${i}`);
    const file = join(copy, "log/index", name);
    const bytes = readFileSync(file);
    // The last tiles may lie behind the saved state, which does not count them.
    const offset = random.integer(Math.floor(bytes.length / 2));
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << random.integer(8));
    writeFileSync(file, bytes);
    expect(auditLedger(copy).findings.map(({ code }) => code)).toContain("AUDIT_INDEX");
    const session = openWriterSession({ directory: copy, clock: () => start, origin });
    session.write((writer) => writer.checkpoint());
    // Every tile is read, so that a damaged one is noticed.
    for (const log of logs) {
      const size = session.read((writer) => writer.size(log));
      for (let index = 0; index < size; index += 200) session.read((writer) => writer.readEntry(log, index));
    }
    const { entries } = session.read((writer) =>
      writer.readFrom({ platformIndex: 0, skip: 0 }, Number.POSITIVE_INFINITY),
    );
    const bundles = logs.map((log) =>
      session.read((writer) => writer.bundle(log, { disclose: [{ index: 7, ordinals: [0] }] })),
    );
    expect({ entries, bundles }).toEqual({ entries: expected.entries.entries, bundles: expected.bundles });
    session.close();
    expect(auditLedger(copy).findings).toEqual([]);
  }
});

test("an old entry written anew behind the saved state, with its right checksum, is never served", () => {
  const copy = copyOf("written-anew");
  const writer = open(copy);
  writer.checkpoint();
  writer.close();
  const wal = join(copy, "log/wal/000000.wal");
  const records = [...readWalRecords(readFileSync(wal))].map((read) => {
    if (read.kind !== "record") throw new Error("damaged");
    return { ...read.record, header: Buffer.from(read.record.header) };
  });
  const [victim, log] = [5, logs[0] ?? ""];
  const record = records.find(({ header }) => {
    const fields = JSON.parse(header.toString()) as { readonly origin?: string; readonly index?: number };
    return fields.origin === log && fields.index === victim;
  });
  if (record === undefined) throw new Error("no such record");
  const at = record.header.indexOf('"receivedAtMs":') + '"receivedAtMs":'.length;
  record.header[at] = 0x32;
  writeFileSync(wal, Buffer.concat(records.map(encodeWalRecord)));
  expect(auditLedger(copy).findings.map(({ code }) => code)).toContain("AUDIT_ENTRY");
  // The saved state spares the opening from reading it.
  const opened = open(copy);
  const isDamaged = expect.objectContaining({ code: "LEDGER_DAMAGED" });
  const width = 256;
  const ways = [
    () => opened.readEntry(log, victim),
    () => opened.askLog({ kind: "prove", origin: log, index: victim }),
    () => opened.askLog({ kind: "tile", origin: log, tile: { level: "entries", index: 0, width } }),
    () => opened.readHeadersFrom({ platformIndex: 0, skip: 0 }, Number.POSITIVE_INFINITY),
    () => opened.readFrom({ platformIndex: 0, skip: 0 }, Number.POSITIVE_INFINITY),
    () => opened.bundle(log, { disclose: [{ index: victim, ordinals: [0] }] }),
  ];
  for (const way of ways) expect(way).toThrow(isDamaged);
  expect(opened.readEntry(log, victim + 1).index).toBe(victim + 1);
  expect(opened.askLog({ kind: "prove", origin: log, index: victim + 1 })).not.toBeNull();
  opened.abandon();
});

test("a state saved before the log was cut is passed over", () => {
  const copy = copyOf("cut");
  const writer = open(copy);
  writer.checkpoint();
  writer.close();
  writeFileSync(join(copy, "log/wal/000000.wal"), readFileSync(join(directory, "log/wal/000000.wal")));
  expect(() => open(copy)).toThrow(expect.objectContaining({ code: "LEDGER_DAMAGED" }));
});
