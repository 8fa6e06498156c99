import type { EpochMs } from "#kernel";
import type { Checkpoint } from "#ledger";

/**
 * Port: the platform's side of witnessing. The checkpoint clock tells of each new checkpoint and goes on at once:
 * a witness that is slow, away or broken never holds up what is received.
 */
export interface Witnessing {
  /** Asks the witnesses in the background; of several offers only the newest is asked for. Never throws. */
  offer(checkpoint: Checkpoint): void;
  /** Newest checkpoint that reached the quorum, durable as `log/cosigned`; null before the first. */
  cosigned(): CosignedCheckpoint | null;
  state(): WitnessingState;
  /** Resolves when nothing is being asked any more; for those who end or test. */
  settled(): Promise<void>;
  /** Stops asking. */
  close(): Promise<void>;
}

/** A checkpoint with one signature of the log and cosignatures that reached the quorum. */
export interface CosignedCheckpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
  /** Names of the witnesses' keys whose cosignatures it carries. */
  readonly witnesses: readonly string[];
}

/** How the witnesses stand; for pages, commands and alarms. */
export interface WitnessingState {
  /** Fewest cosignatures that can reach the quorum; 0 asks for none. */
  readonly quorum: number;
  /** Newest checkpoint that was offered. */
  readonly offeredSize: number;
  readonly cosignedSize: number;
  readonly cosignedAtMs: EpochMs | null;
  readonly witnesses: readonly WitnessState[];
}

export interface WitnessState {
  /** Name of its key. */
  readonly name: string;
  readonly url: string;
  /** Size it cosigned last, as far as it told; null before it answered. */
  readonly size: number | null;
  readonly lastSeenAtMs: EpochMs | null;
  /** Platform leaves of the newest checkpoint that it has not cosigned. */
  readonly lag: number;
  readonly problem: WitnessProblem | null;
  readonly nextAttemptAtMs: EpochMs | null;
}

/**
 * Why a witness did not cosign: `unreachable` and `busy` pass; `unknownLog`, `unknownKey` and `badAnswer` need its
 * operator; `ahead` and `fork` say that this log is not the one it saw: a roll-back or a fork.
 */
export interface WitnessProblem {
  readonly kind:
    | "unreachable"
    | "busy"
    | "unknownLog"
    | "unknownKey"
    | "badAnswer"
    | "refused"
    | "ahead"
    | "fork";
  /** What was expected and found, for a person. */
  readonly detail: string;
  readonly sinceMs: EpochMs;
}
