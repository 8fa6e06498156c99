import { ledgerFaults, type EntryPlace, type LogBook } from "#ledger";
import type { JsonObject } from "#seal";
import { numberedFiles, type LogLayout } from "./log-layout.ts";
import { readWalRecords, walHeaderOffset } from "./wal-record.ts";

/** An entry that a platform leaf covers first, read back from the write-ahead log. */
export interface CoveredEntry {
  readonly origin: string;
  readonly index: number;
  readonly place: EntryPlace;
  readonly header: Buffer;
}

/** Reads a stretch of a file. */
export type ReadFileRange = (path: string, offset: number, length?: number) => Buffer;

/**
 * The entries that a platform leaf covers first, by origin and index. They are the records between the leaf before
 * and this one, so no memory is needed for what a leaf covers.
 * @throws LEDGER_DAMAGED
 */
export function readCoveredEntries(
  layout: LogLayout,
  { book, read }: { readonly book: LogBook; readonly read: ReadFileRange },
  platformIndex: number,
): CoveredEntry[] {
  const end = book.anchorAt(platformIndex);
  if (end === undefined) return [];
  const before = platformIndex === 0 ? undefined : book.anchorAt(platformIndex - 1);
  const first = before?.walFile ?? numberedFiles(layout.wal, "wal")[0] ?? 0;
  const entries: CoveredEntry[] = [];
  for (let walFile = first; walFile <= end.walFile; walFile++) {
    const path = layout.walFile(walFile);
    const from = walFile === before?.walFile ? endOf(before) : 0;
    const length = walFile === end.walFile ? end.walOffset - from : undefined;
    for (const found of readWalRecords(read(path, from, length))) {
      const walOffset = from + found.offset;
      if (found.kind === "damaged") throw damaged(path, walOffset);
      const { header: bytes, ...payload } = found.record;
      const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const { origin, index } = JSON.parse(header.toString()) as JsonObject;
      const place = { walFile, walOffset, headerBytes: header.length, ...payload };
      entries.push({ origin: String(origin), index: Number(index), place, header });
    }
  }
  return entries.sort((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : a.index - b.index));
}

/** Where the record of an entry ends. */
export function endOf({ walOffset, headerBytes }: EntryPlace): number {
  return walOffset + walHeaderOffset + headerBytes;
}

function damaged(file: string, offset: number) {
  const problem = "an entry between whole ones cannot be read";
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem });
}
