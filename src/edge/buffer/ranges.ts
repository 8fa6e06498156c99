import { comparePlaces, type Place } from "./segment-series.ts";

/** A stretch of a series that is not sealed yet. */
export interface Range {
  readonly from: Place;
  /** Exclusive; null for the live end. */
  readonly to: Place | null;
}

/**
 * What of a series is still to be sealed: stretches of backlog, the oldest first, and the live end, which is the last
 * and the only one without an end. The live end is served first, the backlog beside it at a bounded rate.
 */
export type Ranges = readonly [...backlog: Range[], live: Range];

/** Turns the live end into backlog; what comes from `end` on is live. */
export function splitLive(ranges: Ranges, end: Place): Ranges {
  const live = liveOf(ranges);
  if (comparePlaces(live.from, end) >= 0) return ranges;
  return [...backlogOf(ranges), { from: live.from, to: end }, { from: end, to: null }];
}

export function liveOf(ranges: Ranges): Range {
  const live = ranges.at(-1);
  if (live === undefined) throw new RangeError("ranges without a live end");
  return live;
}

export function backlogOf(ranges: Ranges): Range[] {
  return ranges.slice(0, -1);
}

/** Moves the beginning of one range; a stretch of backlog that is used up goes. */
export function advanceRange(ranges: Ranges, index: number, next: Place): Ranges {
  const moved = ranges.map((range, i) => (i === index ? { ...range, from: next } : range));
  return withoutEmpty(moved);
}

/** Leaves out a segment that was given up. */
export function skipSegment(ranges: Ranges, segment: number): Ranges {
  const after: Place = { segment: segment + 1, offset: 0 };
  return withoutEmpty(
    ranges.map((range) => ({
      from:
        range.from.segment <= segment && isOpenAt(range, segment) ? maxPlace(range.from, after) : range.from,
      to: range.to,
    })),
  );
}

/** Whether anything of a segment is still to be sealed. */
export function coversSegment(ranges: Ranges, segment: number): boolean {
  return ranges.some(
    ({ from, to }) =>
      from.segment <= segment && (to === null || comparePlaces(to, { segment, offset: 0 }) > 0),
  );
}

/** A stretch that begins before the given-up segment keeps its older part: segments go oldest first, so there is none. */
function isOpenAt(range: Range, segment: number): boolean {
  return range.to === null || comparePlaces(range.to, { segment, offset: 0 }) > 0;
}

function withoutEmpty(ranges: readonly Range[]): Ranges {
  const kept = ranges.filter(({ from, to }) => to === null || comparePlaces(from, to) < 0);
  return kept as unknown as Ranges;
}

function maxPlace(a: Place, b: Place): Place {
  return comparePlaces(a, b) >= 0 ? a : b;
}
