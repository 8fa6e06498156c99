import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import {
  decryptPayload,
  erasedFault,
  erasureOf,
  hasSaltSeed,
  ledgerFaults,
  monthOf,
  nodeCrypto,
  type DataClass,
  type EntryLog,
  type EntryPlace,
  type FoundEntry,
  type LogBook,
  type PayloadRows,
  type StoredEntry,
  type StoredHeader,
} from "#ledger";
import { bytesEqual, leafHash, parseEntryHeader, toBase64, type JsonObject } from "#seal";
import { readCoveredEntries, type CoveredEntry, type ReadFileRange } from "./covered-entries.ts";
import type { KeyStore } from "./key-store.ts";
import type { LogLayout } from "./log-layout.ts";
import { walHeaderOffset } from "./wal-record.ts";

/** Where reading goes on: a platform leaf, and how many of its entries were read. */
export interface ReadCursor {
  readonly platformIndex: number;
  readonly skip: number;
}

/** The rows of an entry with the key that reads them, or when they were erased. */
export type StoredPayload =
  | { readonly payload: PayloadRows; readonly dataKey: Uint8Array; readonly erasedAtMs?: never }
  | { readonly erasedAtMs: number };

/** Reads entries and payloads back from their files. */
export interface EntryReader {
  readHeader(place: EntryPlace): Buffer;
  /** The header of an entry whose leaf is known. @throws LEDGER_DAMAGED when it is another */
  readSealed(leaf: Uint8Array, place: EntryPlace | undefined): Buffer;
  /** @throws LEDGER_DAMAGED when the payload is not what was sealed */
  readPayload(log: EntryLog, index: number): StoredPayload;
  /** One entry by its place. @throws LEDGER_NO_SUCH_ENTRY, LEDGER_ERASED */
  readEntry(log: EntryLog, index: number): FoundEntry;
  /** The entries that a platform leaf covers first, by origin and index. */
  covered(platformIndex: number): readonly CoveredEntry[];
  /** Headers from the cursor on; see `readFrom`. */
  readHeadersFrom(
    cursor: ReadCursor,
    maximumBytes: number,
  ): { readonly headers: StoredHeader[]; readonly next?: ReadCursor };
  /** Entries from the cursor on, at least one and about `maximumBytes`; no `next` at the end. */
  readFrom(
    cursor: ReadCursor,
    maximumBytes: number,
  ): { readonly entries: StoredEntry[]; readonly next?: ReadCursor };
  close(): void;
}

const noRows: PayloadRows = { bytes: new Uint8Array(0), ends: new Uint32Array(0) };

/** Files kept open; a log of years has more than a process may open. */
const mostOpenFiles = 64;

/** Makes a reader over a ledger's state; it keeps the files it read last open. */
export function createEntryReader(layout: LogLayout, keys: KeyStore, book: LogBook): EntryReader {
  const files = openFileReader();
  const { sha256 } = nodeCrypto;
  let last: { readonly platformIndex: number; readonly entries: readonly CoveredEntry[] } | undefined;
  const readHeader = (place: EntryPlace): Buffer =>
    files.read(layout.walFile(place.walFile), place.walOffset + walHeaderOffset, place.headerBytes);
  const requireSealed = (
    leaf: Uint8Array | undefined,
    { walFile, walOffset }: EntryPlace,
    header: Uint8Array,
  ): void => {
    if (leaf !== undefined && bytesEqual(leafHash(sha256, header), leaf)) return;
    throw damaged(layout.walFile(walFile), walOffset, "the entry is not what was sealed");
  };
  const readSealed = (leaf: Uint8Array, place: EntryPlace | undefined): Buffer => {
    if (place === undefined) throw new RangeError("no such entry");
    const header = readHeader(place);
    requireSealed(leaf, place, header);
    return header;
  };
  const covered = (platformIndex: number): readonly CoveredEntry[] => {
    if (last?.platformIndex !== platformIndex) {
      const entries = readCoveredEntries(layout, { book, read: files.read }, platformIndex);
      // Checksums can be made anew: an opening that began with a saved state has not seen these records.
      for (const { origin, index, place, header } of entries) {
        const tree = book.logs.get(origin)?.tree;
        const isThere = tree !== undefined && index >= 0 && index < tree.size;
        requireSealed(isThere ? tree.subtree(0, index) : undefined, place, header);
      }
      last = { platformIndex, entries };
    }
    return last.entries;
  };
  const payloadOf = (log: EntryLog, at: { index: number; place: EntryPlace; header: JsonObject }) => {
    const { index, place, header } = at;
    const { origin } = log;
    const dataClass = header["dataClass"] as DataClass;
    const month = monthOf(Number(header["receivedAtMs"]));
    const erasure = erasureOf(log.erasures, { index, dataClass, month });
    if (erasure !== undefined) return { erasedAtMs: erasure.atMs };
    const path = layout.payloadFile(place.payloadFile);
    const dataKey = keys.find({ origin, dataClass, month }, index);
    const bytes = files.read(path, place.payloadOffset, place.payloadBytes);
    const payload =
      dataKey && decryptPayload(dataKey, { origin, index }, { bytes, hasSaltSeed: hasSaltSeed(header) });
    if (dataKey === undefined || payload === undefined) {
      throw damaged(path, place.payloadOffset, "the payload is not what was sealed");
    }
    return { payload, dataKey };
  };
  const found = (log: EntryLog, index: number) => {
    const place = log.placeAt(index);
    if (place === undefined) throw ledgerFaults.fault("LEDGER_NO_SUCH_ENTRY", { origin: log.origin, index });
    const leaf = log.tree.subtree(0, index);
    const bytes = readSealed(leaf, place);
    return { index, place, leaf, header: parseEntryHeader(bytes.toString()).fields };
  };
  return {
    readHeader,
    readSealed,
    covered,
    readPayload: (log, index) => payloadOf(log, found(log, index)),
    readFrom(cursor, maximumBytes) {
      const entries: StoredEntry[] = [];
      const next = walk(
        { book, covered, cursor, maximumBytes },
        ({ origin, index, place, header: bytes }, platformIndex) => {
          const header = JSON.parse(bytes.toString()) as JsonObject;
          const stored: StoredPayload = payloadOf(book.logOf(origin), { index, place, header });
          const at = { origin, index, platformIndex, header };
          if (stored.erasedAtMs !== undefined)
            entries.push({ ...at, payload: noRows, erasedAtMs: stored.erasedAtMs });
          else entries.push({ ...at, payload: stored.payload });
          return place.payloadBytes + 1000;
        },
      );
      return next === undefined ? { entries } : { entries, next };
    },
    readHeadersFrom(cursor, maximumBytes) {
      const headers: StoredHeader[] = [];
      const next = walk(
        { book, covered, cursor, maximumBytes },
        ({ origin, index, header }, platformIndex) => {
          const leaf = toBase64(leafHash(sha256, header));
          const fields = JSON.parse(header.toString()) as JsonObject;
          headers.push({ origin, index, platformIndex, leafHash: leaf, header: fields });
          return header.length + 200;
        },
      );
      return next === undefined ? { headers } : { headers, next };
    },
    readEntry(log, index) {
      const { origin } = log;
      const entry = found(log, index);
      const stored: StoredPayload = payloadOf(log, entry);
      if (stored.erasedAtMs !== undefined) throw erasedFault({ origin, index }, stored.erasedAtMs);
      const platformIndex = log.platformIndexAt(index) ?? null;
      const { header, leaf } = entry;
      return { origin, index, platformIndex, header, payload: stored.payload, leafHash: toBase64(leaf) };
    },
    close: files.close,
  };
}

/** Visits covered entries from a cursor on until enough bytes came together; says where to go on. */
function walk(
  from: {
    readonly book: LogBook;
    readonly covered: (platformIndex: number) => readonly CoveredEntry[];
    readonly cursor: ReadCursor;
    readonly maximumBytes: number;
  },
  visit: (entry: CoveredEntry, platformIndex: number) => number,
): ReadCursor | undefined {
  const { book, covered, cursor, maximumBytes } = from;
  let bytes = 0;
  for (let { platformIndex } = cursor; platformIndex < book.platform.size; platformIndex++) {
    const entries = covered(platformIndex);
    for (let i = platformIndex === cursor.platformIndex ? cursor.skip : 0; i < entries.length; i++) {
      if (bytes >= maximumBytes) return { platformIndex, skip: i };
      bytes += visit(entries[i] as CoveredEntry, platformIndex);
    }
  }
  return undefined;
}

function openFileReader(): { readonly read: ReadFileRange; close(): void } {
  const descriptors = new Map<string, number>();
  const descriptorOf = (path: string): number => {
    const known = descriptors.get(path);
    if (known !== undefined) return known;
    const [oldest] = descriptors;
    if (oldest !== undefined && descriptors.size >= mostOpenFiles) {
      closeSync(oldest[1]);
      descriptors.delete(oldest[0]);
    }
    const descriptor = openSync(path, "r");
    descriptors.set(path, descriptor);
    return descriptor;
  };
  return {
    read(path, offset, wanted) {
      const descriptor = descriptorOf(path);
      const length = wanted ?? fstatSync(descriptor).size - offset;
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; ) {
        const count = readSync(descriptor, bytes, at, length - at, offset + at);
        if (count === 0) throw damaged(path, offset, "the file ends too early");
        at += count;
      }
      return bytes;
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor);
      descriptors.clear();
    },
  };
}

function damaged(file: string, offset: number, problem: string) {
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem });
}
