import { join } from "node:path";
import type { Clock, EpochMs } from "#kernel";
import type { BatchGap } from "#telemetry";
import {
  encodeRecord,
  type DroppedSegment,
  type SeriesName,
  seriesNames,
  type SourcePosition,
} from "./buffer-record.ts";
import type { CollectorState } from "./collector-state.ts";
import { type Cut, type CutLimits, cutBatch, type SeenTimes } from "./cut-batch.ts";
import { findRoom } from "./find-room.ts";
import { type Accepted, createPending } from "./pending.ts";
import { backlogOf, liveOf, type Ranges, skipSegment, splitLive } from "./ranges.ts";
import { recoverBuffer, removeUsed, usedSegments } from "./recover-buffer.ts";
import { comparePlaces, openSegmentSeries, type Place, type SegmentSeries } from "./segment-series.ts";

/** Bounds of the buffer; see docs/collector.md. */
export interface BufferLimits {
  /** Of everything that waits on the disk. */
  readonly maxBytes: number;
  /** Of what waits in memory for the next group commit, or for a disk with room. */
  readonly pendingBytes: number;
  /** Most rows of one record, the grain in which batches are cut. */
  readonly recordRows: number;
  /** A commit is written at least so often, to know afterwards when the collector ran last. */
  readonly aliveEveryMs: number;
}

/** What of the collector's state the buffer itself knows. */
export type BufferPart = Pick<CollectorState, "group" | "rawEnd" | "positions" | "ranges" | "aliveAtMs">;

/**
 * Readings and events between their source and their batch, on the disk. One process, one writer: the caller runs
 * `commit`, `cut` and what follows it one after the other, never at the same time; `accept` may be called at any time.
 */
export interface CollectorBuffer {
  /** Resolves when it is on the disk. Never rejects: what there is no room for becomes a gap. */
  accept(accepted: Accepted): Promise<void>;
  tellGap(gap: BatchGap): void;
  /**
   * Writes what was accepted as one group, after making room for it.
   * @throws what the disk says (ENOSPC, EIO …); everything is kept in memory for the next try
   */
  commit(): Promise<void>;
  cut(from: "live" | "backlog", limits: CutLimits): Cut;
  /** What is left to seal after a cut; nothing is removed. */
  advance(cut: Pick<Cut, "ranges" | "seen">): void;
  readonly hasUsedSegments: boolean;
  /** Removes segments of which nothing is left to seal, once a state that knows it is durable. */
  removeUsed(): void;
  /** Turns what waits at the live ends into backlog. */
  makeBacklog(): void;
  part(): BufferPart;
  readonly measure: BufferMeasure;
  close(): Promise<void>;
}

export interface BufferMeasure {
  readonly bytes: number;
  readonly pendingBytes: number;
  readonly liveBytes: number;
  readonly backlogBytes: number;
  readonly droppedReadings: number;
}

interface OpenedBuffer {
  readonly buffer: CollectorBuffer;
  readonly positions: Readonly<Record<string, SourcePosition>>;
  readonly aliveAtMs: EpochMs | null;
}

/** Least and greatest size of a segment: the grain in which room is made. */
const segmentBounds = { leastBytes: 16 * 1024, mostBytes: 8 * 2 ** 20, parts: 32 };

/**
 * Opens the buffer in `directory` where `state` left it.
 * @param otherBytes  what else counts against the bound: sealed and parked batches
 */
export async function openBuffer(
  directory: string,
  state: CollectorState,
  limits: BufferLimits,
  { clock, otherBytes }: { readonly clock: Clock; readonly otherBytes: () => number },
): Promise<OpenedBuffer> {
  const { leastBytes, mostBytes, parts } = segmentBounds;
  const segmentBytes = Math.min(mostBytes, Math.max(leastBytes, Math.floor(limits.maxBytes / parts)));
  const series: Record<SeriesName, SegmentSeries> = {
    high: openSegmentSeries(join(directory, "high"), segmentBytes),
    raw: openSegmentSeries(join(directory, "raw"), segmentBytes),
  };
  const recovered = await recoverBuffer(series, state);
  const buffer = createBuffer(series, recovered, limits, { clock, otherBytes });
  return { buffer, positions: recovered.positions, aliveAtMs: recovered.aliveAtMs };
}

function createBuffer(
  series: Readonly<Record<SeriesName, SegmentSeries>>,
  recovered: Awaited<ReturnType<typeof recoverBuffer>>,
  limits: BufferLimits,
  { clock, otherBytes }: { readonly clock: Clock; readonly otherBytes: () => number },
): CollectorBuffer {
  const pending = createPending(limits.recordRows);
  let { group, positions, ranges, aliveAtMs } = recovered;
  let waiting: (() => void)[] = [];
  let droppedReadings = 0;
  let seen: SeenTimes = { high: null, raw: null };
  let committedAtMs = Number.NEGATIVE_INFINITY;

  const told = (gaps: readonly BatchGap[]): readonly BatchGap[] => {
    for (const { readings } of gaps) droppedReadings += readings ?? 0;
    return gaps;
  };
  const addGaps = (gaps: readonly BatchGap[]): void => {
    if (gaps.length > 0) pending.add({ source: "", readings: [], events: [], position: null, gaps });
  };
  const dropSegments = (dropped: readonly DroppedSegment[]): void => {
    for (const { series: name, segment } of dropped) {
      ranges = { ...ranges, [name]: skipSegment(ranges[name], segment) };
      series[name].remove(segment);
    }
  };
  return {
    accept: async (accepted) => {
      pending.add(accepted);
      addGaps(told(pending.shrinkTo(limits.pendingBytes)));
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    tellGap: (gap) => addGaps([gap]),
    commit: async () => {
      const atMs = clock();
      const isAliveDue = Math.abs(atMs - committedAtMs) >= limits.aliveEveryMs;
      if (pending.isEmpty && !isAliveDue) return;
      const rooms = findRoom(series, ranges, limits.maxBytes - otherBytes() - pending.bytes);
      const rawBefore = series.raw.end;
      const ready = waiting;
      waiting = [];
      const taken = pending.take(group + 1);
      try {
        const raw = taken.records.raw.map(encodeRecord);
        if (raw.length > 0) await series.raw.append(raw);
        const commit = encodeRecord({
          kind: "commit",
          group: group + 1,
          atMs,
          rawEnd: series.raw.end,
          // With a segment of commits goes what they say of positions, so this one says it all.
          positions: rooms.some(({ series: name }) => name === "high")
            ? { ...positions, ...taken.positions }
            : taken.positions,
          gaps: [...taken.gaps, ...rooms.flatMap(({ gaps }) => gaps)],
          dropped: rooms.map(({ series: name, segment }) => ({ series: name, segment })),
        });
        await series.high.append([...taken.records.high.map(encodeRecord), commit]);
      } catch (cause) {
        pending.restore(taken);
        waiting = [...ready, ...waiting];
        await series.raw.truncate(rawBefore).catch(() => undefined);
        throw cause;
      }
      group += 1;
      positions = { ...positions, ...taken.positions };
      aliveAtMs = committedAtMs = atMs;
      told(rooms.flatMap(({ gaps }) => gaps));
      dropSegments(rooms);
      for (const resolve of ready) resolve();
    },
    cut: (from, cutLimits) => cutBatch(series, ranges, from, { limits: cutLimits, seen, nowMs: clock() }),
    advance: (cut) => {
      ({ ranges, seen } = cut);
    },
    get hasUsedSegments() {
      return seriesNames.some((name) => usedSegments(series[name], ranges[name]).length > 0);
    },
    removeUsed: () => {
      for (const name of seriesNames) {
        ranges = { ...ranges, [name]: leaveUsedUp(series[name], ranges[name]) };
        removeUsed(series[name], ranges[name]);
      }
    },
    makeBacklog: () => {
      ranges = {
        high: splitLive(ranges.high, series.high.end),
        raw: splitLive(ranges.raw, series.raw.end),
      };
    },
    part: () => ({ group, rawEnd: series.raw.end, positions, ranges, aliveAtMs }),
    get measure() {
      const live =
        bytesFrom(series.high, liveOf(ranges.high).from) + bytesFrom(series.raw, liveOf(ranges.raw).from);
      const all = bytesOfRanges(series.high, ranges.high) + bytesOfRanges(series.raw, ranges.raw);
      return {
        bytes: series.high.bytes + series.raw.bytes,
        pendingBytes: pending.bytes,
        liveBytes: live,
        backlogBytes: all - live,
        droppedReadings,
      };
    },
    close: async () => {
      await series.high.close();
      await series.raw.close();
    },
  };
}

/** A segment that is written to and used up is left for a new one, so that a full disk gets its room back. */
function leaveUsedUp(series: SegmentSeries, ranges: Ranges): Ranges {
  const { end } = series;
  const isUsedUp = ranges.length === 1 && comparePlaces(liveOf(ranges).from, end) >= 0;
  if (!isUsedUp || end.offset < segmentBounds.leastBytes) return ranges;
  series.startSegment();
  return [{ from: series.end, to: null }];
}

function bytesOfRanges(series: SegmentSeries, ranges: Ranges): number {
  const backlog = backlogOf(ranges).map(
    ({ from, to }) => bytesFrom(series, from) - bytesFrom(series, to ?? from),
  );
  return backlog.reduce((sum, bytes) => sum + bytes, 0) + bytesFrom(series, liveOf(ranges).from);
}

/** Bytes from a place to the end. */
function bytesFrom(series: SegmentSeries, place: Place): number {
  let sum = 0;
  for (const { number, bytes } of series.segments()) {
    if (number > place.segment) sum += bytes;
    else if (number === place.segment) sum += Math.max(0, bytes - place.offset);
  }
  return sum;
}
