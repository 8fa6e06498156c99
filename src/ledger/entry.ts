import { encodeEntryHeader, isEntryType, maximumEntryBytes, type JsonObject } from "#seal";
import { ledgerFaults } from "./errors.ts";
import type { DataClass, EntryToAppend } from "./ledger.ts";
import { saltSeedBytes } from "./payload.ts";

/** The fields that only the ledger writes. */
export const reservedFields = [
  "dataClass",
  "index",
  "origin",
  "payloadBytes",
  "pointsRoot",
  "previous",
  "receivedAtMs",
  "rowCount",
  "salts",
] as const;

/** Entry types with a meaning for the ledger itself. */
const ledgerTypes: ReadonlySet<string> = new Set(["erasure@1", "platform-anchor@1"]);

/** Every class, in no order. */
export const dataClasses: readonly DataClass[] = [
  "invoice",
  "reading",
  "statement",
  "document",
  "registry",
  "parameter",
  "result",
];

/** What the ledger knows when it composes an entry. */
export interface EntryPosition {
  readonly index: number;
  /** Leaf hash of the entry before in the same log; missing for the first. */
  readonly previous: Uint8Array | undefined;
  readonly pointsRoot: Uint8Array;
  readonly receivedAtMs: number;
}

/**
 * Refuses an entry that the ledger cannot seal, before anything is written.
 * @throws LEDGER_RESERVED_FIELD, LEDGER_BAD_ENTRY, LEDGER_ENTRY_TOO_LARGE
 */
export function checkEntry(entry: EntryToAppend): void {
  for (const field of reservedFields) {
    if (Object.hasOwn(entry.header, field)) throw ledgerFaults.fault("LEDGER_RESERVED_FIELD", { field });
  }
  const problem = problemOf(entry);
  if (problem !== undefined) throw ledgerFaults.fault("LEDGER_BAD_ENTRY", { origin: entry.origin, problem });
  const hash = new Uint8Array(32);
  const largest = { index: Number.MAX_SAFE_INTEGER, receivedAtMs: 1e15, previous: hash, pointsRoot: hash };
  const bytes = composeEntry(entry, largest).length;
  if (bytes > maximumEntryBytes) {
    throw ledgerFaults.fault("LEDGER_ENTRY_TOO_LARGE", { origin: entry.origin, bytes });
  }
}

/** The bytes of an entry: its canonical header. */
export function composeEntry(entry: EntryToAppend, position: EntryPosition): Uint8Array {
  const fields: JsonObject = {
    ...entry.header,
    dataClass: entry.dataClass,
    index: position.index,
    origin: entry.origin,
    payloadBytes: entry.payload.bytes.length,
    pointsRoot: Buffer.from(position.pointsRoot).toString("base64"),
    previous: position.previous === undefined ? null : Buffer.from(position.previous).toString("base64"),
    receivedAtMs: position.receivedAtMs,
    rowCount: entry.payload.ends.length,
    ...(entry.payload.saltSeed === undefined ? {} : { salts: "device" }),
  };
  return encodeEntryHeader(fields);
}

/** Whether a header says that a device salted the rows: their payload begins with its seed. */
export function hasSaltSeed(header: JsonObject): boolean {
  return header["salts"] === "device";
}

/** Month of receipt, `YYYY-MM` in UTC: the scope of a data key. */
export function monthOf(receivedAtMs: number): string {
  return new Date(receivedAtMs).toISOString().slice(0, 7);
}

function problemOf(entry: EntryToAppend): string | undefined {
  const { origin, header, payload, dataClass, receivedAtMs } = entry;
  if (ledgerTypes.has(header["@type"])) return '"@type" that only the ledger writes';
  if (!/^[!-~]{1,200}$/.test(origin) || origin.includes("+")) return "origin";
  if (typeof header["@type"] !== "string" || !isEntryType(header["@type"])) return '"@type" name@version';
  if (!dataClasses.includes(dataClass)) return "dataClass";
  if (receivedAtMs !== undefined && !(Number.isSafeInteger(receivedAtMs) && receivedAtMs >= 0)) {
    return "receivedAtMs";
  }
  const seed = payload.saltSeed;
  if (seed !== undefined && seed.length !== saltSeedBytes) return "a salt seed has 32 bytes";
  let last = 0;
  for (const end of payload.ends) {
    if (end < last) return "row ends must not decrease";
    last = end;
  }
  return last === payload.bytes.length ? undefined : "the last row must end where the bytes end";
}
