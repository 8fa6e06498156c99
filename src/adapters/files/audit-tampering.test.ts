import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeAnchor, createLogBook, createTilesInMemory } from "#ledger";
import { canonicalJson, parseEntryHeader, tilePath, toBase64 } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory } from "./data-directory.ts";
import { openLogWriter } from "./log-writer.ts";
import { replayRecord } from "./replay-record.ts";
import { batchOf } from "./testing/small-ledger.ts";
import { filesBelow } from "./tile-files.ts";
import { encodeWalRecord, readWalRecords, type WalRecord } from "./wal-record.ts";

let root: string;
let directory: string;

/** A ledger of 300 platform leaves, so that it has a full tile, partial ones and a second level. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-tampering-"));
  directory = join(root, "data");
  const opened = openDataDirectory(directory);
  const writer = openLogWriter({
    directory,
    clock: () => 1_700_000_000_000,
    origin: "touchstone.test/platform",
  });
  for (let i = 0; i < 300; i++) {
    const origin = `touchstone.test/platform/e/${i % 7}`;
    writer.append([{ ...batchOf(origin, `b${i}`, 2), receivedAtMs: 1_700_000_000_000 + i }]);
    writer.anchor();
    if (i === 100 || i === 270) writer.checkpoint();
  }
  writer.checkpoint();
  writer.close();
  opened.release();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The findings after somebody who knows the format wrote the records anew, with right checksums. */
function tamper(change: (records: WalRecord[]) => WalRecord[]) {
  const copy = join(root, "copy");
  cpSync(directory, copy, { recursive: true });
  const wal = join(copy, "log/wal/000000.wal");
  const records = [...readWalRecords(readFileSync(wal))].flatMap((read) =>
    read.kind === "record" ? [{ ...read.record, header: Buffer.from(read.record.header) }] : [],
  );
  writeFileSync(wal, Buffer.concat(change(records).map(encodeWalRecord)));
  const { findings } = auditLedger(copy);
  // Without the saved state, which spares an opening from reading everything again.
  rmSync(join(copy, "log/index"), { recursive: true });
  expect(() =>
    openLogWriter({ directory: copy, clock: Date.now, origin: "touchstone.test/platform" }),
  ).toThrow(expect.objectContaining({ code: "LEDGER_DAMAGED" }));
  rmSync(copy, { recursive: true });
  return findings;
}

function edit(record: WalRecord, members: Readonly<Record<string, string | number>>): WalRecord {
  const { fields } = parseEntryHeader(Buffer.from(record.header).toString());
  return { ...record, header: Buffer.from(canonicalJson({ ...fields, ...members })) };
}

test("a ledger of several tiles has no findings, and only the tiles of its size", () => {
  expect(auditLedger(directory)).toMatchObject({ findings: [], entries: 300, platformSize: 300 });
  const tiles = filesBelow(join(directory, "log/tile")).map((file) => relative(join(directory, "log"), file));
  const paths = [
    { level: 0, index: 0, width: 256 },
    { level: 0, index: 1, width: 44 },
    { level: 1, index: 0, width: 1 },
    { level: "entries", index: 0, width: 256 },
    { level: "entries", index: 1, width: 44 },
  ] as const;
  expect(tiles.toSorted()).toEqual(paths.map(tilePath).toSorted());
});

test("an entry changed with its checksum contradicts its platform leaf", () => {
  const findings = tamper((records) =>
    records.with(20, edit(records[20] as WalRecord, { file: "other.csv" })),
  );
  expect(findings[0]).toMatchObject({ code: "AUDIT_ANCHOR", file: "log/wal/000000.wal" });
});

test("a leaf or an entry without its time is a finding, not a crash", () => {
  for (const at of [20, 21]) {
    const findings = tamper((records) => {
      const changed = edit(records[at] as WalRecord, { sealedAtMs: "never", receivedAtMs: "never" });
      return records.with(at, changed);
    });
    expect(findings.length).toBeGreaterThan(0);
  }
});

test("an entry left out, or two exchanged, break their log", () => {
  expect(tamper((records) => records.toSpliced(40, 1)).length).toBeGreaterThan(0);
  const exchanged = tamper((records) =>
    records.with(40, records[54] as WalRecord).with(54, records[40] as WalRecord),
  );
  expect(exchanged[0]).toMatchObject({ code: "AUDIT_ENTRY", file: "log/wal/000000.wal" });
});

test("a payload of one entry given to another is not what was sealed", () => {
  const findings = tamper((records) => {
    const { payloadFile, payloadOffset, payloadBytes } = records[2] as WalRecord;
    const swapped = { ...(records[0] as WalRecord), payloadFile, payloadOffset, payloadBytes };
    return [
      swapped,
      ...records.slice(1, -2),
      edit(records.at(-2) as WalRecord, { file: "x" }),
      ...records.slice(-1),
    ];
  });
  expect(findings.map(({ code }) => code)).toContain("AUDIT_PAYLOAD");
});

test("a history sealed anew from one entry on does not lead to the signed root", () => {
  const findings = tamper((records) => {
    const book = createLogBook(createTilesInMemory());
    return records.map((record, i) => {
      const header = parseEntryHeader(Buffer.from(record.header).toString());
      const { type, fields } = header;
      let forged = record;
      if (type === "platform-anchor@1") {
        const leaf = composeAnchor(book.platform.size, book.pendingStates(), Number(fields["sealedAtMs"]));
        forged = { ...record, header: leaf };
      } else {
        const { lastLeaf } = book.logOf(String(fields["origin"]));
        const previous = lastLeaf === undefined ? {} : { previous: toBase64(lastLeaf) };
        forged = edit(record, i === 20 ? { ...previous, file: "other.csv" } : previous);
      }
      replayRecord(book, { record: forged, header, walFile: 0, walOffset: 0 });
      return forged;
    });
  });
  // The first leaf that the signed tree lacks is the one over the changed entry.
  expect(findings).toEqual([expect.objectContaining({ code: "AUDIT_ROOT", file: "log/wal/000000.wal" })]);
});

test("several flips at once are all found", () => {
  const copy = join(root, "many");
  cpSync(directory, copy, { recursive: true });
  const names = [
    "log/tile/0/000",
    "log/tile/1/000.p/1",
    "log/tile/entries/001.p/44",
    "log/payload/000000.segment",
  ];
  for (const name of [...names, "log/checkpoint"]) {
    const bytes = readFileSync(join(copy, name));
    bytes[7] = (bytes[7] ?? 0) ^ 4;
    writeFileSync(join(copy, name), bytes);
  }
  const files = auditLedger(copy).findings.map(({ file }) => file);
  expect(files.toSorted()).toEqual([...names, "log/checkpoint"].toSorted());
});
