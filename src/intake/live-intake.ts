import type { EpochMs } from "#kernel";
import type { CollectorState, EnterpriseId } from "#registry";
import type { RefusalReason } from "#telemetry";
import type { LiveFlag, QuarantineReason } from "./flags.ts";
import type { SequenceGap } from "./intake-event.ts";

/**
 * What came and what became of it. At every moment `received` = `stored` + `duplicates` + `quarantined`: only what
 * was answered counts; what is still on its way to the disk is `pending` beside it.
 */
export interface IntakeCounts {
  readonly received: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

/** A collector as the live view shows it. */
export interface CollectorLive {
  readonly collector: string;
  readonly name: string;
  readonly kind: "collector" | "gateway";
  readonly state: CollectorState;
  readonly partyId: string;
  readonly enterpriseId: EnterpriseId | null;
  /** Batches and messages. */
  readonly items: IntakeCounts;
  /** Readings or events in them; rows in quarantine within a stored batch count as quarantined here. */
  readonly rows: IntakeCounts;
  readonly pending: number;
  readonly late: number;
  /** Batches and messages by what was remarkable about them. */
  readonly flags: Readonly<Partial<Record<LiveFlag, number>>>;
  /** Sparkplug: the node (`device` is null) and the devices that are dead, the longest first. */
  readonly offline: readonly { readonly device: string | null; readonly sinceMs: EpochMs }[];
  /** Nothing was kept of these; by reason. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  readonly quarantine: Readonly<Partial<Record<QuarantineReason, number>>>;
  /** Gaps that nothing has closed yet, oldest first, at most 100. */
  readonly gaps: readonly SequenceGap[];
  readonly missing: number;
  /** Sequences that were missing for so long that nobody waits for them any more. */
  readonly lost: number;
  readonly lastReceivedAtMs: EpochMs | null;
  /** Newest end of a stored reading; the lag is now minus this. */
  readonly lastObservedAtMs: EpochMs | null;
  /** Collector's clock minus the platform's at the last batch; null before one. */
  readonly skewMs: number | null;
  /** Over the last minute. */
  readonly itemsPerSecond: number;
  readonly rowsPerSecond: number;
}

export interface IntakeTotals {
  readonly items: IntakeCounts;
  readonly rows: IntakeCounts;
  readonly pending: number;
  readonly refused: number;
  readonly itemsPerSecond: number;
  readonly rowsPerSecond: number;
  /** Rows and bytes that wait for the disk, and whether transports are asked to stop reading. */
  readonly waitingBytes: number;
  readonly isSaturated: boolean;
  readonly isReadOnly: boolean;
}

/** Port of the live view: immediate, from memory; as exact as the counters. */
export interface LiveIntake {
  find(collectorId: string): CollectorLive | null;
  /** Every collector that ever sent something. */
  list(): readonly CollectorLive[];
  totals(): IntakeTotals;
}
