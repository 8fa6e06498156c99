import type { EpochMs } from "#kernel";
import {
  type BatchChannel,
  type BatchContent,
  type BatchGap,
  maxBatchChannels,
  maxBatchGaps,
} from "#telemetry";
import { decodeRecord, type RowsRecord, type SeriesName } from "./buffer-record.ts";
import { mergeGaps } from "./merge-gaps.ts";
import { advanceRange, type Range, type Ranges } from "./ranges.ts";
import type { SegmentSeries } from "./segment-series.ts";

/** Rows for one batch, taken from the buffer without changing it, and what is left to seal after it. */
export interface Cut {
  readonly content: BatchContent;
  readonly channels: readonly BatchChannel[];
  /** Rows with indexes into `channels`. */
  readonly rows: Buffer;
  readonly ends: Uint32Array;
  readonly gaps: readonly BatchGap[];
  /** Null when there are no rows. */
  readonly times: { readonly firstAtMs: EpochMs; readonly lastAtMs: EpochMs } | null;
  readonly ranges: Readonly<Record<SeriesName, Ranges>>;
  readonly seen: SeenTimes;
}

/** Latest time that was read in each series: where the next damaged stretch begins at the earliest. */
export type SeenTimes = Readonly<Record<SeriesName, EpochMs | null>>;

export interface CutLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Room of a head for channels and gaps, in bytes of JSON; the rest of it takes less than 1 KB. */
const headBytes = 30_000;
const gapBytes = 8_000;

/**
 * Cuts the next batch: from the live ends, meter totals and events first, or from the oldest backlog. One batch has
 * readings or events; the kind of the first rows decides, the others wait for the next.
 */
export function cutBatch(
  series: Readonly<Record<SeriesName, SegmentSeries>>,
  ranges: Readonly<Record<SeriesName, Ranges>>,
  from: "live" | "backlog",
  { limits, seen, nowMs }: { readonly limits: CutLimits; readonly seen: SeenTimes; readonly nowMs: EpochMs },
): Cut {
  const draft = createDraft(limits);
  let left = ranges;
  let times = seen;
  for (const name of ["high", "raw"] as const) {
    const index = from === "live" ? left[name].length - 1 : 0;
    const range = left[name][index];
    if (range === undefined || (from === "backlog" && range.to === null)) continue;
    const read = readInto(draft, series[name], range, { seenMs: seen[name], nowMs });
    left = { ...left, [name]: advanceRange(left[name], index, read.place) };
    times = { ...times, [name]: read.seenMs };
  }
  return { ...draft.finish(), ranges: left, seen: times };
}

/** Takes whole records as long as they fit; returns where it stopped. */
function readInto(
  draft: Draft,
  series: SegmentSeries,
  range: Range,
  times: { readonly seenMs: EpochMs | null; readonly nowMs: EpochMs },
) {
  let { seenMs } = times;
  let place = range.from;
  let isDamaged = false;
  for (;;) {
    const read = series.read(place, range.to);
    if (read === null) break;
    const record = read.kind === "body" ? decodeRecord(read.body) : undefined;
    if (record === undefined) {
      isDamaged = true;
      place = read.next;
      continue;
    }
    const [fromMs, toMs] =
      record.kind === "commit" ? [record.atMs, record.atMs] : [record.fromMs, record.toMs];
    if (isDamaged) draft.addDamage(seenMs ?? fromMs, fromMs);
    isDamaged = false;
    const isTaken = record.kind === "commit" ? draft.addGaps(record.gaps) : draft.addRows(record);
    if (!isTaken) return { place, seenMs };
    seenMs = Math.max(seenMs ?? 0, toMs);
    place = read.next;
  }
  if (isDamaged) draft.addDamage(seenMs ?? times.nowMs, times.nowMs);
  return { place, seenMs };
}

interface Draft {
  addRows(record: RowsRecord): boolean;
  addGaps(gaps: readonly BatchGap[]): boolean;
  /** Rows that cannot be read any more: between the times of their neighbours. */
  addDamage(fromMs: EpochMs, toMs: EpochMs): void;
  finish(): Omit<Cut, "ranges" | "seen">;
}

function createDraft(limits: CutLimits): Draft {
  let content: BatchContent | null = null;
  const channels: BatchChannel[] = [];
  const indexOf = new Map<string, number>();
  let channelBytes = 0;
  let gaps: BatchGap[] = [];
  const parts: Buffer[] = [];
  let count = 0;
  let bytes = 0;
  let firstAtMs = Number.POSITIVE_INFINITY;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return {
    addRows: (record) => {
      if (content !== null && content !== record.kind) return false;
      const isFull = count + record.count > limits.rows || bytes + record.rows.length > limits.bytes;
      if (count > 0 && isFull) return false;
      const fresh = record.channels.filter((channel) => !indexOf.has(keyOf(channel)));
      const freshBytes = fresh.reduce((sum, channel) => sum + JSON.stringify(channel).length + 1, 0);
      const hasRoom =
        channels.length + fresh.length <= maxBatchChannels.value && channelBytes + freshBytes <= headBytes;
      if (count > 0 && !hasRoom) return false;
      for (const channel of fresh) {
        indexOf.set(keyOf(channel), channels.length);
        channels.push(channel);
      }
      channelBytes += freshBytes;
      content = record.kind;
      const rows = reindex(record, (channel) => indexOf.get(keyOf(channel)) ?? 0);
      parts.push(rows);
      count += record.count;
      bytes += rows.length;
      firstAtMs = Math.min(firstAtMs, record.fromMs);
      lastAtMs = Math.max(lastAtMs, record.toMs);
      return true;
    },
    addGaps: (told) => {
      if (told.length === 0) return true;
      const merged = mergeGaps([...gaps, ...told], maxBatchGaps.value);
      if (
        merged.length > maxBatchGaps.value ||
        (gaps.length > 0 && JSON.stringify(merged).length > gapBytes)
      ) {
        return false;
      }
      gaps = merged;
      return true;
    },
    addDamage: (fromMs, toMs) => {
      const gap: BatchGap = {
        fromMs: Math.min(fromMs, toMs),
        toMs: Math.max(fromMs, toMs),
        reason: "bufferDamaged",
        elements: [],
        readings: null,
      };
      gaps = mergeGaps([...gaps, gap], maxBatchGaps.value);
    },
    finish: () => {
      const rows = Buffer.concat(parts);
      return {
        content: content ?? "readings",
        channels,
        rows,
        ends: endsOf(rows, count),
        gaps,
        times: count === 0 ? null : { firstAtMs, lastAtMs },
      };
    },
  };
}

function keyOf({ element, channel, scale }: BatchChannel): string {
  return `${element}/${channel}/${scale}`;
}

/** The rows of a record with the batch's channel indexes in place of the record's own. */
function reindex(record: RowsRecord, indexOf: (channel: BatchChannel) => number): Buffer {
  if (record.kind === "events") return record.rows;
  const indexes = record.channels.map(indexOf);
  if (indexes.every((index, i) => index === i)) return record.rows;
  const text = record.rows
    .toString("latin1")
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const comma = line.indexOf(",");
      return `${indexes[Number(line.slice(0, comma))]}${line.slice(comma)}\n`;
    })
    .join("");
  return Buffer.from(text, "latin1");
}

function endsOf(rows: Buffer, count: number): Uint32Array {
  const ends = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at = rows.indexOf(0x0a, at) + 1;
    ends[i] = at;
  }
  return ends;
}
