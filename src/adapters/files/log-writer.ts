import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#kernel";
import {
  assembleBundle,
  composeAnchor,
  composeEntry,
  composeErasure,
  createMapTrees,
  encryptPayload,
  erasureOf,
  hashPoints,
  ledgerFaults,
  monthOf,
  nodeCrypto,
  rootInPlace,
  saltsOf,
  signNote,
  type BundleOptions,
  type Checkpoint,
  type EntryPlace,
  type EntryToAppend,
  type LedgerStatus,
  type Erasure,
  type ErasedRows,
  type ErasureReason,
  type ErasureScope,
  type FoundEntry,
  type LogBook,
  type PrivateLog,
  type SealedPlace,
  type RecoveryReport,
} from "#ledger";
import {
  emptyRoot,
  formatCheckpoint,
  formatVerifierKey,
  parseEntryHeader,
  toBase64,
  type CheckpointBody,
  type EvidenceBundle,
} from "#seal";
import { openAppendFiles, type AppendFiles } from "./append-file.ts";
import { writeFileDurably } from "./durable-file.ts";
import { createEntryReader, type EntryReader } from "./entry-reader.ts";
import { createKeyFiles, openKeyStore, readPlatformKey, type KeyStore } from "./key-store.ts";
import { logLayout, type LogLayout } from "./log-layout.ts";
import { answerLogQuestion, readCosignedNote, type LogAnswers, type LogQuestion } from "./log-questions.ts";
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
  append(entries: readonly ReceivedEntry[]): SealedPlace[];
  anchor(): { readonly platformIndex: number };
  checkpoint(): Checkpoint;
  size(origin: string): number;
  /** @throws LEDGER_UNKNOWN_LOG, LEDGER_NO_SUCH_ENTRY, LEDGER_ERASED */
  readEntry(origin: string, index: number): FoundEntry;
  readFrom: EntryReader["readFrom"];
  readHeadersFrom: EntryReader["readHeadersFrom"];
  /** @throws LEDGER_UNKNOWN_LOG, LEDGER_NOTHING_TO_ERASE, LEDGER_BAD_ENTRY */
  erase(scope: ErasureScope, reason: ErasureReason): Erasure;
  bundle(origin: string, options: BundleOptions): EvidenceBundle;
  askLog(question: LogQuestion): LogAnswers[LogQuestion["kind"]] | null;
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
  // An older copy of the keys may have been put back: what the log says was erased stays erased.
  for (const { erasures } of book.logs.values()) keys.erase(erasures);
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
    size: (origin) => book.logs.get(origin)?.tree.size ?? 0,
    readEntry: (origin, index) => files.reader.readEntry(requireLog(book, origin), index),
    readFrom: files.reader.readFrom,
    readHeadersFrom: files.reader.readHeadersFrom,
    erase: (scope, reason) => eraseRows(files, scope, composeErasure(scope, reason, options.clock())),
    askLog: (question) => answerLogQuestion({ ...files, signed }, question),
    bundle: (origin, bundleOptions) =>
      assembleBundle(
        {
          book,
          checkpoint: signed.note,
          cosigned: readCosignedNote({ ...files, signed }),
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

function appendGroup(files: WriterFiles, entries: readonly ReceivedEntry[]): SealedPlace[] {
  const { book, keys, wal, payloads } = files;
  const places = entries.map((entry) => {
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
  return places;
}

/** Seals the erasure first: opening applies again what a crash left undone. */
function eraseRows(files: WriterFiles, scope: ErasureScope, entry: ReceivedEntry): Erasure {
  const { book, keys } = files;
  const log = requireLog(book, scope.origin);
  const { origin, dataClass, month = null } = scope;
  const erased = { origin, dataClass, month, before: log.tree.size };
  const covered = countCovered(files, log, erased);
  if (covered === 0) {
    throw ledgerFaults.fault("LEDGER_NOTHING_TO_ERASE", { origin, dataClass, month: month ?? "*" });
  }
  keys.retire(erased);
  const [place] = appendGroup(files, [entry]);
  if (place === undefined) throw new Error("the erasure was not appended");
  log.erasures.push({ ...erased, atMs: entry.receivedAtMs });
  return { place, keys: keys.erase([erased]), entries: covered };
}

/** Entries whose rows an erasure makes unreadable and that none has covered before. */
function countCovered({ reader }: WriterFiles, log: PrivateLog, erased: ErasedRows): number {
  let count = 0;
  for (let index = 0; index < erased.before; index++) {
    const place = log.places[index];
    if (place === undefined) continue;
    const { dataClass, receivedAtMs, rowCount } = parseEntryHeader(
      reader.readHeader(place).toString(),
    ).fields;
    const month = monthOf(Number(receivedAtMs));
    const entry = { index, dataClass: String(dataClass), month };
    const isCovered = erasureOf([{ ...erased, atMs: 0 }], entry) !== undefined;
    if (isCovered && rowCount !== 0 && erasureOf(log.erasures, entry) === undefined) count += 1;
  }
  return count;
}

function requireLog(book: LogBook, origin: string): PrivateLog {
  const log = book.logs.get(origin);
  if (log === undefined) throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
  return log;
}

function sealEntry(
  keys: KeyStore,
  entry: ReceivedEntry,
  at: { readonly index: number; readonly previous: Uint8Array | undefined },
): { readonly header: Uint8Array; readonly sealed: Uint8Array } {
  const { origin, dataClass, receivedAtMs, payload } = entry;
  const context = { origin, index: at.index };
  const dataKey = keys.findOrCreate({ origin, dataClass, month: monthOf(receivedAtMs) }, at.index);
  const pointsRoot = rootInPlace(hashPoints(payload, saltsOf(dataKey, context, payload)));
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
