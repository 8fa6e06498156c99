import type { EpochMs } from "#kernel";
import type { BatchChannel, BatchGap } from "#telemetry";
import type { RowsRecord, SeriesName, SourcePosition } from "./buffer-record.ts";

/** A reading that is ready to be signed. */
export interface AcceptedReading {
  readonly channel: BatchChannel;
  readonly priority: SeriesName;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly integer: number;
}

/** An event as the text of its row, with the line feed. */
export interface AcceptedEvent {
  readonly atMs: EpochMs;
  readonly row: string;
}

/** What a source hands over at once: all of it becomes durable, with the position, or nothing. */
export interface Accepted {
  readonly source: string;
  readonly readings: readonly AcceptedReading[];
  readonly events: readonly AcceptedEvent[];
  /** Asked when the group is written, so that it is true of everything that the source gave until then. */
  readonly position: (() => SourcePosition) | null;
  readonly gaps?: readonly BatchGap[];
  /** Whether the source waits and could read it again: then it is not given up for want of memory. */
  readonly isReplayable?: boolean;
}

/** Rows of one source that lie in memory until the next group commit. */
interface PendingRows {
  readonly series: SeriesName;
  readonly kind: "readings" | "events";
  readonly source: string;
  readonly channels: BatchChannel[];
  readonly indexOf: Map<string, number>;
  readonly lines: string[];
  readonly isReplayable: boolean;
  bytes: number;
  fromMs: EpochMs;
  toMs: EpochMs;
}

/** What was accepted and is not on the disk yet. */
export interface Pending {
  readonly bytes: number;
  readonly isEmpty: boolean;
  add(accepted: Accepted): void;
  /** Takes everything out, as records of group `group`; what cannot be written is given back by `restore`. */
  take(group: number): Taken;
  /** Puts what was taken before what came meanwhile. */
  restore(taken: Taken): void;
  /** Gives up the oldest raw rows, then the oldest others, until at most `bytes` of what can be given up are left. */
  shrinkTo(bytes: number): readonly BatchGap[];
}

export interface Taken {
  readonly rows: readonly PendingRows[];
  readonly records: Readonly<Record<SeriesName, readonly RowsRecord[]>>;
  readonly positions: Readonly<Record<string, SourcePosition>>;
  readonly gaps: readonly BatchGap[];
}

/** @param recordRows  most rows of one record: the grain in which batches are cut */
export function createPending(recordRows: number): Pending {
  let rows: PendingRows[] = [];
  let bytes = 0;
  let positions: Record<string, () => SourcePosition> = {};
  let gaps: BatchGap[] = [];

  const place = (
    series: SeriesName,
    kind: PendingRows["kind"],
    { source, isReplayable = false }: Pick<Accepted, "source" | "isReplayable">,
  ): PendingRows => {
    const open = rows.findLast((one) => one.series === series && one.kind === kind && one.source === source);
    if (open !== undefined && open.lines.length < recordRows) return open;
    const fresh: PendingRows = {
      series,
      kind,
      source,
      channels: [],
      indexOf: new Map(),
      lines: [],
      isReplayable,
      bytes: 0,
      fromMs: Number.POSITIVE_INFINITY,
      toMs: Number.NEGATIVE_INFINITY,
    };
    rows.push(fresh);
    return fresh;
  };
  const put = (into: PendingRows, line: string, fromMs: EpochMs, toMs: EpochMs): void => {
    into.lines.push(line);
    into.bytes += line.length;
    into.fromMs = Math.min(into.fromMs, fromMs);
    into.toMs = Math.max(into.toMs, toMs);
    bytes += line.length;
  };
  return {
    get bytes() {
      return bytes;
    },
    get isEmpty() {
      return rows.length === 0 && gaps.length === 0 && Object.keys(positions).length === 0;
    },
    add: (accepted) => {
      const { source, readings, events, position, gaps: told = [] } = accepted;
      for (const { channel, priority, fromMs, toMs, integer } of readings) {
        const into = place(priority, "readings", accepted);
        put(into, `${channelIndex(into, channel)},${fromMs},${toMs},${integer}\n`, fromMs, toMs);
      }
      for (const { atMs, row } of events) put(place("high", "events", accepted), row, atMs, atMs);
      if (position !== null) positions = { ...positions, [source]: position };
      gaps.push(...told);
    },
    take: (group) => {
      const taken: Taken = {
        rows,
        records: {
          high: rows.filter(({ series }) => series === "high").map((one) => recordOf(one, group)),
          raw: rows.filter(({ series }) => series === "raw").map((one) => recordOf(one, group)),
        },
        positions: Object.fromEntries(Object.entries(positions).map(([source, ask]) => [source, ask()])),
        gaps,
      };
      rows = [];
      bytes = 0;
      positions = {};
      gaps = [];
      return taken;
    },
    restore: (taken) => {
      rows = [...taken.rows, ...rows];
      bytes += taken.rows.reduce((sum, one) => sum + one.bytes, 0);
      const earlier = Object.entries(taken.positions).map(
        ([source, found]) => [source, () => found] as const,
      );
      positions = { ...Object.fromEntries(earlier), ...positions };
      gaps = [...taken.gaps, ...gaps];
    },
    shrinkTo: (limit) => {
      const given: BatchGap[] = [];
      for (const series of ["raw", "high"] as const) {
        while (rows.reduce((sum, one) => sum + (one.isReplayable ? 0 : one.bytes), 0) > limit) {
          const oldest = rows.find((one) => one.series === series && !one.isReplayable);
          if (oldest === undefined) break;
          rows = rows.filter((one) => one !== oldest);
          bytes -= oldest.bytes;
          given.push(fullGapOf(recordOf(oldest, 0)));
        }
      }
      return given;
    },
  };
}

/** What the log will say of rows that there was no room for. */
export function fullGapOf(record: Omit<RowsRecord, "rows">): BatchGap {
  const elements = [...new Set(record.channels.map(({ element }) => element))].sort();
  return {
    fromMs: record.fromMs,
    toMs: record.toMs,
    reason: "bufferFull",
    elements,
    readings: record.count,
  };
}

function channelIndex(into: PendingRows, channel: BatchChannel): number {
  const key = `${channel.element}/${channel.channel}/${channel.scale}`;
  const known = into.indexOf.get(key);
  if (known !== undefined) return known;
  into.indexOf.set(key, into.channels.length);
  into.channels.push(channel);
  return into.channels.length - 1;
}

function recordOf(pending: PendingRows, group: number): RowsRecord {
  const { kind, source, channels, lines, fromMs, toMs } = pending;
  return {
    kind,
    group,
    source,
    channels,
    count: lines.length,
    fromMs,
    toMs,
    rows: Buffer.from(lines.join("")),
  };
}
