import type { EpochMs } from "#kernel";
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
}

export interface EntryToAppend {
  /** The private log, from `Ledger.originOf`. */
  readonly origin: string;
  readonly dataClass: DataClass;
  /**
   * Descriptive fields; `"@type"` (`name@version`) is required. The ledger adds `dataClass`, `index`, `origin`,
   * `payloadBytes`, `pointsRoot`, `previous`, `receivedAtMs` and `rowCount`, which must not be among them.
   */
  readonly header: { readonly "@type": string } & JsonObject;
  readonly payload: PayloadRows;
  /** When it was received; the ledger's clock when left out. */
  readonly receivedAtMs?: EpochMs;
}

/** An entry read back, for rebuilding projections. */
export interface StoredEntry {
  readonly origin: string;
  readonly index: number;
  /** The platform leaf that first covered it. */
  readonly platformIndex: number;
  readonly header: JsonObject;
  readonly payload: PayloadRows;
}

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
   */
  append(entries: readonly EntryToAppend[]): Promise<readonly Receipt[]>;
  /** Adds a platform leaf over all private logs that changed since the last one; the last index if none did. */
  anchor(): Promise<{ readonly platformIndex: number }>;
  /** Anchors what is pending, writes the platform log's tiles and signs its state. */
  checkpoint(): Promise<Checkpoint>;
  status(): LedgerStatus;
  /** All anchored entries whose platform index is at least the given one, in platform order. */
  readEntries(fromPlatformIndex: number): AsyncIterable<StoredEntry>;
  /**
   * Evidence about a private log as of the last checkpoint.
   * @throws LEDGER_UNKNOWN_LOG, LEDGER_NOT_ANCHORED, LEDGER_RESULT_NOT_SEALED, LEDGER_NO_SUCH_ROW
   */
  bundle(origin: string, options?: BundleOptions): Promise<EvidenceBundle>;
  /** The trust file that accepts this platform's key; hand it over by another channel than the bundles. */
  trust(): TrustFile;
  /** Seals what is pending with a checkpoint and ends the writer. */
  close(): Promise<void>;
}

/** Makes the payload of a single row, for example a result. */
export function singleRow(bytes: Uint8Array): PayloadRows {
  return { bytes, ends: Uint32Array.of(bytes.length) };
}
