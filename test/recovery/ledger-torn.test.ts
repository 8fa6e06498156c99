import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLedger, openDataDirectory } from "#adapters/files";
import type { SealedPlace } from "#ledger";
import { openLogWriter, type LogWriter } from "../../src/adapters/files/log-writer.ts";
import { batchOf } from "../../src/adapters/files/testing/small-ledger.ts";
import { readWalRecords } from "../../src/adapters/files/wal-record.ts";

const origin = "t/p";
/** Memory where there is a folder of it: a thousand openings sync a few thousand times. */
const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
let root: string;
let directory: string;
/** Files before the last group, and behind it. */
let wal: { readonly path: string; readonly before: number; readonly bytes: Buffer };
let segment: { readonly path: string; readonly before: number; readonly bytes: Buffer };
let group: readonly SealedPlace[];

const open = (): LogWriter => openLogWriter({ directory, clock: () => 1_700_000_000_000, origin });
const entry = (log: string, name: string) => ({
  ...batchOf(`${origin}/${log}`, name, 1),
  receivedAtMs: 1_700_000_000_000,
});

beforeAll(() => {
  root = mkdtempSync(join(base, "touchstone-torn-"));
  directory = join(root, "data");
  openDataDirectory(directory).release();
  const writer = open();
  for (let i = 0; i < 600; i++) {
    writer.append([entry("a", `${i}`)]);
    if (i % 150 === 149) writer.checkpoint();
  }
  writer.append([entry("b", "kept")]);
  writer.close();
  const paths = {
    wal: join(directory, "log/wal/000000.wal"),
    segment: join(directory, "log/payload/000000.segment"),
  };
  const before = { wal: statSync(paths.wal).size, segment: statSync(paths.segment).size };
  const again = open();
  group = again.append([entry("a", "x"), entry("c", "z")]);
  again.abandon();
  wal = { path: paths.wal, before: before.wal, bytes: readFileSync(paths.wal) };
  segment = { path: paths.segment, before: before.segment, bytes: readFileSync(paths.segment) };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function restore(): void {
  writeFileSync(wal.path, wal.bytes);
  writeFileSync(segment.path, segment.bytes);
}

test("a write of the log torn at any byte of the last group leaves whole entries, and no index is used twice", () => {
  const ends = [...readWalRecords(wal.bytes)].map(({ end }) => end).filter((end) => end > wal.before);
  for (let size = wal.before; size <= wal.bytes.length; size++) {
    restore();
    truncateSync(wal.path, size);
    const writer = open();
    const whole = ends.filter((end) => end <= size).length;
    const found = group.map(({ origin: log, index }) => writer.size(log) > index);
    expect(found, `cut at ${size}`).toEqual([0, 1].map((i) => i < whole));
    for (const place of group.slice(0, whole)) {
      expect(writer.readEntry(place.origin, place.index).leafHash).toBe(place.leafHash);
    }
    const isTorn = !ends.includes(size) && size !== wal.before;
    expect(writer.recovered.some(({ file }) => file === wal.path)).toBe(isTorn);
    const [next] = writer.append([entry("c", "next")]);
    expect(next?.index).toBe(whole === 2 ? 1 : 0);
    writer.abandon();
  }
  restore();
}, 180_000);

test("payload bytes of a group whose entries never came are cut at any byte", () => {
  for (let size = segment.before; size <= segment.bytes.length; size++) {
    writeFileSync(wal.path, wal.bytes.subarray(0, wal.before));
    writeFileSync(segment.path, segment.bytes.subarray(0, size));
    const writer = open();
    expect(writer.status().entries).toBe(601);
    const cut = size - segment.before;
    expect(writer.recovered).toEqual(
      cut === 0 ? [] : [{ file: segment.path, offset: segment.before, bytesCut: cut }],
    );
    writer.abandon();
    expect(statSync(segment.path).size).toBe(segment.before);
  }
  restore();
}, 180_000);

test("an index or a saved state torn at any place is passed over", () => {
  for (const [name, step] of [
    ["state", 97],
    ["tiles", 419],
  ] as const) {
    const path = join(directory, "log/index", name);
    const writer = open();
    writer.checkpoint();
    writer.close();
    const bytes = readFileSync(path);
    const state = readFileSync(join(directory, "log/index/state"));
    expect(bytes.length).toBeGreaterThan(1000);
    for (let size = 0; size < bytes.length; size += step) {
      writeFileSync(join(directory, "log/index/state"), state);
      writeFileSync(path, bytes.subarray(0, size));
      const torn = open();
      expect(torn.status().entries).toBe(603);
      expect(torn.readEntry(`${origin}/a`, 3).index).toBe(3);
      torn.abandon();
    }
  }
  const writer = open();
  writer.close();
  expect(auditLedger(directory).findings).toEqual([]);
}, 180_000);
