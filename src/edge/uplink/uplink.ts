import type { BatchAnswer, CollectorProgress, SignedBatch } from "#telemetry";

/**
 * Port of the way to the platform. Batches go in the order given; an answer is given only for what the platform
 * answered. Losing the connection is a rejection, after which everything unanswered is sent again.
 */
export interface Uplink {
  /** Address without secrets, for people. */
  readonly server: string;
  /** How far the platform is; null where the transport cannot ask. */
  progress(): Promise<ProgressAnswer | null>;
  /** Sends signed batches; resolves with the answers that came, in any number, matched by epoch and sequence. */
  send(batches: readonly SignedBatch[]): Promise<readonly BatchAnswer[]>;
  close(): Promise<void>;
}

export interface ProgressAnswer {
  readonly progress: CollectorProgress;
  /** Platform's clock minus the device's, in ms: positive when the device is late. */
  readonly offsetMs: number;
}
