import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { createLogBook, ledgerFaults, nodeCrypto, type LogBook, type RecoveryReport } from "#ledger";
import {
  bytesEqual,
  parseCheckpoint,
  parseNote,
  verifyNote,
  type CheckpointBody,
  type VerifierKey,
} from "#seal";
import { indexKeyOf, openEntryTileFile, type EntryTileFile } from "./entry-tile-file.ts";
import type { KeyStore } from "./key-store.ts";
import { numberedFiles, type LogLayout } from "./log-layout.ts";
import { loadLogState, type FilePosition, type SavedState, type StateExtent } from "./log-state-file.ts";
import { parseRecord, problemOf, replayRecord } from "./replay-record.ts";
import { removeStaleTiles } from "./tile-files.ts";
import { readWalRecords } from "./wal-record.ts";

/** A ledger's state read back from its files. */
export interface RecoveredLog extends StateExtent {
  readonly book: LogBook;
  readonly tiles: EntryTileFile;
  /** Text and content of the last signed checkpoint. */
  readonly note: string;
  readonly checkpoint: CheckpointBody;
  readonly reports: readonly RecoveryReport[];
  /** Up to where the saved state held that the replay began with. */
  readonly saved: { readonly wal: FilePosition; readonly bytes: number };
}

/** What recovering needs of the keys. */
export type RecoveryKeys = Pick<KeyStore, "master" | "platform">;

/**
 * Reads the state back and repairs what an interrupted write left: an incomplete record at the end of the last file,
 * payload bytes that no entry refers to, tiles of a checkpoint that was never signed. Nothing of it was acknowledged.
 * Anything else that does not fit is damage and stops the opening. A saved state shortens the replay and is never
 * believed: when anything behind it does not fit, all entries are replayed and those alone decide.
 * @throws LEDGER_DAMAGED
 */
export function recoverLog(layout: LogLayout, keys: RecoveryKeys): RecoveredLog {
  const { verifierKey } = keys.platform;
  const note = readFileSync(layout.checkpoint, "utf8");
  const checkpoint = readCheckpoint(layout, note, verifierKey);
  const indexKey = indexKeyOf(keys.master);
  const saved = loadUsableState(layout, indexKey);
  if (saved !== undefined) {
    try {
      return recoverFrom(layout, { note, checkpoint }, saved);
    } catch {
      saved.tiles.close();
    }
  }
  rmSync(layout.logState, { force: true });
  const tiles = openEntryTileFile(layout.entryTiles, { key: indexKey, count: 0 });
  const start = { file: 0, offset: 0 };
  try {
    return recoverFrom(
      layout,
      { note, checkpoint },
      { book: createLogBook(tiles), tiles, wal: start, payload: start, bytes: 0 },
    );
  } catch (cause) {
    tiles.close();
    throw cause;
  }
}

function recoverFrom(
  layout: LogLayout,
  signed: { readonly note: string; readonly checkpoint: CheckpointBody },
  saved: SavedState,
): RecoveredLog {
  const { book, tiles } = saved;
  const replayed = replay(layout, saved);
  checkAgainstCheckpoint(layout, book, signed.checkpoint);
  // Only now: what a checkpoint covers is never cut, however torn it looks.
  for (const { file, offset } of replayed.reports) truncateSync(file, offset);
  const reports = [...replayed.reports, ...cutPayloads(layout, replayed.payload)];
  removeStaleTiles(layout.log, signed.checkpoint.size);
  rmSync(`${layout.checkpoint}.tmp`, { force: true });
  rmSync(`${layout.logState}.tmp`, { force: true });
  const { wal, payload } = replayed;
  // A killed process may have written what it had not synced yet; from here on it counts as read.
  syncFile(layout.walFile(wal.file));
  syncFile(layout.payloadFile(payload.file));
  return { book, tiles, ...signed, reports, wal, payload, saved: { wal: saved.wal, bytes: saved.bytes } };
}

/** A saved state whose files are at least as long as when it was saved. */
function loadUsableState(layout: LogLayout, key: Buffer): SavedState | undefined {
  const saved = loadLogState(layout, key);
  if (saved === undefined) return undefined;
  const holds = (path: string, { offset }: FilePosition): boolean =>
    offset === 0 || (existsSync(path) && statSync(path).size >= offset);
  const isUsable =
    holds(layout.walFile(saved.wal.file), saved.wal) &&
    holds(layout.payloadFile(saved.payload.file), saved.payload) &&
    areAllThere(numberedFiles(layout.wal, "wal")) &&
    areAllThere(numberedFiles(layout.payload, "segment"));
  if (!isUsable) saved.tiles.close();
  return isUsable ? saved : undefined;
}

function areAllThere(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => number === i);
}

function replay(layout: LogLayout, from: SavedState): StateExtent & { readonly reports: RecoveryReport[] } {
  const { book } = from;
  const reports: RecoveryReport[] = [];
  let { wal, payload } = from;
  const walFiles = numberedFiles(layout.wal, "wal").filter((number) => number >= from.wal.file);
  for (const number of walFiles) {
    const path = layout.walFile(number);
    const start = number === from.wal.file ? from.wal.offset : 0;
    const file = readFileSync(path).subarray(start);
    for (const read of readWalRecords(file)) {
      const offset = start + read.offset;
      if (read.kind === "record") {
        const { record } = read;
        const header = parseRecord(record);
        const found = header && { record, header, walFile: number, walOffset: offset };
        if (found === undefined || problemOf(book, found) !== undefined) {
          throw damaged(path, offset, "an entry contradicts the ones before it");
        }
        replayRecord(book, found);
        wal = { file: number, offset: start + read.end };
        if (record.payloadBytes > 0) {
          payload = { file: record.payloadFile, offset: record.payloadOffset + record.payloadBytes };
        }
      } else if (number === walFiles.at(-1) && read.end === file.length) {
        reports.push({ file: path, offset, bytesCut: read.end - read.offset });
        wal = { file: number, offset };
      } else {
        throw damaged(path, offset, "an entry between whole ones cannot be read");
      }
    }
    if (file.length === 0) wal = { file: number, offset: start };
  }
  return { wal, payload, reports };
}

function readCheckpoint(layout: LogLayout, note: string, key: VerifierKey): CheckpointBody {
  try {
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(parsed.body);
    if (verifyNote(parsed, [key], nodeCrypto).length === 1 && checkpoint.origin === key.name)
      return checkpoint;
  } catch (cause) {
    throw damaged(layout.checkpoint, 0, "not a checkpoint of this log", cause);
  }
  throw damaged(layout.checkpoint, 0, "not signed with the platform key");
}

function checkAgainstCheckpoint(layout: LogLayout, book: LogBook, checkpoint: CheckpointBody): void {
  const { size, root } = checkpoint;
  if (book.platform.size < size) {
    throw damaged(layout.wal, 0, `${book.platform.size} platform leaves where the checkpoint covers ${size}`);
  }
  if (!bytesEqual(book.platform.root(size), root)) {
    throw damaged(layout.wal, 0, "the entries do not lead to the root of the checkpoint");
  }
}

function cutPayloads(layout: LogLayout, end: FilePosition): RecoveryReport[] {
  const reports: RecoveryReport[] = [];
  for (const number of numberedFiles(layout.payload, "segment")) {
    const path = layout.payloadFile(number);
    const keep = number < end.file ? Number.POSITIVE_INFINITY : number === end.file ? end.offset : 0;
    const { size } = statSync(path);
    if (size > keep) {
      if (number > end.file) rmSync(path);
      else truncateSync(path, keep);
      reports.push({ file: path, offset: keep, bytesCut: size - keep });
    }
    if (number > end.file && size === 0) rmSync(path);
  }
  const last = layout.payloadFile(end.file);
  const size = existsSync(last) ? statSync(last).size : 0;
  if (size < end.offset) throw damaged(last, size, `payloads reach to ${end.offset}`);
  return reports;
}

function syncFile(path: string): void {
  if (!existsSync(path)) return;
  const descriptor = openSync(path, "r+");
  try {
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function damaged(file: string, offset: number, problem: string, cause?: unknown) {
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem }, cause);
}
