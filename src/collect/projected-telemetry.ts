import type { BusinessDay, EpochMs } from "#kernel";
import type { RowProblem } from "./row-problem.ts";

/**
 * By what a row is evidence (证据等级): `device` 设备签名, signed by a key that never left the device; `gateway` 网关,
 * vouched for by a platform's own system; `manual` 人工, typed in or taken from a file.
 */
export type EvidenceClass = "device" | "gateway" | "manual";

/** Bits of a reading's `flags`: it counts, and is remarkable. */
export const readingFlags = {
  late: 1,
  outOfOrder: 2,
  skewed: 4,
  clockJump: 8,
  repeated: 16,
  flatLine: 32,
  future: 64,
  old: 128,
} as const;

export type ReadingFlag = keyof typeof readingFlags;

/** Readings as columns, one element each; integers held exactly: UTC milliseconds, and the channel's base unit. */
export interface TelemetryReadings {
  /** Place of the row in its entry. */
  readonly ordinals: readonly number[];
  readonly assets: readonly string[];
  /** Id of the element in the registry. */
  readonly elementIds: readonly string[];
  readonly channels: readonly string[];
  readonly fromMs: readonly number[];
  readonly toMs: readonly number[];
  readonly values: readonly number[];
  readonly flags: readonly number[];
  /** Two words each, of the reading itself: the same asset, channel, interval and value have the same ones. */
  readonly fingerprints: Uint32Array<ArrayBuffer>;
}

/** One event of a business system, as a row of the business documents. */
export interface TelemetryEvent {
  readonly ordinal: number;
  readonly kind: string;
  readonly number: string;
  readonly line: number;
  readonly day: number;
  readonly atMs: EpochMs;
  readonly action: string;
  readonly version: number;
  readonly counterparty: string;
  readonly item: string;
  readonly unit: string;
  readonly quantityMilli: number | null;
  readonly amountFen: bigint | null;
  readonly order: string;
  readonly lot: string;
  readonly fromLots: readonly string[];
  readonly element: string;
  readonly elementId: string;
  readonly fromMs: EpochMs | null;
  readonly toMs: EpochMs | null;
  readonly fingerprint: readonly [high: number, low: number];
}

/** Readings that a collector says it does not have. */
export interface TelemetryGap {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly reason: string;
  /** Codes of the elements; empty for all of the collector's. */
  readonly elements: readonly string[];
  readonly readings: number | null;
}

/** What came of one collector in one entry of the log, read back and not yet compared with what came before. */
export interface ReceivedTelemetry {
  readonly origin: string;
  readonly entryIndex: number;
  readonly receivedAtMs: EpochMs;
  readonly platformIndex: number;
  readonly enterpriseId: string;
  readonly collector: string;
  /** Which key signed; empty for a gateway. */
  readonly key: string;
  /** Boot epoch and sequence; null where messages bear none. */
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly via: string;
  readonly evidence: EvidenceClass;
  /** Rows of this collector in the entry. */
  readonly rowCount: number;
  /** Sum of both is what the rows hold; a row of a gateway may hold several readings. */
  readonly readings: TelemetryReadings;
  readonly events: readonly TelemetryEvent[];
  /** Rows that do not count, with the beginning of each as received. */
  readonly problems: readonly (RowProblem & { readonly raw: string })[];
  readonly gaps: readonly TelemetryGap[];
  /** Flags of the whole batch as sealed, JSON; empty without any. */
  readonly flags: string;
  readonly skewMs: number | null;
}

/** The same, compared: one element a reading, then one an event; 1 when it is stored, 0 when it is a duplicate. */
export interface ProjectedTelemetry extends ReceivedTelemetry {
  readonly isKept: Uint8Array<ArrayBuffer>;
  readonly isEventKept: Uint8Array<ArrayBuffer>;
  readonly counts: TelemetryCounts;
  /** Of the readings and events, business days. */
  readonly firstDay: BusinessDay | null;
  readonly lastDay: BusinessDay | null;
}

/** In readings and events: received = stored + duplicates + quarantined (a quarantined row counts as one). */
export interface TelemetryCounts {
  readonly received: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

/** A span of an enterprise's readings by their beginnings, both ends included. */
export interface ReadingSpan {
  readonly enterpriseId: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}
