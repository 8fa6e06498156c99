import { existsSync } from "node:fs";
import type { Clock } from "#kernel";
import {
  assembleBundle,
  composeErasure,
  ledgerFaults,
  nodeCrypto,
  signReceipt,
  type AnchorMap,
  type BundleOptions,
  type Checkpoint,
  type EntryLog,
  type Erasure,
  type ErasureReason,
  type ErasureScope,
  type FoundEntry,
  type LedgerStatus,
  type LogBook,
  type RecoveryReport,
  type SealedPlace,
} from "#ledger";
import { formatVerifierKey, logMapTree, toBase64, type EvidenceBundle, type LogState } from "#seal";
import { openAppendFiles } from "./append-file.ts";
import { createLog } from "./create-log.ts";
import { createEntryReader, type EntryReader } from "./entry-reader.ts";
import { indexKeyOf } from "./entry-tile-file.ts";
import { sealErasure } from "./seal-erasure.ts";
import { openKeyStore, type KeyStore } from "./key-store.ts";
import { logLayout, type LogLayout } from "./log-layout.ts";
import { answerLogQuestion, readCosignedNote, type LogAnswers, type LogQuestion } from "./log-questions.ts";
import { saveLogState, type StateExtent } from "./log-state-file.ts";
import { recoverLog, type RecoveredLog } from "./recover-log.ts";
import { sealAnchor, sealGroup, type ReceivedEntry, type WriterFiles } from "./seal-group.ts";
import { signCheckpoint, type SignedState } from "./sign-checkpoint.ts";

/** The ledger on one thread: every call returns when its effect is durable. */
export interface LogWriter {
  readonly recovered: readonly RecoveryReport[];
  /** Up to where everything was acknowledged. */
  readonly committed: StateExtent;
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
  /** Saves the state, where nothing is pending, and closes the files. */
  close(): void;
  /** Closes the files and saves nothing: after an error memory may be ahead of them. */
  abandon(): void;
}

/** Sizes that a test makes small to see what happens at them. */
export interface WriterLimits {
  readonly walFileBytes: number;
  readonly payloadFileBytes: number;
  /** Write-ahead log after which the state is saved again, so that an opening replays little. */
  readonly stateEveryBytes: number;
  /** Entries after which a platform leaf is added unasked: they are in memory until one covers them. */
  readonly mostPendingEntries: number;
}

export const usualLimits: WriterLimits = {
  walFileBytes: 64 * 2 ** 20,
  payloadFileBytes: 256 * 2 ** 20,
  stateEveryBytes: 32 * 2 ** 20,
  mostPendingEntries: 65_536,
};

/**
 * Opens or creates the ledger of a data directory. After an error of the disk the writer must not be used any
 * more: what it holds in memory may be ahead of the files, and opening again reads the truth back.
 * @throws LEDGER_DAMAGED
 */
export function openLogWriter(options: {
  readonly directory: string;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits?: Partial<WriterLimits>;
}): LogWriter {
  const layout = logLayout(options.directory);
  if (!existsSync(layout.checkpoint)) createLog(layout, options.origin);
  const limits = { ...usualLimits, ...options.limits };
  const keys = openKeyStore(layout);
  let recovered: RecoveredLog;
  try {
    recovered = recoverLog(layout, keys);
  } catch (cause) {
    keys.close();
    throw cause;
  }
  const { book } = recovered;
  const files = openWriterFiles({ layout, keys, book }, recovered, limits);
  // An older copy of the keys may have been put back: what the log says was erased stays erased.
  keys.erase([...book.logs.values()].flatMap(({ erasures }) => erasures));
  const state = createStateKeeper(files, recovered, limits);
  const anchorMap = createAnchorMaps(files);
  let signed: SignedState = { note: recovered.note, body: recovered.checkpoint };
  let committed: StateExtent = { wal: recovered.wal, payload: recovered.payload };

  const commit = <Value>(write: () => Value): Value => {
    const value = write();
    committed = { wal: files.wal.end, payload: files.payloads.end };
    return value;
  };
  const anchor = (): { platformIndex: number } => {
    if (book.pendingCount > 0) {
      commit(() => sealAnchor(files, options.clock()));
      state.saveWhenDue();
    }
    return { platformIndex: book.platform.size - 1 };
  };
  const closeFiles = (): void => {
    for (const part of [files.wal, files.payloads, files.reader, keys, recovered.tiles]) part.close();
  };
  return {
    recovered: recovered.reports,
    get committed() {
      return committed;
    },
    status: () => ({ entries: book.entryCount, platformSize: book.platform.size }),
    append(entries) {
      if (book.pendingEntries >= limits.mostPendingEntries) anchor();
      return commit(() => sealGroup(files, entries));
    },
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
    erase(scope, reason) {
      const log = requireLog(book, scope.origin);
      const entry = composeErasure(scope, reason, options.clock());
      const sealed = commit(() => sealErasure(files, { scope, entry }, log));
      return { ...sealed.erasure, keys: keys.erase([sealed.erased]) };
    },
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
          sign: (place) => signReceipt(keys.platform, place),
          anchorMap,
        },
        origin,
        bundleOptions,
      ),
    close() {
      state.save();
      closeFiles();
    },
    abandon: closeFiles,
  };
}

function openWriterFiles(
  { layout, keys, book }: { readonly layout: LogLayout; readonly keys: KeyStore; readonly book: LogBook },
  { wal, payload }: StateExtent,
  limits: WriterLimits,
): WriterFiles {
  const { walFile, payloadFile } = layout;
  return {
    layout,
    keys,
    book,
    wal: openAppendFiles({ pathOf: walFile, last: wal.file, maximumBytes: limits.walFileBytes }),
    payloads: openAppendFiles({
      pathOf: payloadFile,
      last: payload.file,
      maximumBytes: limits.payloadFileBytes,
    }),
    reader: createEntryReader(layout, keys, book),
    tileFolders: new Set(),
  };
}

/** Saves the state after so much of the write-ahead log, and less often the larger the state is. */
function createStateKeeper(files: WriterFiles, recovered: RecoveredLog, limits: WriterLimits) {
  const { layout, keys, book, wal, payloads } = files;
  const { tiles } = recovered;
  const key = indexKeyOf(keys.master);
  let { wal: savedAt, bytes } = recovered.saved;
  const save = (): void => {
    const { file, offset } = wal.end;
    if (book.pendingCount > 0 || (file === savedAt.file && offset === savedAt.offset)) return;
    bytes = saveLogState(layout, key, { wal: wal.end, payload: payloads.end, book, tiles });
    savedAt = wal.end;
  };
  return {
    save,
    saveWhenDue(): void {
      const { file, offset } = wal.end;
      const written = (file - savedAt.file) * limits.walFileBytes + offset - savedAt.offset;
      if (written >= Math.max(limits.stateEveryBytes, 4 * bytes)) save();
    },
  };
}

/** The maps under platform leaves; the last one is kept, as bundles are mostly made for one leaf after the other. */
function createAnchorMaps({ book, reader }: WriterFiles): (platformIndex: number) => AnchorMap {
  let kept: (AnchorMap & { readonly platformIndex: number }) | undefined;
  return (platformIndex) => {
    if (kept?.platformIndex !== platformIndex) {
      const states = new Map<string, LogState>();
      for (const { origin, index } of reader.covered(platformIndex)) {
        const size = index + 1;
        states.set(origin, { origin, size, root: book.logOf(origin).tree.root(size) });
      }
      const tree = logMapTree(nodeCrypto.sha256, [...states.values()]);
      kept = { platformIndex, origins: [...states.keys()], tree };
    }
    return kept;
  };
}

function requireLog(book: LogBook, origin: string): EntryLog {
  const log = book.logs.get(origin);
  if (log === undefined) throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
  return log;
}
