import { closeSync, openSync, readSync } from "node:fs";
import {
  decryptPayload,
  erasedFault,
  erasureOf,
  hasSaltSeed,
  ledgerFaults,
  monthOf,
  type DataClass,
  type EntryPlace,
  type FoundEntry,
  type LogBook,
  type PayloadRows,
  type PrivateLog,
  type StoredEntry,
  type StoredHeader,
} from "#ledger";
import { parseEntryHeader, toBase64, type JsonObject } from "#seal";
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
  | {
      readonly header: JsonObject;
      readonly payload: PayloadRows;
      readonly dataKey: Uint8Array;
      readonly erasedAtMs?: never;
    }
  | { readonly header: JsonObject; readonly erasedAtMs: number };

/** Reads entries and payloads back from their files. */
export interface EntryReader {
  readHeader(place: EntryPlace): Buffer;
  /** @throws LEDGER_DAMAGED when the payload is not what was sealed */
  readPayload(log: PrivateLog, index: number): StoredPayload;
  /** One entry by its place. @throws LEDGER_NO_SUCH_ENTRY, LEDGER_ERASED */
  readEntry(log: PrivateLog, index: number): FoundEntry;
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

/** Makes a reader over a ledger's state; it keeps the files it read from open. */
export function createEntryReader(layout: LogLayout, keys: KeyStore, book: LogBook): EntryReader {
  const descriptors = new Map<string, number>();
  const read = (path: string, offset: number, length: number): Buffer => {
    let descriptor = descriptors.get(path);
    if (descriptor === undefined) {
      descriptor = openSync(path, "r");
      descriptors.set(path, descriptor);
    }
    const bytes = Buffer.allocUnsafe(length);
    if (readSync(descriptor, bytes, 0, length, offset) !== length) throw damaged(path, offset);
    return bytes;
  };
  const readHeader = (place: EntryPlace): Buffer =>
    read(layout.walFile(place.walFile), place.walOffset + walHeaderOffset, place.headerBytes);
  const readPayload: EntryReader["readPayload"] = (log, index) => {
    const place = log.places[index];
    if (place === undefined) throw new RangeError(`no entry ${index}`);
    const header = parseEntryHeader(readHeader(place).toString()).fields;
    const path = layout.payloadFile(place.payloadFile);
    const dataClass = header["dataClass"] as DataClass;
    const month = monthOf(Number(header["receivedAtMs"]));
    const erasure = erasureOf(log.erasures, { index, dataClass, month });
    if (erasure !== undefined) return { header, erasedAtMs: erasure.atMs };
    const dataKey = keys.find({ origin: log.origin, dataClass, month }, index);
    const sealed = {
      bytes: read(path, place.payloadOffset, place.payloadBytes),
      hasSaltSeed: hasSaltSeed(header),
    };
    const payload = dataKey && decryptPayload(dataKey, { origin: log.origin, index }, sealed);
    if (dataKey === undefined || payload === undefined) throw damaged(path, place.payloadOffset);
    return { header, payload, dataKey };
  };
  return {
    readHeader,
    readPayload,
    readFrom(cursor, maximumBytes) {
      const entries: StoredEntry[] = [];
      let bytes = 0;
      for (let platformIndex = cursor.platformIndex; platformIndex < book.anchors.length; platformIndex++) {
        const covered = entriesOfAnchor(book, platformIndex);
        for (let i = platformIndex === cursor.platformIndex ? cursor.skip : 0; i < covered.length; i++) {
          if (bytes >= maximumBytes) return { entries, next: { platformIndex, skip: i } };
          const { log, index } = covered[i] as (typeof covered)[number];
          const stored = readPayload(log, index);
          const { header } = stored;
          const at = { origin: log.origin, index, platformIndex, header };
          if (stored.erasedAtMs === undefined) entries.push({ ...at, payload: stored.payload });
          else entries.push({ ...at, payload: noRows, erasedAtMs: stored.erasedAtMs });
          bytes += (stored.erasedAtMs === undefined ? stored.payload.bytes.length : 0) + 1000;
        }
      }
      return { entries };
    },
    readHeadersFrom(cursor, maximumBytes) {
      const headers: StoredHeader[] = [];
      let bytes = 0;
      for (let platformIndex = cursor.platformIndex; platformIndex < book.anchors.length; platformIndex++) {
        const covered = entriesOfAnchor(book, platformIndex);
        for (let i = platformIndex === cursor.platformIndex ? cursor.skip : 0; i < covered.length; i++) {
          if (bytes >= maximumBytes) return { headers, next: { platformIndex, skip: i } };
          const { log, index } = covered[i] as (typeof covered)[number];
          const text = readHeader(log.places[index] as EntryPlace).toString();
          const leaf = toBase64(log.tree.subtree(0, index));
          const header = parseEntryHeader(text).fields;
          headers.push({ origin: log.origin, index, platformIndex, leafHash: leaf, header });
          bytes += text.length;
        }
      }
      return { headers };
    },
    readEntry(log, index) {
      const { origin } = log;
      if (log.places[index] === undefined)
        throw ledgerFaults.fault("LEDGER_NO_SUCH_ENTRY", { origin, index });
      const stored = readPayload(log, index);
      if (stored.erasedAtMs !== undefined) throw erasedFault({ origin, index }, stored.erasedAtMs);
      const { header, payload } = stored;
      const platformIndex = log.platformIndexes[index] ?? null;
      return {
        origin,
        index,
        platformIndex,
        header,
        payload,
        leafHash: toBase64(log.tree.subtree(0, index)),
      };
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor);
      descriptors.clear();
    },
  };
}

/** The entries that a platform leaf covers first, by origin and index. */
function entriesOfAnchor(book: LogBook, platformIndex: number): { log: PrivateLog; index: number }[] {
  return (book.anchors[platformIndex]?.states ?? []).flatMap(({ origin, size }) => {
    const log = book.logOf(origin);
    let first = size;
    while (first > 0 && log.platformIndexes[first - 1] === platformIndex) first -= 1;
    return Array.from({ length: size - first }, (_, i) => ({ log, index: first + i }));
  });
}

function damaged(file: string, offset: number) {
  const problem = "the payload is not what was sealed";
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem });
}
