import type { EpochMs } from "#kernel";
import type { BatchAnswer, CollectorProgress, SignedBatch } from "#telemetry";
import type { BatchFlagCode, QuarantineReason } from "./flags.ts";

/** How a batch or message came: part of its evidence. */
export interface Arrival {
  readonly via: "http" | "mqtt" | "sparkplug";
  readonly receivedAtMs: EpochMs;
  /** The collector that the connection proved to be (certificate, token, signature); null for a batch that only its signature speaks for. */
  readonly authenticatedAs: string | null;
}

/** A message of a gateway that signs nothing itself: one MQTT publication. */
export interface GatewayMessage {
  readonly collector: string;
  readonly topic: string;
  /** As received. */
  readonly payload: Uint8Array;
  readonly receivedAtMs: EpochMs;
  /** What the transport decoded already; a JSON message without it is decoded by intake. */
  readonly decoded?: DecodedMessage;
}

/** What intake must know of a message to judge and count it. */
export interface DecodedMessage {
  /** Null for messages that bear no number, for example Sparkplug's, whose sequence has 8 bits. */
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly readings: number;
  /** Element codes of its readings, each at least once; one it may not send for counts as quarantined. */
  readonly elements: readonly string[];
  /** Readings among them that do not count. */
  readonly quarantinedReadings?: number;
  /** Why none of it counts, where the transport knows. */
  readonly quarantine?: QuarantineReason;
  /** What the transport saw of the sender's session: Sparkplug's host. */
  readonly flags?: readonly BatchFlagCode[];
  /** Newest time of observation; null where it has none. */
  readonly lastAtMs: EpochMs | null;
}

/**
 * Port of the way in: whatever transport brings something calls one of these. An answer other than `refused`
 * means durable and in the log. Concurrency: any number of calls; commits are grouped.
 */
export interface Intake {
  /** Signed batches, in their order; one answer each, never a rejection for bad input. */
  accept(batches: readonly SignedBatch[], arrival: Arrival): Promise<readonly BatchAnswer[]>;
  /** One message of a gateway; resolves when it is durable (the PUBACK waits for it). */
  acceptMessage(message: GatewayMessage): Promise<MessageAnswer>;
  progress(collectorId: string): CollectorProgress | null;
  /** Whether much waits for the disk; `onRelief` tells when there is room again. */
  readonly isSaturated: boolean;
  /** Whether a collector's transport should stop reading for now, since its tenant has more than its share waiting. */
  isSaturatedFor(collectorId: string): boolean;
  onRelief(listener: () => void): () => void;
  /** Commits what is pending and stops. */
  close(): Promise<void>;
}

export type MessageAnswer =
  | {
      readonly kind: "stored" | "duplicate" | "quarantined";
      readonly origin: string;
      readonly index: number;
      readonly ordinal: number;
      readonly reason?: string;
    }
  | {
      readonly kind: "refused";
      readonly reason: "notActive" | "unknownCollector" | "busy" | "readOnly" | "malformed";
      readonly detail: string;
    };
