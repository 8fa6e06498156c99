import type { ChannelId } from "./channel.ts";
import type { Rows } from "./columns.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import type { ReadingMapping } from "./mapping.ts";
import { parseScaled, plainNumber, tooLarge } from "./parse-number.ts";
import { compileTime, compileZone, type TimeParser } from "./parse-time.ts";
import type { ParsedReadings } from "./parsed.ts";
import { parseMonth } from "./parse-period.ts";
import { RowCursor, type BatchNotes } from "./row-cursor.ts";
import { createWideReader } from "./wide-readings.ts";

/** A side is NaN while it waits for the asset's next or previous reading. */
interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

const longestAsset = 64;

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
  const { interval: intervals } = mapping.time;
  const wide = intervals.kind === "wide" ? intervals : null;
  const channels = mapping.channels
    .map((channel) => ({
      ...channel,
      index: channel.column === undefined ? -1 : layout.columns.indexOf(channel.column),
    }))
    .filter(({ optional, index }) => optional !== true || index >= 0);
  const readWide = wide === null ? null : createWideReader(layout, mapping, wide, cursor);
  const target = createTarget();
  const print = new Fingerprint();
  const prints = new Uint32Array(2 * rows.ends.length);
  const found: { readonly channel: number; readonly value: number }[] = [];
  const addRow = (): number => {
    const row = target.ordinals.length;
    printRow(cursor, print, layout.columns.length);
    print.finish(prints, row);
    target.ordinals.push(cursor.ordinal);
    return row;
  };
  while (cursor.next()) {
    const asset =
      "constant" in mapping.asset ? mapping.asset.constant : cursor.name(assetColumn, longestAsset);
    if (asset === null) continue;
    if (readWide !== null) {
      const points = readWide();
      if (points === null) continue;
      const row = addRow();
      for (const { value, ...interval } of points)
        target.append(row, asset, interval, [{ channel: 0, value }]);
      continue;
    }
    const interval = readInterval();
    if (interval === null || !readChannels(cursor, channels, found)) continue;
    target.append(addRow(), asset, interval, found);
  }
  closeIntervals(target, mapping.time.interval);
  fillLengths(
    target,
    channels.map(({ index }) => index < 0 && wide === null),
  );
  return {
    kind: "readings",
    ordinals: Uint32Array.from(target.ordinals),
    fingerprints: prints.slice(0, 2 * target.ordinals.length),
    rows: Uint32Array.from(target.rows),
    assets: [...target.assets.keys()],
    assetIndexes: Uint32Array.from(target.assetIndexes),
    channels: channels.map((channel) => channel.channel),
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

/**
 * Fills in the sides that wait: the stamp of the asset's next reading (or its previous one), but no further away
 * than the bound allows. Readings with the same stamp have the same interval.
 */
function closeIntervals(target: Target, interval: ReadingMapping["time"]["interval"]): void {
  if (interval.kind !== "untilNext" && interval.kind !== "sincePrevious") return;
  const { kind, atMostMs } = interval;
  const isForward = kind === "untilNext";
  const [stamps, others] = isForward ? [target.fromMs, target.toMs] : [target.toMs, target.fromMs];
  // Walked from the side that waits, so that an asset's neighbour on that side has been seen.
  const step = isForward ? -1 : 1;
  const order = stamps.map((_, i) => i);
  order.sort((a, b) => step * ((stamps[a] as number) - (stamps[b] as number)) || a - b);
  const seen = new Map<number, { readonly stamp: number; readonly neighbour: number }>();
  for (const i of order) {
    const asset = target.assetIndexes[i] as number;
    const stamp = stamps[i] as number;
    const bound = stamp - step * atMostMs;
    const known = seen.get(asset) ?? { stamp, neighbour: bound };
    const neighbour = known.stamp === stamp ? known.neighbour : known.stamp;
    others[i] = isForward ? Math.min(neighbour, bound) : Math.max(neighbour, bound);
    seen.set(asset, { stamp, neighbour });
  }
}

/** The value of a channel without a column is its interval's length. */
function fillLengths(target: Target, isLength: readonly boolean[]): void {
  if (!isLength.includes(true)) return;
  for (const [i, channel] of target.channelIndexes.entries()) {
    if (isLength[channel] === true)
      target.values[i] = (target.toMs[i] as number) - (target.fromMs[i] as number);
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
  found: { readonly channel: number; readonly value: number }[],
): boolean {
  found.length = 0;
  for (const [channel, { index, scale, values }] of channels.entries()) {
    if (index < 0) {
      // The interval's length, which is filled in once it is known.
      found.push({ channel, value: 0 });
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
  const column = layout.columns.indexOf(time.column);
  if (time.interval.kind === "month") return createMonthReader(cursor, column, time.zone);
  const { interval } = time;
  if (interval.kind === "wide") return () => null;
  const parse = compileTime(time.format, time.zone);
  const read = (index: number): number | null => readTime(cursor, index, parse, time.format);
  const readStamp = (): number | null => {
    const stamp = read(column);
    if (stamp === null || !time.midnightEndsSameDay) return stamp;
    return /(^|[ T])0?0:00(:00)?$/.test(cursor.text(column) ?? "") ? stamp + 86_400_000 : stamp;
  };
  return () => {
    const stamp = readStamp();
    if (stamp === null) return null;
    if (interval.kind === "untilNext") return { fromMs: stamp, toMs: Number.NaN };
    if (interval.kind === "sincePrevious") return { fromMs: Number.NaN, toMs: stamp };
    if (interval.kind === "fixed") {
      const { lengthMs } = interval;
      return time.stamp === "end"
        ? { fromMs: stamp - lengthMs, toMs: stamp }
        : { fromMs: stamp, toMs: stamp + lengthMs };
    }
    const endColumn = layout.columns.indexOf(interval.column);
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

/** The month that a bill is for, from its first midnight to the next month's. */
function createMonthReader(cursor: RowCursor, column: number, zone: string): () => Interval | null {
  const toUtc = compileZone(zone);
  return () => {
    const text = cursor.text(column);
    if (text === null) return null;
    const month = parseMonth(text);
    if (month === null) {
      cursor.rejectField(column, "MONTH_MALFORMED");
      return null;
    }
    return { fromMs: toUtc(month.from * 86_400_000), toMs: toUtc(month.to * 86_400_000) };
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
