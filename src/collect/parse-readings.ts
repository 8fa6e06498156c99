import type { ChannelId } from "./channel.ts";
import type { Rows } from "./columns.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import type { ReadingMapping } from "./mapping.ts";
import { parseScaled, plainNumber, tooLarge } from "./parse-number.ts";
import { compileTime, type TimeParser } from "./parse-time.ts";
import type { ParsedReadings } from "./parsed.ts";
import { RowCursor, type BatchNotes } from "./row-cursor.ts";

interface Interval {
  readonly fromMs: number;
  /** NaN while it waits for the asset's next reading. */
  readonly toMs: number;
}

/**
 * Parses a batch of readings. A channel without a value gives no reading: missing is not zero. A row with any
 * wrong field goes into quarantine as a whole.
 */
export function parseReadings(
  layout: Layout,
  mapping: ReadingMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedReadings {
  const cursor = new RowCursor(layout, rows, notes);
  const readInterval = createIntervalReader(layout, mapping, cursor);
  const assetColumn = "column" in mapping.asset ? layout.columns.indexOf(mapping.asset.column) : -1;
  const channels = mapping.channels.map((channel) => ({
    ...channel,
    index: channel.column === undefined ? -1 : layout.columns.indexOf(channel.column),
  }));
  const target = createTarget();
  const print = new Fingerprint();
  const prints = new Uint32Array(2 * rows.ends.length);
  const found: { readonly channel: number; readonly value: number }[] = [];
  while (cursor.next()) {
    const asset = "constant" in mapping.asset ? mapping.asset.constant : cursor.text(assetColumn);
    if (asset === null) continue;
    const interval = readInterval();
    if (interval === null || !readChannels(cursor, channels, interval, found)) continue;
    const row = target.ordinals.length;
    printRow(cursor, print, layout.columns.length);
    print.finish(prints, row);
    target.ordinals.push(cursor.ordinal);
    target.append(row, asset, interval, found);
  }
  if (mapping.time.interval.kind === "untilNext") closeIntervals(target, mapping.time.interval.atMostMs);
  return {
    kind: "readings",
    ordinals: Uint32Array.from(target.ordinals),
    fingerprints: prints.slice(0, 2 * target.ordinals.length),
    rows: Uint32Array.from(target.rows),
    assets: [...target.assets.keys()],
    assetIndexes: Uint32Array.from(target.assetIndexes),
    channels: mapping.channels.map((channel) => channel.channel),
    channelIndexes: Uint8Array.from(target.channelIndexes),
    fromMs: Float64Array.from(target.fromMs),
    toMs: Float64Array.from(target.toMs),
    values: Float64Array.from(target.values),
    problems: cursor.problems,
  };
}

type Target = ReturnType<typeof createTarget>;

function createTarget() {
  const target = {
    ordinals: [] as number[],
    rows: [] as number[],
    assets: new Map<string, number>(),
    assetIndexes: [] as number[],
    channelIndexes: [] as number[],
    fromMs: [] as number[],
    toMs: [] as number[],
    values: [] as number[],
  };
  return {
    ...target,
    append: (
      row: number,
      asset: string,
      interval: Interval,
      found: readonly { readonly channel: number; readonly value: number }[],
    ): void => {
      const assetIndex = target.assets.get(asset) ?? target.assets.size;
      target.assets.set(asset, assetIndex);
      for (const { channel, value } of found) {
        target.rows.push(row);
        target.assetIndexes.push(assetIndex);
        target.channelIndexes.push(channel);
        target.fromMs.push(interval.fromMs);
        target.toMs.push(interval.toMs);
        target.values.push(value);
      }
    },
  };
}

/** Fills in the ends that wait: the asset's next start, but no later than the bound allows. */
function closeIntervals(target: Target, atMostMs: number): void {
  const order = target.fromMs.map((_, i) => i);
  order.sort((a, b) => (target.fromMs[a] as number) - (target.fromMs[b] as number) || a - b);
  const nextStart = new Map<number, { start: number; after: number }>();
  for (const i of order.reverse()) {
    const asset = target.assetIndexes[i] as number;
    const from = target.fromMs[i] as number;
    const known = nextStart.get(asset) ?? { start: from, after: Number.POSITIVE_INFINITY };
    const after = known.start > from ? known.start : known.after;
    target.toMs[i] = Math.min(after, from + atMostMs);
    nextStart.set(asset, { start: from, after });
  }
}

interface ChannelColumn {
  readonly channel: ChannelId;
  readonly index: number;
  readonly scale: number;
  readonly values?: Readonly<Record<string, number>> | undefined;
}

/** Reads every channel of the row into `found`; false when the row is rejected. */
function readChannels(
  cursor: RowCursor,
  channels: readonly ChannelColumn[],
  interval: Interval,
  found: { readonly channel: number; readonly value: number }[],
): boolean {
  found.length = 0;
  for (const [channel, { index, scale, values }] of channels.entries()) {
    if (index < 0) {
      found.push({ channel, value: interval.toMs - interval.fromMs });
      continue;
    }
    const text = cursor.text(index);
    if (text === null) return false;
    const named = values?.[text];
    if (named === undefined && text === "") continue;
    const value = named ?? parseScaled(plainNumber(text), scale);
    if (!Number.isFinite(value)) {
      cursor.rejectField(index, value === tooLarge ? "VALUE_TOO_LARGE" : "VALUE_MALFORMED");
      return false;
    }
    found.push({ channel, value });
  }
  if (found.length > 0) return true;
  cursor.reject(-1, "VALUE_MISSING");
  return false;
}

/** All fields as received, trimmed: rows are duplicates when every one of them is equal. */
function printRow(cursor: RowCursor, print: Fingerprint, columns: number): void {
  const { bytes, starts, ends } = cursor.fields;
  print.start();
  for (let i = 0; i < columns; i++) print.bytes(bytes, starts[i] as number, ends[i] as number);
}

function createIntervalReader(
  layout: Layout,
  mapping: ReadingMapping,
  cursor: RowCursor,
): () => Interval | null {
  const { time } = mapping;
  const parse = compileTime(time.format, time.zone);
  const column = layout.columns.indexOf(time.column);
  const read = (index: number): number | null => readTime(cursor, index, parse, time.format);
  const readStamp = (): number | null => {
    const stamp = read(column);
    if (stamp === null || !time.midnightEndsSameDay) return stamp;
    return /(^|[ T])0?0:00(:00)?$/.test(cursor.text(column) ?? "") ? stamp + 86_400_000 : stamp;
  };
  return () => {
    const stamp = readStamp();
    if (stamp === null) return null;
    if (time.interval.kind === "untilNext") return { fromMs: stamp, toMs: Number.NaN };
    if (time.interval.kind === "fixed") {
      const { lengthMs } = time.interval;
      return time.stamp === "end"
        ? { fromMs: stamp - lengthMs, toMs: stamp }
        : { fromMs: stamp, toMs: stamp + lengthMs };
    }
    const endColumn = layout.columns.indexOf(time.interval.column);
    const end = read(endColumn);
    if (end === null) return null;
    if (end >= stamp) return { fromMs: stamp, toMs: end };
    cursor.reject(endColumn, "TIME_BACKWARDS", {
      from: cursor.text(column) ?? "",
      to: cursor.text(endColumn) ?? "",
    });
    return null;
  };
}

const minutesAndSeconds = /^\d{1,2}:\d{2}(\.\d+)?$/;

function readTime(cursor: RowCursor, column: number, parse: TimeParser, expected: string): number | null {
  const text = cursor.text(column);
  if (text === null) return null;
  const time = parse(text);
  if (!Number.isNaN(time)) return time;
  if (text === "") cursor.reject(column, "TIME_MISSING");
  else if (minutesAndSeconds.test(text) && expected.includes("Y")) cursor.rejectField(column, "TIME_DAMAGED");
  else {
    const found = text.slice(0, 80);
    cursor.reject(column, "TIME_MALFORMED", { expected, found });
  }
  return null;
}
