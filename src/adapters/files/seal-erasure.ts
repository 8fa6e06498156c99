import {
  erasureOf,
  ledgerFaults,
  monthOf,
  type EntryLog,
  type ErasedRows,
  type Erasure,
  type ErasureScope,
} from "#ledger";
import { parseEntryHeader } from "#seal";
import { sealGroup, type ReceivedEntry, type WriterFiles } from "./seal-group.ts";

/**
 * Seals the erasure of the rows of a scope. Their keys serve no new entry from here on and are to be destroyed next;
 * opening does that again where a crash came between.
 * @throws LEDGER_NOTHING_TO_ERASE
 */
export function sealErasure(
  files: WriterFiles,
  { scope, entry }: { readonly scope: ErasureScope; readonly entry: ReceivedEntry },
  log: EntryLog,
): { readonly erasure: Omit<Erasure, "keys">; readonly erased: ErasedRows } {
  const { origin, dataClass, month = null } = scope;
  const erased = { origin, dataClass, month, before: log.tree.size };
  const entries = countCovered(files, log, erased);
  if (entries === 0) {
    throw ledgerFaults.fault("LEDGER_NOTHING_TO_ERASE", { origin, dataClass, month: month ?? "*" });
  }
  files.keys.retire(erased);
  const [place] = sealGroup(files, [entry]);
  if (place === undefined) throw new Error("the erasure was not appended");
  log.erasures.push({ ...erased, atMs: entry.receivedAtMs });
  return { erasure: { place, entries }, erased };
}

/** Entries whose rows an erasure makes unreadable and that none has covered before. */
function countCovered({ reader }: WriterFiles, log: EntryLog, erased: ErasedRows): number {
  let count = 0;
  for (let index = 0; index < erased.before; index++) {
    const place = log.placeAt(index);
    if (place === undefined) continue;
    const header = parseEntryHeader(reader.readHeader(place).toString()).fields;
    const month = monthOf(Number(header["receivedAtMs"]));
    const entry = { index, dataClass: String(header["dataClass"]), month };
    const isCovered = erasureOf([{ ...erased, atMs: 0 }], entry) !== undefined;
    if (isCovered && header["rowCount"] !== 0 && erasureOf(log.erasures, entry) === undefined) count += 1;
  }
  return count;
}
