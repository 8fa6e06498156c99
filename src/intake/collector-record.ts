import { type Counters, createCounters, createRateMeter, type RateMeter } from "./counters.ts";
import type { ClockState } from "./judge-clock.ts";
import type { LevelState } from "./judge-levels.ts";
import { createQuota, type Quota } from "./quota.ts";
import type { BirthReference } from "./sparkplug-births.ts";
import { intakeParameters } from "./parameters.ts";
import { createSequenceState, remember, type SequencePlace, type SequenceState } from "./sequence-state.ts";

/** Something on its way into the log: whoever sends it again waits for the same place. */
export interface PendingItem {
  /** Of a signed batch. */
  readonly hash: string | null;
  /** Of a gateway's message. */
  readonly payload?: Uint8Array;
  readonly place: Promise<SequencePlace>;
}

/** Everything that is remembered of a collector. */
export interface CollectorRecord {
  readonly collector: string;
  readonly sequences: SequenceState;
  readonly counters: Counters;
  clock: ClockState | null;
  skewMs: number | null;
  isSkewed: boolean;
  readonly levels: Map<string, LevelState>;
  /** Sparkplug: birth certificates in force, by node and by device. */
  readonly births: Map<string, BirthReference>;
  /** Sparkplug: since when the node (empty text) or a device has been dead. */
  readonly offline: Map<string, number>;
  /** Checksum of the newest message by topic, for those without a number; not in the snapshot. */
  readonly newestChecksum: Map<string, number>;
  /** Since when each open gap is known, by its last sequence: `<epoch>:<sequence>`. */
  readonly gapsSince: Map<string, number>;
  /** By `<epoch>:<sequence>`, and by hash for what stands outside the numbering; not in the snapshot. */
  readonly pending: Map<string, PendingItem>;
  pendingItems: number;
  readonly rate: RateMeter;
  readonly quota: Quota;
  /** Differs from the last snapshot. */
  isChanged: boolean;
}

/** The records of all collectors, made when first asked for. */
export interface RecordBook {
  of(collector: string): CollectorRecord;
  find(collector: string): CollectorRecord | undefined;
  all(): IterableIterator<CollectorRecord>;
  /** Private log → entries of it that the records know; what lies below is not applied again. */
  readonly origins: Map<string, number>;
  /** Forgets everything, before it is read from the log again. */
  clear(): void;
}

/** Notes since when a gap is known; of very many the newest. */
export function noteGapSince(
  { gapsSince }: CollectorRecord,
  {
    epoch,
    toSequence,
    sinceMs,
  }: { readonly epoch: number; readonly toSequence: number; readonly sinceMs: number },
): void {
  remember(gapsSince, `${epoch}:${toSequence}`, sinceMs, 10 * intakeParameters.gapsKept.value);
}

export function createRecordBook(): RecordBook {
  const records = new Map<string, CollectorRecord>();
  const origins = new Map<string, number>();
  return {
    of(collector) {
      let record = records.get(collector);
      if (record === undefined) {
        record = createRecord(collector);
        records.set(collector, record);
      }
      return record;
    },
    find: (collector) => records.get(collector),
    all: () => records.values(),
    origins,
    clear() {
      records.clear();
      origins.clear();
    },
  };
}

function createRecord(collector: string): CollectorRecord {
  return {
    collector,
    sequences: createSequenceState(),
    counters: createCounters(),
    clock: null,
    skewMs: null,
    isSkewed: false,
    levels: new Map(),
    births: new Map(),
    offline: new Map(),
    newestChecksum: new Map(),
    gapsSince: new Map(),
    pending: new Map(),
    pendingItems: 0,
    rate: createRateMeter(),
    quota: createQuota(),
    isChanged: false,
  };
}
