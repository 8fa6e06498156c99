import type { RefusalReason } from "#telemetry";
import type { LiveFlag, QuarantineReason } from "./flags.ts";
import type { IntakeCounts } from "./live-intake.ts";

type Counting = { -readonly [Key in keyof IntakeCounts]: IntakeCounts[Key] };

/** What came of one collector and what became of it; `received` is always the sum of the other three. */
export interface Counters {
  readonly items: Counting;
  readonly rows: Counting;
  late: number;
  /** Sequences of gaps that were given up. */
  lost: number;
  /** Batches and messages by what was remarkable about them. */
  readonly flags: Partial<Record<LiveFlag, number>>;
  readonly refused: Partial<Record<RefusalReason, number>>;
  readonly quarantine: Partial<Record<QuarantineReason, number>>;
  lastReceivedAtMs: number | null;
  lastObservedAtMs: number | null;
}

/** One batch or message that was answered. */
export interface CountedItem {
  readonly kind: "stored" | "duplicate" | "quarantined";
  readonly rows: number;
  /** Rows in quarantine within a stored one. */
  readonly quarantinedRows: number;
  readonly reason?: QuarantineReason | undefined;
  readonly flags: readonly LiveFlag[];
  readonly receivedAtMs: number;
  readonly lastAtMs: number | null;
}

export function createCounters(): Counters {
  return {
    items: noCounts(),
    rows: noCounts(),
    late: 0,
    lost: 0,
    flags: {},
    refused: {},
    quarantine: {},
    lastReceivedAtMs: null,
    lastObservedAtMs: null,
  };
}

export function noCounts(): Counting {
  return { received: 0, stored: 0, duplicates: 0, quarantined: 0 };
}

/** Counts an item once it is answered. */
export function countItem(counters: Counters, item: CountedItem): void {
  const { items, rows } = counters;
  items.received += 1;
  rows.received += item.rows;
  counters.lastReceivedAtMs = Math.max(counters.lastReceivedAtMs ?? 0, item.receivedAtMs);
  if (item.kind === "duplicate") {
    items.duplicates += 1;
    rows.duplicates += item.rows;
    return;
  }
  for (const flag of item.flags) {
    if (flag === "late") counters.late += 1;
    counters.flags[flag] = (counters.flags[flag] ?? 0) + 1;
  }
  if (item.kind === "quarantined") {
    items.quarantined += 1;
    rows.quarantined += item.rows;
    if (item.reason !== undefined) {
      counters.quarantine[item.reason] = (counters.quarantine[item.reason] ?? 0) + 1;
    }
    return;
  }
  items.stored += 1;
  rows.stored += item.rows - item.quarantinedRows;
  rows.quarantined += item.quarantinedRows;
  if (item.lastAtMs !== null && item.lastAtMs <= item.receivedAtMs + 60_000) {
    counters.lastObservedAtMs = Math.max(counters.lastObservedAtMs ?? 0, item.lastAtMs);
  }
}

export function countRefusal(counters: Counters, reason: RefusalReason): void {
  counters.refused[reason] = (counters.refused[reason] ?? 0) + 1;
}

/** Adds counts, for totals. */
export function addCounts(into: Counting, counts: IntakeCounts): void {
  into.received += counts.received;
  into.stored += counts.stored;
  into.duplicates += counts.duplicates;
  into.quarantined += counts.quarantined;
}

const slots = 12;
const slotMs = 5_000;

/** How much came over the last minute, in slots of five seconds. */
export interface RateMeter {
  add(atMs: number, items: number, rows: number): void;
  perSecond(nowMs: number): { readonly items: number; readonly rows: number };
}

export function createRateMeter(): RateMeter {
  const items = new Float64Array(slots);
  const rows = new Float64Array(slots);
  let newest = 0;
  let first = 0;
  const forward = (atMs: number): void => {
    const slot = Math.floor(atMs / slotMs);
    if (newest === 0) first = atMs;
    for (let old = Math.max(newest + 1, slot - slots + 1); old <= slot; old++) {
      items[old % slots] = 0;
      rows[old % slots] = 0;
    }
    newest = Math.max(newest, slot);
  };
  return {
    add(atMs, itemCount, rowCount) {
      forward(atMs);
      const at = newest % slots;
      items[at] = (items[at] ?? 0) + itemCount;
      rows[at] = (rows[at] ?? 0) + rowCount;
    },
    perSecond(nowMs) {
      if (newest === 0) return { items: 0, rows: 0 };
      forward(nowMs);
      const seconds = Math.min(slots * slotMs, Math.max(1000, nowMs - first)) / 1000;
      const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / seconds;
      return { items: sum(items), rows: sum(rows) };
    },
  };
}
