import type { EpochMs } from "#kernel";
import type { EnterpriseId } from "#registry";
import type { Receipt } from "#seal";
import type { QuarantineReason } from "./flags.ts";

/** A place in a private log. */
export interface LogPlace {
  readonly origin: string;
  readonly index: number;
}

/** Sequences that are missing between two that came; both ends are missing too. */
export interface SequenceGap {
  readonly epoch: number;
  readonly fromSequence: number;
  readonly toSequence: number;
  /** When a later one showed that they are missing. */
  readonly sinceMs: EpochMs;
}

/** Something about a collector that an alarm of the pipe may want to know, in the order in which it happened. */
export type IntakeEvent = {
  readonly collector: string;
  readonly partyId: string;
  readonly enterpriseId: EnterpriseId | null;
  readonly atMs: EpochMs;
} & IntakeHappening;

/** What may happen to a collector. */
export type IntakeHappening =
  | { readonly kind: "activated" }
  | { readonly kind: "gapOpened" | "gapClosed" | "gapLost"; readonly gap: SequenceGap }
  | { readonly kind: "skewed" | "skewCleared"; readonly skewMs: number }
  | {
      /** One key in two devices: two batches after one, or two boot epochs at a time. */
      readonly kind: "clone";
      readonly reason: "chainFork" | "twoLiveEpochs" | "sequenceConflict";
      /** The batches that contradict each other, both sealed. */
      readonly evidence: readonly LogPlace[];
    }
  | { readonly kind: "quarantined"; readonly reason: QuarantineReason; readonly rows: number };

/** A sealed entry with what it holds of one collector, told once when it is durable; the receipt is made when asked for. */
export interface SealedNotice {
  readonly collector: string;
  readonly origin: string;
  readonly index: number;
  /** Messages of the entry by their rows; epoch and sequence belong to the first, null where the messages bear none. */
  readonly runs: readonly {
    readonly ordinal: number;
    readonly count: number;
    readonly epoch: number | null;
    readonly sequence: number | null;
  }[];
  receipt(): Receipt;
}

/** Port for those who listen: alarms of the pipe, and transports that hand receipts on. Listeners must not throw. */
export interface IntakeEvents {
  onEvent(listener: (event: IntakeEvent) => void): () => void;
  onSealed(listener: (notice: SealedNotice) => void): () => void;
}
