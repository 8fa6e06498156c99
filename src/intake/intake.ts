import type { EpochMs } from "#kernel";
import type { BatchAnswer, CollectorProgress, SignedBatch } from "#telemetry";

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
  /** Whether transports should stop reading for now; `onRelief` tells when to go on. */
  readonly isSaturated: boolean;
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
