import { closeSync, openSync, readSync } from "node:fs";
import {
  decryptPayload,
  ledgerFaults,
  monthOf,
  type DataClass,
  type EntryPlace,
  type LogBook,
  type PayloadRows,
  type PrivateLog,
  type StoredEntry,
} from "#ledger";
import { parseEntryHeader, type JsonObject } from "#seal";
import type { KeyStore } from "./key-store.ts";
import type { LogLayout } from "./log-layout.ts";
import { walHeaderOffset } from "./wal-record.ts";

/** Where reading goes on: a platform leaf, and how many of its entries were read. */
export interface ReadCursor {
  readonly platformIndex: number;
  readonly skip: number;
}

/** Reads entries and payloads back from their files. */
export interface EntryReader {
  readHeader(place: EntryPlace): Buffer;
  /** @throws LEDGER_DAMAGED when the payload is not what was sealed */
  readPayload(
    log: PrivateLog,
    index: number,
  ): { readonly header: JsonObject; readonly payload: PayloadRows; readonly dataKey: Uint8Array };
  /** Entries from the cursor on, at least one and about `maximumBytes`; no `next` at the end. */
  readFrom(
    cursor: ReadCursor,
    maximumBytes: number,
  ): { readonly entries: StoredEntry[]; readonly next?: ReadCursor };
  close(): void;
}

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
    const dataKey = keys.find({
      origin: log.origin,
      dataClass: header["dataClass"] as DataClass,
      month: monthOf(Number(header["receivedAtMs"])),
    });
    const sealed = read(path, place.payloadOffset, place.payloadBytes);
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
          const { header, payload } = readPayload(log, index);
          entries.push({ origin: log.origin, index, platformIndex, header, payload });
          bytes += payload.bytes.length + 1000;
        }
      }
      return { entries };
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
