import {
  composeAnchor,
  composeEntry,
  encryptPayload,
  hashPoints,
  monthOf,
  rootInPlace,
  saltsOf,
  type EntryPlace,
  type EntryToAppend,
  type LogBook,
  type SealedPlace,
} from "#ledger";
import { toBase64 } from "#seal";
import type { AppendFiles } from "./append-file.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { KeyStore } from "./key-store.ts";
import type { LogLayout } from "./log-layout.ts";
import { encodeWalRecord } from "./wal-record.ts";

/** An entry whose time of receipt is settled. */
export type ReceivedEntry = EntryToAppend & { readonly receivedAtMs: number };

/** What the parts of the writer share. */
export interface WriterFiles {
  readonly layout: LogLayout;
  readonly keys: KeyStore;
  readonly book: LogBook;
  readonly wal: AppendFiles;
  readonly payloads: AppendFiles;
  readonly reader: EntryReader;
  /** Folders of tiles whose names are durable. */
  readonly tileFolders: Set<string>;
}

/** Seals entries with one sync of each file; returns when they are durable. */
export function sealGroup(files: WriterFiles, entries: readonly ReceivedEntry[]): SealedPlace[] {
  const { book, keys, wal, payloads } = files;
  const places = entries.map((entry) => {
    const { origin, receivedAtMs } = entry;
    const log = book.logOf(origin);
    const index = log.tree.size;
    const { header, sealed } = sealEntry(keys, entry, { index, previous: log.lastLeaf });
    const { file, offset } = payloads.append(...sealed);
    const payloadBytes = sealed.reduce((sum, part) => sum + part.length, 0);
    const payload = { payloadFile: file, payloadOffset: offset, payloadBytes };
    const leaf = book.addEntry(origin, header, appendRecord(wal, header, payload));
    return { origin, index, leafHash: toBase64(leaf), receivedAtMs };
  });
  // The order is the promise: keys before payloads before entries before receipts.
  keys.sync();
  payloads.flush();
  wal.flush();
  return places;
}

/** Adds a platform leaf over all pending states; returns when it is durable. */
export function sealAnchor({ book, wal }: WriterFiles, sealedAtMs: number): void {
  const header = composeAnchor(book.platform.size, book.pendingStates(), sealedAtMs);
  const place = appendRecord(wal, header, { payloadFile: 0, payloadOffset: 0, payloadBytes: 0 });
  wal.flush();
  book.addAnchor(header, place);
}

function sealEntry(
  keys: KeyStore,
  entry: ReceivedEntry,
  at: { readonly index: number; readonly previous: Uint8Array | undefined },
): { readonly header: Uint8Array; readonly sealed: Buffer[] } {
  const { origin, dataClass, receivedAtMs, payload } = entry;
  const context = { origin, index: at.index };
  const dataKey = keys.findOrCreate({ origin, dataClass, month: monthOf(receivedAtMs) }, at.index);
  const pointsRoot = rootInPlace(hashPoints(payload, saltsOf(dataKey, context, payload)));
  const header = composeEntry(entry, { ...at, pointsRoot, receivedAtMs });
  return { header, sealed: encryptPayload(dataKey, context, payload) };
}

function appendRecord(
  wal: AppendFiles,
  header: Uint8Array,
  payload: Pick<EntryPlace, "payloadFile" | "payloadOffset" | "payloadBytes">,
): EntryPlace {
  const { file, offset } = wal.append(encodeWalRecord({ header, ...payload }));
  return { walFile: file, walOffset: offset, headerBytes: header.length, ...payload };
}
