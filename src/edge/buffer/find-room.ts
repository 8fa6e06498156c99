import type { BatchGap } from "#telemetry";
import { decodeRecord, type DroppedSegment, type SeriesName } from "./buffer-record.ts";
import { fullGapOf } from "./pending.ts";
import type { Range, Ranges } from "./ranges.ts";
import { comparePlaces, type Place, type SegmentSeries } from "./segment-series.ts";

/** A segment to give up, and what the log will say of its rows. */
export interface Room extends DroppedSegment {
  readonly gaps: readonly BatchGap[];
}

/**
 * Chooses segments to give up until at most `maxBytes` are left: the oldest raw ones first, then the oldest of events
 * and meter totals. Nothing is changed; the choice becomes durable before the files go.
 */
export function findRoom(
  series: Readonly<Record<SeriesName, SegmentSeries>>,
  ranges: Readonly<Record<SeriesName, Ranges>>,
  maxBytes: number,
): Room[] {
  const rooms: Room[] = [];
  let bytes = series.high.bytes + series.raw.bytes;
  for (const name of ["raw", "high"] as const) {
    for (const { number, bytes: segmentBytes } of series[name].segments()) {
      if (bytes <= Math.max(0, maxBytes)) return rooms;
      if (segmentBytes === 0) continue;
      // The one that is written to can go as well, once the next write begins another.
      if (number === series[name].end.segment) series[name].startSegment();
      rooms.push({ series: name, segment: number, gaps: gapsOf(series[name], ranges[name], number) });
      bytes -= segmentBytes;
    }
  }
  return rooms;
}

/** What is lost with a segment: its rows that are not sealed yet, and the gaps that it tells of. */
function gapsOf(series: SegmentSeries, ranges: Ranges, segment: number): BatchGap[] {
  const gaps: BatchGap[] = [];
  for (const range of ranges) {
    const within = clip(range, segment);
    if (within === null) continue;
    let place = within.from;
    for (;;) {
      const read = series.read(place, within.to);
      if (read === null) break;
      place = read.next;
      const record = read.kind === "body" ? decodeRecord(read.body) : undefined;
      if (record?.kind === "commit") gaps.push(...record.gaps);
      else if (record !== undefined) gaps.push(fullGapOf(record));
    }
  }
  return mergeByElements(gaps);
}

function clip(range: Range, segment: number): { readonly from: Place; readonly to: Place } | null {
  const start = { segment, offset: 0 };
  const stop = { segment: segment + 1, offset: 0 };
  const from = comparePlaces(range.from, start) > 0 ? range.from : start;
  const to = range.to !== null && comparePlaces(range.to, stop) < 0 ? range.to : stop;
  return comparePlaces(from, to) < 0 ? { from, to } : null;
}

/** One gap for each reason: the counts add up, times and elements are those of all. */
function mergeByElements(gaps: readonly BatchGap[]): BatchGap[] {
  const full = gaps.filter(({ reason }) => reason === "bufferFull");
  const others = gaps.filter(({ reason }) => reason !== "bufferFull");
  const [first] = full;
  if (first === undefined) return others;
  const elements = full.some((gap) => gap.elements.length === 0)
    ? []
    : [...new Set(full.flatMap((gap) => gap.elements))].sort();
  const readings = full.reduce((sum, gap) => sum + (gap.readings ?? 0), 0);
  const fromMs = Math.min(...full.map((gap) => gap.fromMs));
  const toMs = Math.max(...full.map((gap) => gap.toMs));
  return [{ fromMs, toMs, reason: "bufferFull", elements, readings }, ...others];
}
