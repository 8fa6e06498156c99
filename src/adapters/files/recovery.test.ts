import { spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRandom } from "#kernel";
import type { Receipt } from "#seal";
import { nodeCrypto } from "#ledger";
import { encodeEntryHeader, leafHash, toBase64 } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { openLogWriter, type LogWriter } from "./log-writer.ts";
import { batchOf, createSmallLedger } from "./testing/small-ledger.ts";
import { readWalRecords } from "./wal-record.ts";

const seed = process.env["TOUCHSTONE_SEED"] ?? String(Date.now());

let root: string;
let directory: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-recovery-"));
  directory = join(root, "data");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (path: string): LogWriter =>
  openLogWriter({ directory: path, clock: () => 1_700_000_000_000, origin: "touchstone.test/platform" });

/** Leaf hashes of every entry, by log and index. */
function leavesOf(writer: LogWriter): Map<string, string> {
  const leaves = new Map<string, string>();
  writer.checkpoint();
  const { entries } = writer.readFrom({ platformIndex: 0, skip: 0 }, Number.POSITIVE_INFINITY);
  for (const { origin, index, header } of entries) {
    leaves.set(`${origin} ${index}`, toBase64(leafHash(nodeCrypto.sha256, encodeEntryHeader(header))));
  }
  return leaves;
}

describe("after kill -9", () => {
  test(`nothing acknowledged is lost, whenever it strikes (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const acknowledged: Receipt[] = [];
    for (let round = 0; round < 6; round++) {
      acknowledged.push(...(await appendUntilKilled(directory, round, random.integer(120))));
      const writer = open(directory);
      const leaves = leavesOf(writer);
      for (const { origin, index, leafHash: leaf } of acknowledged) {
        expect(leaves.get(`${origin} ${index}`), `${origin} ${index}`).toBe(leaf);
      }
      writer.close();
      expect(auditLedger(directory).findings).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(0);
  });
});

/** Starts a process that appends, anchors and signs without end, and kills it some time after its first receipt. */
async function appendUntilKilled(path: string, round: number, afterMs: number): Promise<Receipt[]> {
  const script = `
    import { openDataDirectory, openLedger } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
    import { batchOf } from ${JSON.stringify(new URL("./testing/small-ledger.ts", import.meta.url).href)};
    const opened = openDataDirectory(${JSON.stringify(path)});
    const ledger = await openLedger({ directory: opened.path, clock: Date.now, origin: "touchstone.test/platform" });
    for (let i = 0; ; i++) {
      const calls = [0, 1, 2].map((n) =>
        ledger.append([batchOf(ledger.originOf("enterprise", "E" + n), "r${round}-" + i, 5 + n)]));
      for (const [receipt] of await Promise.all(calls)) process.stdout.write(JSON.stringify(receipt) + "\\n");
      if (i % 3 === 0) await ledger.anchor();
      if (i % 5 === 0) await ledger.checkpoint();
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      resolve();
    });
    child.once("close", () => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await ended;
  // A line cut by the kill was not read by anybody.
  const lines = output.slice(0, output.lastIndexOf("\n") + 1).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Receipt);
}

describe("a torn write", () => {
  /** A small ledger with two entries after the last checkpoint, and where the last record begins. */
  async function tornLedger() {
    const opened = openDataDirectory(directory);
    await (await createSmallLedger(directory)).close();
    opened.release();
    const writer = open(directory);
    const { entries } = writer.readFrom({ platformIndex: 0, skip: 0 }, 1);
    const origin = entries[0]?.origin ?? "";
    writer.append([{ ...batchOf(origin, "late", 4), receivedAtMs: 1 }]);
    writer.append([{ ...batchOf(origin, "later", 4), receivedAtMs: 2 }]);
    writer.close();
    const wal = join(directory, "log/wal/000000.wal");
    const offsets = [...readWalRecords(readFileSync(wal))].map(({ offset }) => offset);
    return { wal, last: offsets.at(-1) ?? 0, end: statSync(wal).size, offsets };
  }

  test("at any byte of the last record is cut off with a report, and the rest stays", async () => {
    const { last, end } = await tornLedger();
    for (let size = last + 1; size < end; size += 7) {
      const copy = join(root, "copy");
      cpSync(directory, copy, { recursive: true });
      const file = join(copy, "log/wal/000000.wal");
      truncateSync(file, size);
      expect(auditLedger(copy).findings.length).toBeGreaterThan(0);
      const writer = open(copy);
      expect(writer.recovered[0]).toEqual({ file, offset: last, bytesCut: size - last });
      expect(writer.status().entries).toBe(17);
      expect(writer.recovered).toHaveLength(2);
      writer.checkpoint();
      writer.close();
      expect(auditLedger(copy).findings).toEqual([]);
      rmSync(copy, { recursive: true });
    }
  });

  test("that left garbage behind whole records is cut off too", async () => {
    const { wal, end } = await tornLedger();
    appendFileSync(wal, Buffer.alloc(300));
    appendFileSync(join(directory, "log/payload/000000.segment"), "payload that no entry refers to");
    const writer = open(directory);
    expect(writer.recovered.map(({ bytesCut }) => bytesCut)).toEqual([300, 31]);
    expect(writer.status().entries).toBe(18);
    expect(statSync(wal).size).toBe(end);
    writer.close();
  });

  test("is told from damage: between whole records, or under the checkpoint, nothing is cut", async () => {
    const { wal, offsets, end } = await tornLedger();
    rmSync(join(directory, "log/index"), { recursive: true });
    const bytes = readFileSync(wal);
    for (const offset of [offsets[2] ?? 0, offsets.at(-2) ?? 0]) {
      const damaged = Buffer.from(bytes);
      damaged[offset + 40] = (damaged[offset + 40] ?? 0) ^ 1;
      writeFileSync(wal, damaged);
      expect(() => open(directory)).toThrow(
        expect.objectContaining({ code: "LEDGER_DAMAGED", kind: "integrity" }),
      );
      expect(statSync(wal).size).toBe(end);
    }
    writeFileSync(wal, bytes.subarray(0, (offsets[4] ?? 0) + 11));
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: "LEDGER_DAMAGED" }));
    expect(statSync(wal).size).toBe((offsets[4] ?? 0) + 11);
  });

  test("with a payload shorter than its entry says is damage", async () => {
    await tornLedger();
    const segment = join(directory, "log/payload/000000.segment");
    truncateSync(segment, statSync(segment).size - 1);
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: "LEDGER_DAMAGED" }));
  });
});
