import type { EpochMs } from "#kernel";
import { decodeRecord, type DroppedSegment, type SeriesName, type SourcePosition } from "./buffer-record.ts";
import type { CollectorState } from "./collector-state.ts";
import { coversSegment, type Ranges, skipSegment } from "./ranges.ts";
import type { Place, SegmentSeries } from "./segment-series.ts";

/** What the buffer holds after a stop: the state that was written last, and the group commits since then. */
export interface RecoveredBuffer {
  readonly group: number;
  readonly positions: Readonly<Record<string, SourcePosition>>;
  readonly ranges: Readonly<Record<SeriesName, Ranges>>;
  readonly aliveAtMs: EpochMs | null;
}

/**
 * Brings both series back to the last group commit: what was written without its commit never counted, whoever gave it
 * was never told that it did. Damage further back is left for the reader, which tells it as a gap.
 */
export async function recoverBuffer(
  series: Readonly<Record<SeriesName, SegmentSeries>>,
  state: CollectorState,
): Promise<RecoveredBuffer> {
  let { group, positions, aliveAtMs, rawEnd } = state;
  const dropped: DroppedSegment[] = [];
  let lastCommit = startOf(series.high, state.ranges.high);
  for (const { place, body } of bodiesOf(series.high, lastCommit)) {
    const record = body === null ? undefined : decodeRecord(body);
    if (record?.kind !== "commit") continue;
    lastCommit = place;
    dropped.push(...record.dropped);
    aliveAtMs = Math.max(aliveAtMs ?? 0, record.atMs);
    if (record.group <= group) continue;
    group = record.group;
    positions = { ...positions, ...record.positions };
    rawEnd = record.rawEnd;
  }
  await series.high.truncate(lastCommit);
  // Where bytes that were committed are gone, the file is filled up with zeros, which the reader tells as damage.
  await series.raw.truncate(rawEnd);
  let ranges = state.ranges;
  for (const { series: name, segment } of dropped) {
    ranges = { ...ranges, [name]: skipSegment(ranges[name], segment) };
  }
  for (const name of ["high", "raw"] as const) {
    ranges = { ...ranges, [name]: clipRanges(ranges[name], series[name].end) };
    if (dropped.some((one) => one.series === name && one.segment === series[name].end.segment)) {
      series[name].startSegment();
    }
    removeUsed(series[name], ranges[name]);
  }
  return { group, positions, ranges, aliveAtMs };
}

/** Removes segments of which nothing is left to seal. */
export function removeUsed(series: SegmentSeries, ranges: Ranges): void {
  for (const segment of usedSegments(series, ranges)) series.remove(segment);
}

/** Segments of which nothing is left to seal, without the one that is written to. */
export function usedSegments(series: SegmentSeries, ranges: Ranges): number[] {
  return series
    .segments()
    .map(({ number }) => number)
    .filter((number) => number !== series.end.segment && !coversSegment(ranges, number));
}

function startOf(series: SegmentSeries, ranges: Ranges): Place {
  const first = ranges[0].from;
  const end = series.end;
  return first.segment > end.segment || (first.segment === end.segment && first.offset > end.offset)
    ? end
    : first;
}

/** Frames from a place on; `place` is behind the frame. */
function* bodiesOf(series: SegmentSeries, from: Place): Generator<{ place: Place; body: Buffer | null }> {
  let place = from;
  for (;;) {
    const read = series.read(place);
    if (read === null) return;
    place = read.next;
    yield { place, body: read.kind === "body" ? read.body : null };
  }
}

/** After the end was taken back, no range may begin behind it. */
function clipRanges(ranges: Ranges, end: Place): Ranges {
  const clip = (place: Place): Place =>
    place.segment > end.segment || (place.segment === end.segment && place.offset > end.offset) ? end : place;
  return ranges.map(({ from, to }) => ({
    from: clip(from),
    to: to === null ? null : clip(to),
  })) as unknown as Ranges;
}
