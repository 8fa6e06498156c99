import { composeAnchor, readErasure, type LogBook } from "#ledger";
import { parseEntryHeader, toBase64, type EntryHeader } from "#seal";
import type { WalRecord } from "./wal-record.ts";

/** A record of the write-ahead log with its entry parsed, and where it lies. */
export interface FoundRecord {
  readonly record: WalRecord;
  readonly header: EntryHeader;
  readonly walFile: number;
  readonly walOffset: number;
}

/** Parses the entry of a record; undefined when it is no entry at all. */
export function parseRecord(record: WalRecord): EntryHeader | undefined {
  try {
    return parseEntryHeader(new TextDecoder("utf-8", { fatal: true }).decode(record.header));
  } catch {
    return undefined;
  }
}

/** What a record contradicts in the records before it. */
export type RecordProblem =
  | { readonly kind: "anchor"; readonly index: number }
  | { readonly kind: "index"; readonly found: string; readonly expected: number }
  | { readonly kind: "previous" };

/**
 * Whether a record may follow the ones replayed so far: an entry has the index and the predecessor that its log
 * demands, a platform leaf is the one over exactly the private logs that changed. Checksums do not tell, as
 * whoever changes a record can make them anew.
 */
export function problemOf(book: LogBook, { record, header }: FoundRecord): RecordProblem | undefined {
  const { fields } = header;
  if (header.type === "platform-anchor@1") {
    const index = book.platform.size;
    const { sealedAtMs } = fields;
    if (!isCount(sealedAtMs)) return { kind: "anchor", index };
    const expected = composeAnchor(index, book.pendingStates(), sealedAtMs);
    return Buffer.from(expected).equals(record.header) ? undefined : { kind: "anchor", index };
  }
  const log = book.logOf(String(fields["origin"]));
  if (fields["index"] !== log.tree.size) {
    return { kind: "index", found: String(fields["index"]), expected: log.tree.size };
  }
  const previous = log.lastLeaf === undefined ? null : toBase64(log.lastLeaf);
  return fields["previous"] === previous ? undefined : { kind: "previous" };
}

/** Adds a record to the state. */
export function replayRecord(book: LogBook, found: FoundRecord): void {
  const { walFile, walOffset } = found;
  const { header, payloadFile, payloadOffset, payloadBytes } = found.record;
  const place = { walFile, walOffset, headerBytes: header.length, payloadFile, payloadOffset, payloadBytes };
  if (found.header.type === "platform-anchor@1") {
    book.addAnchor(header, place);
    return;
  }
  const { fields } = found.header;
  const origin = String(fields["origin"]);
  book.addEntry(origin, header, place);
  const erasure = readErasure(fields);
  if (erasure !== undefined) book.logOf(origin).erasures.push(erasure);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
