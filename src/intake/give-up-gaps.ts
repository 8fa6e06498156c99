import type { CollectorRecord } from "./collector-record.ts";
import type { SequenceGap } from "./intake-event.ts";
import { openGaps } from "./judge-sequence.ts";
import { intakeParameters } from "./parameters.ts";
import { findEpoch } from "./sequence-state.ts";

/**
 * Ends gaps that have been open for so long that what is missing would be too old to count: they are lost, nobody waits
 * for them any more, and what still comes of them is a replay.
 * @returns the gaps that ended, oldest first
 */
export function giveUpGaps(record: CollectorRecord, nowMs: number): readonly SequenceGap[] {
  const lost: SequenceGap[] = [];
  const isStillOpen = new Set<number>();
  for (const gap of Array.from(openGaps(record.sequences))) {
    // Behind one that is waited for nothing is given up: the floor of an epoch has no holes.
    if (isStillOpen.has(gap.epoch)) continue;
    const sinceMs = gapSince(record, gap);
    const state = findEpoch(record.sequences, gap.epoch);
    if (state === undefined || nowMs - sinceMs < intakeParameters.gapLostMs.value) {
      isStillOpen.add(gap.epoch);
      continue;
    }
    state.floor = Math.max(state.floor, gap.toSequence + 1);
    record.gapsSince.delete(`${gap.epoch}:${gap.toSequence}`);
    record.counters.lost += gap.toSequence - gap.fromSequence + 1;
    record.isChanged = true;
    lost.push({ ...gap, sinceMs });
  }
  return lost.toSorted((a, b) => a.sinceMs - b.sinceMs);
}

/** Since when a gap is known; one that was partly closed keeps the time of the one that it was part of. */
export function gapSince(record: CollectorRecord, gap: Omit<SequenceGap, "sinceMs">): number {
  const own = record.gapsSince.get(`${gap.epoch}:${gap.toSequence}`);
  if (own !== undefined) return own;
  let nearest = Number.POSITIVE_INFINITY;
  let sinceMs = record.counters.lastReceivedAtMs ?? 0;
  for (const [key, atMs] of record.gapsSince) {
    const [epoch = "", last = ""] = key.split(":");
    const distance = Number(last) - gap.toSequence;
    if (Number(epoch) !== gap.epoch || distance < 0 || distance >= nearest) continue;
    nearest = distance;
    sinceMs = atMs;
  }
  return sinceMs;
}
