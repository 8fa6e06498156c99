import type { EpochMs } from "#kernel";
import type { LogReader } from "./log-reader.ts";
import type { EvidenceBundle, Json, JsonObject, Receipt, TrustFile } from "#seal";

/** What kind of data a payload is; its data key, its legal basis and its term depend on it. */
export type DataClass =
  | "invoice"
  | "reading"
  | "statement"
  | "document"
  | "registry"
  | "parameter"
  | "result";

/** Rows exactly as received, one after the other. */
export interface PayloadRows {
  readonly bytes: Uint8Array;
  /** End offset of each row in `bytes`; its length is the number of rows. */
  readonly ends: Uint32Array;
  /**
   * 32 bytes from which a device derived the salts of these rows (`deviceSalts`), when it signed their root. The
   * entry then has `"salts":"device"` and the device's own `pointsRoot`. Secret like the rows, and kept with them.
   */
  readonly saltSeed?: Uint8Array;
}

export interface EntryToAppend {
  /** The private log, from `Ledger.originOf`. */
  readonly origin: string;
  readonly dataClass: DataClass;
  /**
   * Descriptive fields; `"@type"` (`name@version`) is required. The ledger adds `dataClass`, `index`, `origin`,
   * `payloadBytes`, `pointsRoot`, `previous`, `receivedAtMs`, `rowCount` and, where a device made them, `salts`;
   * none of these may be among them.
   */
  readonly header: { readonly "@type": string } & JsonObject;
  readonly payload: PayloadRows;
  /** When it was received; the ledger's clock when left out. */
  readonly receivedAtMs?: EpochMs;
}

/** Where an entry lies once it is durable: a receipt without its signature. */
export type SealedPlace = Omit<Receipt, "signature">;

/** The header of an entry read back, for consumers that rebuild their state from the log. */
export interface StoredHeader {
  readonly origin: string;
  readonly index: number;
  /** The platform leaf that first covered it. */
  readonly platformIndex: number;
  /** Base64 of the entry's leaf hash: with origin, index and `receivedAtMs` the place that `sign` takes. */
  readonly leafHash: string;
  readonly header: JsonObject;
}

/** An entry read back, for rebuilding projections. */
export interface StoredEntry {
  readonly origin: string;
  readonly index: number;
  /** The platform leaf that first covered it. */
  readonly platformIndex: number;
  readonly header: JsonObject;
  /** Without rows when they were erased. */
  readonly payload: PayloadRows;
  /** When its rows were erased; absent while they are there. */
  readonly erasedAtMs?: EpochMs;
}

/** One entry asked for by its place; no platform index before a platform leaf covers it. */
export type FoundEntry = Omit<StoredEntry, "platformIndex" | "erasedAtMs"> & {
  readonly platformIndex: number | null;
  readonly leafHash: string;
};

/** Which rows of a log go for good: those of one class, of one month of receipt or of all. */
export interface ErasureScope {
  readonly origin: string;
  readonly dataClass: DataClass;
  /** `YYYY-MM` of receipt, UTC; every month when left out. */
  readonly month?: string;
}

/** Why rows are erased and who says so; both stand in the log in plain text, so they name no person but by an id. */
export interface ErasureReason {
  readonly reason: string;
  readonly by: string;
}

export interface Erasure {
  /** The sealed `erasure@1` entry. */
  readonly place: SealedPlace;
  /** Data keys destroyed. */
  readonly keys: number;
  /** Entries of this log that the erasure covers. */
  readonly entries: number;
}

/** What keeps the ledger from writing. */
export interface LedgerFailure {
  /** `diskFull` mends itself when there is space again; `diskFailed` and `writerFailed` need a restart. */
  readonly kind: "diskFull" | "diskFailed" | "writerFailed";
  /** The file that could not be written, where it is known. */
  readonly file: string | null;
  /** The system's code, for example `ENOSPC` or `EIO`. */
  readonly systemCode: string | null;
  readonly problem: string;
}

/** Whether the ledger takes entries. Read only, it still reads back, proves and signs receipts of what it has. */
export type LedgerHealth =
  | { readonly state: "open"; readonly sinceMs: EpochMs; readonly reason: null }
  | { readonly state: "readOnly"; readonly sinceMs: EpochMs; readonly reason: LedgerFailure };

export interface Checkpoint {
  /** Leaves in the platform log. */
  readonly size: number;
  /** Base64 of the platform tree's root. */
  readonly root: string;
  /** The signed note. */
  readonly note: string;
}

export interface LedgerStatus {
  /** Entries over all private logs. */
  readonly entries: number;
  readonly platformSize: number;
}

/** What opening had to repair; nothing acknowledged is ever among it. */
export interface RecoveryReport {
  readonly file: string;
  readonly offset: number;
  readonly bytesCut: number;
}

export interface BundleOptions {
  /** Must have been appended to this log as a row of an `evaluation-result@1` entry (canonical JSON). */
  readonly result?: Json;
  /** Instead of `result`: the newest sealed `evaluation-result@1`, if there is one. */
  readonly newestResult?: boolean;
  /** Rows to disclose; entries not named are shown by their headers only. */
  readonly disclose?: readonly { readonly index: number; readonly ordinals: readonly number[] }[];
  /** A state that the reader holds: the bundle proves that it continues it. */
  readonly since?: KeptState;
}

/** A platform checkpoint that was kept, and the private log's state where a bundle was. */
export interface KeptState {
  /** The signed note. */
  readonly checkpoint: string;
  readonly log?: { readonly size: number; readonly root: string };
}

/**
 * The log of everything received: one private log per enterprise or import source under one platform log.
 *
 * Durability: what `append` acknowledged survives kill -9 and power loss; payloads are synced before entries.
 * Consistency: entries of one call keep their order within each private log; after a crash a call is found
 * whole or cut at an entry boundary. Concurrency: any number of calls may be under way; they are committed in
 * groups by one writer thread. One process per data directory.
 */
export interface Ledger {
  /** Name of the platform log. */
  readonly origin: string;
  /** What was cut off an interrupted write when the ledger was opened. */
  readonly recovered: readonly RecoveryReport[];
  /** Pseudonymous name of the private log of an enterprise or of an import source. */
  originOf(kind: "enterprise" | "import", id: string): string;
  /**
   * Seals entries; resolves when they are durable. Payload bytes may be reused by the caller afterwards.
   * @throws LEDGER_RESERVED_FIELD, LEDGER_ENTRY_TOO_LARGE, LEDGER_BAD_ENTRY (nothing of the call is stored)
   * @throws LEDGER_READ_ONLY when the disk failed: nothing is acknowledged; what of the call reached the disk is
   *   known after the next opening only
   */
  append(entries: readonly EntryToAppend[]): Promise<readonly SealedPlace[]>;
  /** The receipt of a place that `append` gave or a header read back: the same signature every time. */
  sign(place: SealedPlace): Receipt;
  /** Adds a platform leaf over all private logs that changed since the last one; the last index if none did. */
  anchor(): Promise<{ readonly platformIndex: number }>;
  /** Anchors what is pending, writes the platform log's tiles and signs its state. */
  checkpoint(): Promise<Checkpoint>;
  status(): LedgerStatus;
  health(): LedgerHealth;
  /** Calls back when the health changes; the function given back ends it. */
  onHealth(listener: (health: LedgerHealth) => void): () => void;
  /** Durable entries of a private log; 0 for one that is not there. */
  size(origin: string): Promise<number>;
  /**
   * One entry with its rows.
   * @throws LEDGER_UNKNOWN_LOG, LEDGER_NO_SUCH_ENTRY, LEDGER_ERASED
   */
  readEntry(origin: string, index: number): Promise<FoundEntry>;
  /** Headers of all anchored entries whose platform index is at least the given one, in platform order; no row is decrypted. */
  readHeaders(fromPlatformIndex: number): AsyncIterable<StoredHeader>;
  /**
   * Makes the rows of a class unreadable for good: seals an `erasure@1` entry in the log, then destroys the data
   * keys. Hashes stay, so every proof still holds; an older copy of the keys is erased again when it is opened.
   * Rows received afterwards get a new key. Copies that others made of the rows are theirs to delete.
   * @throws LEDGER_UNKNOWN_LOG, LEDGER_NOTHING_TO_ERASE, LEDGER_BAD_ENTRY
   */
  erase(scope: ErasureScope, reason: ErasureReason): Promise<Erasure>;
  /** All anchored entries whose platform index is at least the given one, in platform order. */
  readEntries(fromPlatformIndex: number): AsyncIterable<StoredEntry>;
  /**
   * Evidence about a private log as of the last checkpoint.
   * @throws LEDGER_UNKNOWN_LOG, LEDGER_NOT_ANCHORED, LEDGER_RESULT_NOT_SEALED, LEDGER_NO_SUCH_ROW, LEDGER_ERASED
   */
  bundle(origin: string, options?: BundleOptions): Promise<EvidenceBundle>;
  /** The logs as tlog-tiles serves them, and their proofs. */
  readonly logs: LogReader;
  /** The trust file that accepts this platform's key; hand it over by another channel than the bundles. */
  trust(): TrustFile;
  /** Seals what is pending with a checkpoint and ends the writer. */
  close(): Promise<void>;
}

/** Makes the payload of a single row, for example a result. */
export function singleRow(bytes: Uint8Array): PayloadRows {
  return { bytes, ends: Uint32Array.of(bytes.length) };
}
