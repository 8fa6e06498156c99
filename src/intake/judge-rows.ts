import { type BatchHead, decodeEvents, decodeReadings, findChannel, type SignedBatch } from "#telemetry";
import { boundsOf } from "./channel-bounds.ts";
import type { BatchFlags, RowQuarantineCode, RowRuns } from "./flags.ts";
import { intakeParameters } from "./parameters.ts";

/** What a channel did within a batch; for seeing that it never changes. */
export interface ChannelSpan {
  readonly channel: number;
  readonly firstValue: number;
  readonly firstAtMs: number;
  readonly lastValue: number;
  readonly lastAtMs: number;
  /** Since when it has had its last value without a change. */
  readonly sinceMs: number;
}

/** What the rows of a batch are worth, each by itself. */
export interface RowJudgement
  extends Pick<BatchFlags, "quarantinedChannels" | "quarantinedRows" | "quarantinedRowCount"> {
  readonly spans: readonly ChannelSpan[];
}

/** What the collector may send. */
export interface RowContext {
  readonly receivedAtMs: number;
  /** Codes of the elements bound to it. */
  readonly elements: ReadonlySet<string>;
}

/** With more runs than this the channels they are in go into quarantine as a whole: a header has its bound. */
const runsAtMost = 300;

/**
 * Judges the rows of a batch that `checkBatch` found readable: element, channel, bounds, times.
 * @throws TELEMETRY_MALFORMED for rows that cannot be read
 */
export function judgeRows(batch: SignedBatch, context: RowContext): RowJudgement {
  return batch.head.content === "readings" ? judgeReadings(batch, context) : judgeEvents(batch, context);
}

function judgeReadings({ head, rows, ends }: SignedBatch, context: RowContext): RowJudgement {
  const readings = decodeReadings({ bytes: rows, ends }, head.channels.length);
  const wholes = head.channels.map((one) => problemOfChannel(one, context.elements));
  const bounds = head.channels.map((one) => scaledBounds(one.channel, one.scale));
  const latestMs = context.receivedAtMs + intakeParameters.futureMs.value;
  const runs = createRuns();
  const spans: (Mutable<ChannelSpan> | undefined)[] = [];
  const rowsOfChannel = new Uint32Array(head.channels.length);
  const badRows = new Uint32Array(head.channels.length);
  for (let i = 0; i < readings.count; i++) {
    const channel = readings.channel[i] ?? 0;
    const fromMs = readings.fromMs[i] ?? 0;
    const toMs = readings.toMs[i] ?? 0;
    const value = readings.value[i] ?? 0;
    rowsOfChannel[channel] = (rowsOfChannel[channel] ?? 0) + 1;
    if (wholes[channel] !== null) continue;
    const limit = bounds[channel];
    let code: RowQuarantineCode | null = null;
    if (toMs > latestMs) code = "future";
    else if (fromMs < head.firstAtMs || toMs > head.lastAtMs) code = "outsideHead";
    else if (limit && (value < limit.min || value > limit.max)) code = "impossible";
    if (code !== null) {
      runs.add(code, i);
      badRows[channel] = (badRows[channel] ?? 0) + 1;
      continue;
    }
    const span = spans[channel];
    if (span === undefined) {
      const first = { channel, firstValue: value, firstAtMs: fromMs, lastValue: value };
      spans[channel] = { ...first, lastAtMs: toMs, sinceMs: fromMs };
    } else {
      if (value !== span.lastValue) span.sinceMs = fromMs;
      span.lastValue = value;
      span.lastAtMs = Math.max(span.lastAtMs, toMs);
    }
  }
  const found = spans.filter((span) => span !== undefined);
  if (runs.count > runsAtMost) {
    badRows.forEach((count, channel) => {
      if (count > 0 && wholes[channel] === null) wholes[channel] = "impossible";
    });
    runs.clear();
    badRows.fill(0);
  }
  return { ...verdictOf(wholes, runs, { rowsOfChannel, badRows }), spans: found };
}

function judgeEvents({ head, rows, ends }: SignedBatch, context: RowContext): RowJudgement {
  const runs = createRuns();
  const latestMs = context.receivedAtMs + intakeParameters.futureMs.value;
  let bad = 0;
  decodeEvents({ bytes: rows, ends }).forEach(({ element, atMs }, i) => {
    let code: RowQuarantineCode | null = null;
    if (element !== undefined && !context.elements.has(element)) code = "unknownElement";
    else if (atMs > latestMs) code = "future";
    else if (atMs < head.firstAtMs || atMs > head.lastAtMs) code = "outsideHead";
    if (code === null) return;
    runs.add(code, i);
    bad += 1;
  });
  if (runs.count > runsAtMost) {
    const all = { unknownElement: [[0, ends.length] as const] };
    return { quarantinedRows: all, quarantinedRowCount: ends.length, spans: [] };
  }
  if (bad === 0) return { spans: [] };
  return { quarantinedRows: runs.byCode(), quarantinedRowCount: bad, spans: [] };
}

function problemOfChannel(
  { element, channel }: BatchHead["channels"][number],
  elements: ReadonlySet<string>,
): RowQuarantineCode | null {
  if (!elements.has(element)) return "unknownElement";
  return findChannel(channel) === undefined ? "unknownChannel" : null;
}

function scaledBounds(channel: string, scale: number) {
  const bounds = boundsOf(channel);
  if (bounds === null) return null;
  return { min: bounds.min / 10 ** scale, max: bounds.max / 10 ** scale };
}

function verdictOf(
  wholes: readonly (RowQuarantineCode | null)[],
  runs: Runs,
  { rowsOfChannel, badRows }: { readonly rowsOfChannel: Uint32Array; readonly badRows: Uint32Array },
): Omit<RowJudgement, "spans"> {
  const channels: Partial<Record<RowQuarantineCode, number[]>> = {};
  let count = 0;
  wholes.forEach((code, channel) => {
    if (code === null) count += badRows[channel] ?? 0;
    else {
      (channels[code] ??= []).push(channel);
      count += rowsOfChannel[channel] ?? 0;
    }
  });
  return {
    ...(Object.keys(channels).length === 0 ? {} : { quarantinedChannels: channels }),
    ...(runs.count === 0 ? {} : { quarantinedRows: runs.byCode() }),
    ...(count === 0 ? {} : { quarantinedRowCount: count }),
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Runs {
  readonly count: number;
  add(code: RowQuarantineCode, row: number): void;
  byCode(): Partial<Record<RowQuarantineCode, RowRuns>>;
  clear(): void;
}

function createRuns(): Runs {
  const byCode = new Map<RowQuarantineCode, [number, number][]>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(code, row) {
      const list = byCode.get(code) ?? [];
      if (list.length === 0) byCode.set(code, list);
      const last = list.at(-1);
      if (last !== undefined && last[0] + last[1] === row) last[1] += 1;
      // Beyond the bound only the number of runs matters.
      else if (count++ <= runsAtMost) list.push([row, 1]);
    },
    byCode: () => Object.fromEntries(byCode),
    clear() {
      byCode.clear();
      count = 0;
    },
  };
}
