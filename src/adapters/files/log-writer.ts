import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#kernel";
import {
  assembleBundle,
  composeAnchor,
  composeEntry,
  createMapTrees,
  deriveSalts,
  encryptPayload,
  hashPoints,
  monthOf,
  nodeCrypto,
  rootInPlace,
  signNote,
  signReceipt,
  type BundleOptions,
  type Checkpoint,
  type EntryPlace,
  type EntryToAppend,
  type LedgerStatus,
  type LogBook,
  type RecoveryReport,
} from "#ledger";
import {
  emptyRoot,
  formatCheckpoint,
  formatVerifierKey,
  toBase64,
  type CheckpointBody,
  type EvidenceBundle,
  type Receipt,
} from "#seal";
import { openAppendFiles, type AppendFiles } from "./append-file.ts";
import { writeFileDurably } from "./durable-file.ts";
import { createEntryReader, type EntryReader } from "./entry-reader.ts";
import { createKeyFiles, openKeyStore, readPlatformKey, type KeyStore } from "./key-store.ts";
import { logLayout, type LogLayout } from "./log-layout.ts";
import { recoverLog } from "./recover-log.ts";
import { tilePathsOf, writeTiles } from "./tile-files.ts";
import { encodeWalRecord } from "./wal-record.ts";

/** An entry whose time of receipt is settled. */
export type ReceivedEntry = EntryToAppend & { readonly receivedAtMs: number };

/** The ledger on one thread: every call returns when its effect is durable. */
export interface LogWriter {
  readonly recovered: readonly RecoveryReport[];
  status(): LedgerStatus;
  /** Seals a group of entries with one sync of each file; the entries were checked before. */
  append(entries: readonly ReceivedEntry[]): Receipt[];
  anchor(): { readonly platformIndex: number };
  checkpoint(): Checkpoint;
  readFrom: EntryReader["readFrom"];
  bundle(origin: string, options: BundleOptions): EvidenceBundle;
  close(): void;
}

const walFileBytes = 64 * 2 ** 20;
const payloadFileBytes = 256 * 2 ** 20;

/** What the parts of the writer share. */
interface WriterFiles {
  readonly layout: LogLayout;
  readonly keys: KeyStore;
  readonly book: LogBook;
  readonly wal: AppendFiles;
  readonly payloads: AppendFiles;
  readonly reader: EntryReader;
}

/**
 * Opens or creates the ledger of a data directory. After an error of the disk the writer must not be used any
 * more: what it holds in memory may be ahead of the files, and opening again reads the truth back.
 * @throws LEDGER_DAMAGED
 */
export function openLogWriter(options: { directory: string; clock: Clock; origin: string }): LogWriter {
  const layout = logLayout(options.directory);
  if (!existsSync(layout.checkpoint)) createLog(layout, options.origin);
  const keys = openKeyStore(layout);
  const recovered = recoverLog(layout, keys.platform.verifierKey);
  const { book } = recovered;
  const { lastWalFile, lastPayloadFile } = recovered;
  const files: WriterFiles = {
    layout,
    keys,
    book,
    wal: openAppendFiles({ pathOf: layout.walFile, last: lastWalFile, maximumBytes: walFileBytes }),
    payloads: openAppendFiles({
      pathOf: layout.payloadFile,
      last: lastPayloadFile,
      maximumBytes: payloadFileBytes,
    }),
    reader: createEntryReader(layout, keys, book),
  };
  const mapTree = createMapTrees(book);
  let signed = { note: recovered.note, body: recovered.checkpoint };

  const anchor = (): { platformIndex: number } => {
    if (book.pendingCount > 0) addAnchor(files, options.clock());
    return { platformIndex: book.platform.size - 1 };
  };
  return {
    recovered: recovered.reports,
    status: () => ({ entries: book.entryCount, platformSize: book.platform.size }),
    append: (entries) => appendGroup(files, entries),
    anchor,
    checkpoint() {
      anchor();
      if (book.platform.size > signed.body.size) signed = signCheckpoint(files, signed.body.size);
      const { size, root } = signed.body;
      return { size, root: toBase64(root), note: signed.note };
    },
    readFrom: files.reader.readFrom,
    bundle: (origin, bundleOptions) =>
      assembleBundle(
        {
          book,
          checkpoint: signed.note,
          signer: formatVerifierKey(keys.platform.verifierKey),
          readHeader: (place) => files.reader.readHeader(place).toString(),
          readPayload: files.reader.readPayload,
          mapTree,
        },
        origin,
        bundleOptions,
      ),
    close() {
      for (const part of [files.wal, files.payloads, files.reader, keys]) part.close();
    },
  };
}

function appendGroup(files: WriterFiles, entries: readonly ReceivedEntry[]): Receipt[] {
  const { book, keys, wal, payloads } = files;
  const unsigned = entries.map((entry) => {
    const log = book.logOf(entry.origin);
    const index = log.tree.size;
    const { header, sealed } = sealEntry(keys, entry, { index, previous: log.lastLeaf });
    const { file, offset } = payloads.append(sealed);
    const payload = { payloadFile: file, payloadOffset: offset, payloadBytes: sealed.length };
    book.addEntry(entry.origin, header, writeRecord(wal, header, payload));
    const leafHash = toBase64(log.lastLeaf ?? new Uint8Array(0));
    return { origin: entry.origin, index, leafHash, receivedAtMs: entry.receivedAtMs };
  });
  // The order is the promise: keys before payloads before entries before receipts.
  keys.sync();
  payloads.flush();
  wal.flush();
  return unsigned.map((receipt) => signReceipt(keys.platform, receipt));
}

function sealEntry(
  keys: KeyStore,
  entry: ReceivedEntry,
  at: { readonly index: number; readonly previous: Uint8Array | undefined },
): { readonly header: Uint8Array; readonly sealed: Uint8Array } {
  const { origin, dataClass, receivedAtMs, payload } = entry;
  const context = { origin, index: at.index };
  const dataKey = keys.findOrCreate({ origin, dataClass, month: monthOf(receivedAtMs) });
  const salts = deriveSalts(dataKey, context, payload.ends.length);
  const pointsRoot = rootInPlace(hashPoints(payload, salts));
  const header = composeEntry(entry, { ...at, pointsRoot, receivedAtMs });
  return { header, sealed: encryptPayload(dataKey, context, payload) };
}

function writeRecord(
  wal: AppendFiles,
  header: Uint8Array,
  payload: Pick<EntryPlace, "payloadFile" | "payloadOffset" | "payloadBytes">,
): EntryPlace {
  const { file, offset } = wal.append(encodeWalRecord({ header, ...payload }));
  return { walFile: file, walOffset: offset, headerBytes: header.length, ...payload };
}

function addAnchor(files: WriterFiles, sealedAtMs: number): void {
  const { book, wal } = files;
  const header = composeAnchor(book.platform.size, book.pendingStates(), sealedAtMs);
  book.addAnchor(header, writeRecord(wal, header, { payloadFile: 0, payloadOffset: 0, payloadBytes: 0 }));
  wal.flush();
}

/** Signs the platform log's state: tiles first, then the checkpoint, then outgrown partial tiles go. */
function signCheckpoint(files: WriterFiles, fromSize: number): { note: string; body: CheckpointBody } {
  const { layout, keys, book, reader } = files;
  const { platform } = book;
  const readEntry = (index: number): Uint8Array => {
    const anchor = book.anchors[index];
    if (anchor === undefined) throw new RangeError(`no platform leaf ${index}`);
    return reader.readHeader(anchor.place);
  };
  writeTiles(layout.log, { tree: platform, size: platform.size, readEntry }, fromSize);
  const body = { origin: keys.platform.verifierKey.name, size: platform.size, root: platform.root() };
  const note = signNote(keys.platform, formatCheckpoint(body));
  writeFileDurably(layout.checkpoint, note, { mode: 0o644 });
  const current = new Set(tilePathsOf(body.size));
  for (const path of tilePathsOf(fromSize)) if (!current.has(path)) rmSync(join(layout.log, path));
  return { note, body };
}

/** Creates keys and folders, and last the checkpoint of the empty log, which marks the ledger as there. */
function createLog(layout: LogLayout, origin: string): void {
  mkdirSync(layout.wal, { recursive: true, mode: 0o700 });
  mkdirSync(layout.payload, { recursive: true, mode: 0o700 });
  createKeyFiles(layout, origin);
  const key = readPlatformKey(layout);
  const root = emptyRoot(nodeCrypto.sha256);
  const body = formatCheckpoint({ origin: key.verifierKey.name, size: 0, root });
  writeFileDurably(layout.checkpoint, signNote(key, body), { mode: 0o644 });
}
