import type { PayloadRows, StoredEntry } from "#ledger";
import type { JsonObject } from "#seal";
import type { BatchFlagCode, QuarantineReason } from "./flags.ts";

/** A place of one message within the logs; `index` is null where it is the entry that says so. */
export interface MessagePlace {
  readonly origin: string | null;
  readonly index: number | null;
  readonly ordinal: number;
}

/**
 * Messages of one collector and topic within an entry `gateway-batch@1`, as its header's `sources` has them. A row of
 * the entry is `<index into sources>,` and the payload exactly as received.
 */
export interface GatewaySource {
  readonly collector: string;
  readonly topic: string;
  /** Runs of rows: first, count, first, count … in ascending order. */
  readonly rows: readonly number[];
  /** Readings in its messages, and how many of them do not count. */
  readonly readings: number;
  readonly quarantinedReadings?: number;
  /** Newest observation among those that count; absent where none does, and in older entries. */
  readonly lastAtMs?: number;
  /** Epoch and sequence of its first message; those of the others follow one after the other. */
  readonly epoch?: number;
  readonly sequence?: number;
  /** For Sparkplug data: the birth certificates that say what its aliases mean, node's first, then the device's. */
  readonly births?: readonly MessagePlace[];
  /** None of its messages counts. */
  readonly quarantine?: QuarantineReason;
  readonly flags?: readonly BatchFlagCode[];
}

/** The header of an entry of gateway messages, without what the ledger adds. */
export interface GatewayBatchHeader {
  readonly "@type": "gateway-batch@1";
  /** Whose log it is in; null for messages that belong to no one enterprise. */
  readonly enterprise: string | null;
  readonly via: "mqtt" | "sparkplug" | "http";
  readonly sources: readonly GatewaySource[];
}

/** A message read back from the log. */
export interface StoredMessage {
  readonly ordinal: number;
  readonly source: GatewaySource;
  /** As received. */
  readonly payload: Uint8Array;
}

/** The header of a stored entry as one of gateway messages; null for any other type. */
export function gatewayHeaderOf(header: JsonObject): GatewayBatchHeader | null {
  return header["@type"] === "gateway-batch@1" ? (header as unknown as GatewayBatchHeader) : null;
}

/** The messages of an entry `gateway-batch@1`, in the order of arrival. */
export function* readMessages(entry: Pick<StoredEntry, "header" | "payload">): Generator<StoredMessage> {
  const header = gatewayHeaderOf(entry.header);
  if (header === null) return;
  const { bytes, ends } = entry.payload;
  let start = 0;
  for (let ordinal = 0; ordinal < ends.length; ordinal++) {
    const end = ends[ordinal] ?? start;
    const comma = bytes.indexOf(0x2c, start);
    const source = header.sources[numberAt(bytes, start, comma)];
    if (source !== undefined) yield { ordinal, source, payload: bytes.subarray(comma + 1, end) };
    start = end;
  }
}

/** Messages of the runs of a source. */
export function messageCount(source: Pick<GatewaySource, "rows">): number {
  let count = 0;
  for (let i = 1; i < source.rows.length; i += 2) count += source.rows[i] ?? 0;
  return count;
}

/** The row of the n-th message of a source. */
export function ordinalOf(source: Pick<GatewaySource, "rows">, nth: number): number | null {
  let left = nth;
  for (let i = 0; i < source.rows.length; i += 2) {
    const count = source.rows[i + 1] ?? 0;
    if (left < count) return (source.rows[i] ?? 0) + left;
    left -= count;
  }
  return null;
}

/** One message's row: the index of its source, a comma, its payload. */
export function writeRow(into: Buffer, at: number, source: number, payload: Uint8Array): number {
  const prefix = into.write(`${source},`, at, "latin1");
  into.set(payload, at + prefix);
  return at + prefix + payload.length;
}

/** Rows as the ledger wants them. */
export function payloadOf(bytes: Uint8Array, ends: readonly number[]): PayloadRows {
  return { bytes, ends: Uint32Array.from(ends) };
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + ((bytes[i] ?? 0x30) - 0x30);
  return value;
}
