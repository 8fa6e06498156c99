import { existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { createLogBook, ledgerFaults, nodeCrypto, type LogBook, type RecoveryReport } from "#ledger";
import {
  bytesEqual,
  parseCheckpoint,
  parseNote,
  verifyNote,
  type CheckpointBody,
  type VerifierKey,
} from "#seal";
import { numberedFiles, type LogLayout } from "./log-layout.ts";
import { parseRecord, problemOf, replayRecord } from "./replay-record.ts";
import { removeStaleTiles } from "./tile-files.ts";
import { readWalRecords } from "./wal-record.ts";

/** A ledger's state read back from its files. */
export interface RecoveredLog {
  readonly book: LogBook;
  /** Text and content of the last signed checkpoint. */
  readonly note: string;
  readonly checkpoint: CheckpointBody;
  readonly reports: readonly RecoveryReport[];
  readonly lastWalFile: number;
  readonly lastPayloadFile: number;
}

/**
 * Reads all entries back and repairs what an interrupted write left: an incomplete record at the end of the
 * last file, payload bytes that no entry refers to, tiles of a checkpoint that was never signed. Nothing of it
 * was acknowledged. Anything else that does not fit is damage and stops the opening.
 * @throws LEDGER_DAMAGED
 */
export function recoverLog(layout: LogLayout, key: VerifierKey): RecoveredLog {
  const note = readFileSync(layout.checkpoint, "utf8");
  const checkpoint = readCheckpoint(layout, note, key);
  const book = createLogBook();
  const walFiles = numberedFiles(layout.wal, "wal");
  const reports: RecoveryReport[] = [];
  let payloadEnd = { file: 0, offset: 0 };
  for (const number of walFiles) {
    const path = layout.walFile(number);
    const file = readFileSync(path);
    for (const read of readWalRecords(file)) {
      if (read.kind === "record") {
        const { record } = read;
        const header = parseRecord(record);
        const found = header && { record, header, walFile: number, walOffset: read.offset };
        if (found === undefined || problemOf(book, found) !== undefined) {
          throw damaged(path, read.offset, "an entry contradicts the ones before it");
        }
        replayRecord(book, found);
        if (record.payloadBytes > 0) {
          payloadEnd = { file: record.payloadFile, offset: record.payloadOffset + record.payloadBytes };
        }
      } else if (number === walFiles.at(-1) && read.end === file.length) {
        reports.push({ file: path, offset: read.offset, bytesCut: read.end - read.offset });
      } else {
        throw damaged(path, read.offset, "an entry between whole ones cannot be read");
      }
    }
  }
  checkAgainstCheckpoint(layout, book, checkpoint);
  // Only now: what a checkpoint covers is never cut, however torn it looks.
  for (const { file, offset } of reports) truncateSync(file, offset);
  reports.push(...cutPayloads(layout, payloadEnd));
  removeStaleTiles(layout.log, checkpoint.size);
  return {
    book,
    note,
    checkpoint,
    reports,
    lastWalFile: walFiles.at(-1) ?? 0,
    lastPayloadFile: payloadEnd.file,
  };
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

function cutPayloads(
  layout: LogLayout,
  end: { readonly file: number; readonly offset: number },
): RecoveryReport[] {
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

function damaged(file: string, offset: number, problem: string, cause?: unknown) {
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem }, cause);
}
