import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import {
  createLogBook,
  createTilesInMemory,
  decryptPayload,
  erasureOf,
  forgetfulTiles,
  hashPoints,
  hasSaltSeed,
  monthOf,
  platformTiles,
  rootInPlace,
  saltsOf,
  type DataClass,
  type EntryTileName,
  type EntryTiles,
  type LogBook,
  type SealedErasure,
} from "#ledger";
import { toBase64 } from "#seal";
import { readCounted, type AuditedKeys } from "./audit-keys.ts";
import type { AuditNotes, AuditPlace, OddTimes } from "./audit-report.ts";
import type { ReceiptAudit } from "./audit-receipts.ts";
import { auditTimes } from "./audit-times.ts";
import { numberedFiles, type LogLayout } from "./log-layout.ts";
import { findErasures } from "./find-erasures.ts";
import { parseRecord, problemOf, replayRecord, type FoundRecord } from "./replay-record.ts";
import { readWalRecords, type WalRecord } from "./wal-record.ts";

/** The logs as the entries give them. */
export interface AuditedEntries {
  readonly book: LogBook;
  /** Whether every record could be read: only then do indexes and roots say something. */
  readonly isWhole: boolean;
  readonly oddTimes: OddTimes;
}

type Found = FoundRecord & { readonly place: AuditPlace };

/** Of the private logs the audit needs sizes and roots as they grow; of the platform log also where each leaf lies. */
function platformTilesOnly(): EntryTiles {
  const inMemory = createTilesInMemory();
  const keeper = ({ origin }: EntryTileName): EntryTiles =>
    origin === platformTiles ? inMemory : forgetfulTiles;
  return {
    append: (name, records) => keeper(name).append(name, records),
    read: (name, position) => keeper(name).read(name, position),
  };
}

interface PayloadAudit {
  readonly payloads: Payloads;
  readonly keys: AuditedKeys;
  readonly erasures: ReadonlyMap<string, readonly SealedErasure[]>;
}

/** Verifies every entry, its payload, and that the platform leaves agree with the private logs. */
export function auditEntries(
  layout: LogLayout,
  keys: AuditedKeys,
  notes: AuditNotes,
  { receipts, onEntry }: { readonly receipts: ReceiptAudit; readonly onEntry: (file: string) => void },
): AuditedEntries {
  const times = auditTimes();
  const book = createLogBook(platformTilesOnly());
  const payloads = openPayloads(layout, notes);
  const erasures = findErasures(layout);
  let isWhole = true;
  for (const number of numberedFiles(layout.wal, "wal")) {
    const file = layout.walFile(number);
    for (const read of readWalRecords(readCounted(file, notes) ?? Buffer.alloc(0))) {
      const place = { file, offset: read.offset, length: read.end - read.offset };
      const header = read.kind === "record" ? parseRecord(read.record) : undefined;
      if (read.kind === "damaged" || header === undefined) {
        notes.report("AUDIT_UNREADABLE", place);
        isWhole = false;
        continue;
      }
      const found = { record: read.record, header, place, walFile: number, walOffset: read.offset };
      if (isWhole) isWhole = auditPosition(book, found, notes);
      if (header.type === "platform-anchor@1") times.leaf(Number(header.fields["sealedAtMs"]), place);
      else {
        auditPayload({ payloads, keys, erasures }, found, notes);
        const { origin, index, receivedAtMs } = header.fields;
        times.entry(Number(receivedAtMs), place);
        receipts.see(String(origin), Number(index), read.record.header);
      }
      replayRecord(book, found);
      onEntry(file);
    }
  }
  payloads.close(isWhole);
  if (isWhole) receipts.end(book);
  return { book, isWhole, oddTimes: times.found() };
}

/** Whether a record fits the ones before it. */
function auditPosition(book: LogBook, found: Found, notes: AuditNotes): boolean {
  const problem = problemOf(book, found);
  switch (problem?.kind) {
    case undefined:
      return true;
    case "anchor":
      notes.report("AUDIT_ANCHOR", found.place, { index: problem.index });
      return false;
    case "index":
      notes.report("AUDIT_ENTRY", found.place, { problem: `index ${problem.found} ≠ ${problem.expected}` });
      return false;
    case "previous":
      notes.report("AUDIT_ENTRY", found.place, { problem: "previous" });
      return false;
  }
}

function auditPayload(
  { payloads, keys, erasures }: PayloadAudit,
  { record, header, place }: Found,
  notes: AuditNotes,
): void {
  const { fields } = header;
  const stored = payloads.read(record);
  const context = { origin: String(fields["origin"]), index: Number(fields["index"]) };
  const dataClass = fields["dataClass"] as DataClass;
  const receivedAtMs = Number(fields["receivedAtMs"]);
  if (Number.isNaN(new Date(receivedAtMs).getTime())) {
    notes.report("AUDIT_ENTRY", place, { problem: "receivedAtMs" });
    return;
  }
  const month = monthOf(receivedAtMs);
  const { origin, index } = context;
  const erasure = erasureOf(erasures.get(origin) ?? [], { index, dataClass, month });
  if (erasure !== undefined) {
    notes.totals.erasedEntries += 1;
    notes.totals.erasedRows += Number(fields["rowCount"]);
    return;
  }
  const dataKey = keys.dataKeys.find({ origin, dataClass, month }, index);
  if (dataKey === undefined) {
    if (!keys.isIncomplete) notes.report("AUDIT_KEY_MISSING", place);
    return;
  }
  if (stored === undefined) return;
  const sealed = { bytes: stored.bytes, hasSaltSeed: hasSaltSeed(fields) };
  const payload = decryptPayload(dataKey, context, sealed);
  const isSealed =
    payload !== undefined &&
    payload.ends.length === fields["rowCount"] &&
    payload.bytes.length === fields["payloadBytes"] &&
    toBase64(rootInPlace(hashPoints(payload, saltsOf(dataKey, context, payload)))) === fields["pointsRoot"];
  if (!isSealed) notes.report("AUDIT_PAYLOAD", stored.place);
  notes.totals.rows += payload?.ends.length ?? 0;
}

interface Payloads {
  read(record: WalRecord): { readonly bytes: Buffer; readonly place: AuditPlace } | undefined;
  /** Reports stretches that no entry refers to, if every entry could be read. */
  close(isWhole: boolean): void;
}

function openPayloads(layout: LogLayout, notes: AuditNotes): Payloads {
  let open: { readonly number: number; readonly descriptor: number } | undefined;
  const ends = new Map<number, number>();
  const gaps: AuditPlace[] = [];
  const descriptorOf = (number: number): number | undefined => {
    if (open?.number === number) return open.descriptor;
    const file = layout.payloadFile(number);
    if (!existsSync(file)) return undefined;
    if (open !== undefined) closeSync(open.descriptor);
    open = { number, descriptor: openSync(file, "r") };
    return open.descriptor;
  };
  const addGap = (number: number, from: number, to: number): void => {
    if (to > from) gaps.push({ file: layout.payloadFile(number), offset: from, length: to - from });
  };
  return {
    read({ payloadFile, payloadOffset, payloadBytes }) {
      const place = { file: layout.payloadFile(payloadFile), offset: payloadOffset, length: payloadBytes };
      addGap(payloadFile, ends.get(payloadFile) ?? 0, payloadOffset);
      ends.set(payloadFile, payloadOffset + payloadBytes);
      const descriptor = descriptorOf(payloadFile);
      const stored = descriptor === undefined ? 0 : fstatSync(descriptor).size;
      if (descriptor !== undefined && payloadOffset + payloadBytes <= stored) {
        const bytes = Buffer.allocUnsafe(payloadBytes);
        readSync(descriptor, bytes, 0, payloadBytes, payloadOffset);
        return { bytes, place };
      }
      notes.report("AUDIT_MISSING", place);
      return undefined;
    },
    close(isWhole) {
      if (open !== undefined) closeSync(open.descriptor);
      for (const number of numberedFiles(layout.payload, "segment")) {
        const { size } = statSync(layout.payloadFile(number));
        notes.count(size);
        addGap(number, ends.get(number) ?? 0, size);
      }
      if (isWhole) for (const gap of gaps) notes.report("AUDIT_PAYLOAD_GAP", gap);
    },
  };
}
