import type { EpochMs } from "#kernel";
import type { JsonObject } from "#seal";

/** What the rows of a batch are: readings of channels, or events of business systems (orders, receipts, deliveries …). */
export type BatchContent = "readings" | "events";

/** One quantity of one element (machine, meter, line, person group, thing) that a batch carries. */
export interface BatchChannel {
  /** Code of the element in the enterprise's registry, for example `CNC-01`. */
  readonly element: string;
  /** Id of the channel in the catalogue of `#telemetry`, for example `power_w`. */
  readonly channel: string;
  /** A value is its integer times 10^scale in the channel's base unit: −3…3. */
  readonly scale: number;
}

/** Readings that the collector knows it does not have, told by itself: a loss is never silent. */
export interface BatchGap {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly reason: "bufferFull" | "bufferDamaged" | "refused" | "sourceDown" | "powerOff" | "clockJump";
  /** Codes of the elements that it concerns; empty: every element of the collector. */
  readonly elements: readonly string[];
  /** Readings dropped; null where nobody can know. */
  readonly readings: number | null;
}

/**
 * What a collector signs: everything about a batch, and its rows by their Merkle root. Times are in ms since 1970;
 * epoch and sequence have 64 bits on the wire, values beyond 2^53 − 1 are refused, not rounded.
 */
export interface BatchHead {
  readonly "@type": "collector-batch@1";
  readonly collector: string;
  /** First 8 hexadecimal digits of SHA-256 over the public key: which key signed. */
  readonly key: string;
  /** Boot epoch: the collector's clock when it started, made greater than every epoch before it. */
  readonly epoch: number;
  /** From 0 in every epoch, without a gap. */
  readonly sequence: number;
  /** Base64 of `batchHash` of the batch before, across epochs; null for the very first. Two batches after one are a clone. */
  readonly previous: string | null;
  readonly createdAtMs: EpochMs;
  /** Milliseconds since the collector started, by a clock that nobody can set. */
  readonly uptimeMs: number;
  readonly content: BatchContent;
  readonly channels: readonly BatchChannel[];
  readonly gaps: readonly BatchGap[];
  readonly rowCount: number;
  /** Earliest beginning and latest end of the rows; createdAtMs twice when there are none. */
  readonly firstAtMs: EpochMs;
  readonly lastAtMs: EpochMs;
  /** Base64 of the RFC 6962 root over the salted rows (`pointHash`), salts from the batch's seed. */
  readonly pointsRoot: string;
}

/**
 * A batch on its way. A row of readings is `<channel index>,<from ms>,<to ms>,<integer>` and a line feed; a row of
 * events is one canonical JSON object and a line feed.
 */
export interface SignedBatch {
  readonly head: BatchHead;
  /** Ed25519 over `batchMessage(head)`, 64 bytes. */
  readonly signature: Uint8Array;
  /** 32 random bytes from which the salts of the rows are derived; secret like the rows. */
  readonly saltSeed: Uint8Array;
  readonly rows: Uint8Array;
  /** End offset of each row in `rows`. */
  readonly ends: Uint32Array;
}

/** A head as JSON, for sealing it in an entry's header. */
export function headJson(head: BatchHead): JsonObject {
  return head as unknown as JsonObject;
}
