import type { EpochMs } from "#kernel";
import type { JsonObject } from "#seal";
import { dataClasses } from "./entry.ts";
import { ledgerFaults } from "./errors.ts";
import type { ErasedRows } from "./key-ring.ts";
import {
  singleRow,
  type DataClass,
  type EntryToAppend,
  type ErasureReason,
  type ErasureScope,
} from "./ledger.ts";

/** The type of the entry that says that rows were erased. */
export const erasureType = "erasure@1";

/** An erasure as the log has it. */
export interface SealedErasure extends ErasedRows {
  readonly atMs: EpochMs;
}

/** The entry that seals an erasure. It has the class of what it erases and no rows. @throws LEDGER_BAD_ENTRY */
export function composeErasure(
  scope: ErasureScope,
  { reason, by }: ErasureReason,
  receivedAtMs: EpochMs,
): EntryToAppend & { readonly receivedAtMs: EpochMs } {
  const { origin, dataClass, month = null } = scope;
  const isMonth = month === null || /^[0-9]{4}-(0[1-9]|1[0-2])$/.test(month);
  const problem = !isMonth ? "month" : reason.trim() === "" ? "reason" : by.trim() === "" ? "by" : undefined;
  if (problem !== undefined) throw ledgerFaults.fault("LEDGER_BAD_ENTRY", { origin, problem });
  const header = { "@type": erasureType, by, month, reason };
  const payload = { ...singleRow(new Uint8Array(0)), ends: new Uint32Array(0) };
  return { origin, dataClass, header, payload, receivedAtMs };
}

/** The erasure that a header seals; undefined when it is another kind of entry. */
export function readErasure(fields: JsonObject): SealedErasure | undefined {
  if (fields["@type"] !== erasureType) return undefined;
  const { origin, dataClass, month, index, receivedAtMs } = fields;
  if (!dataClasses.includes(dataClass as DataClass)) return undefined;
  return {
    origin: String(origin),
    dataClass: String(dataClass),
    month: typeof month === "string" ? month : null,
    before: Number(index),
    atMs: Number(receivedAtMs),
  };
}

/** What reading erased rows answers. */
export function erasedFault(at: { readonly origin: string; readonly index: number }, atMs: EpochMs) {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return ledgerFaults.fault("LEDGER_ERASED", { ...at, day });
}

/** The erasure that covers an entry of this class and month; the first one when there are several. */
export function erasureOf(
  erasures: readonly SealedErasure[],
  entry: { readonly index: number; readonly dataClass: string; readonly month: string },
): SealedErasure | undefined {
  return erasures.find(
    ({ before, dataClass, month }) =>
      entry.index < before && entry.dataClass === dataClass && (month === null || month === entry.month),
  );
}
