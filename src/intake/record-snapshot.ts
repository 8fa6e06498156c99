import type { JsonObject } from "#seal";
import type { CollectorRecord, RecordBook } from "./collector-record.ts";
import type { Counters } from "./counters.ts";
import type { MessagePlace } from "./gateway-batch.ts";
import type { StoredChunk } from "./intake-store.ts";
import type { ClockState } from "./judge-clock.ts";
import {
  addChunk,
  chunkLength,
  emptyChunk,
  type EpochState,
  findEpoch,
  type SequenceChunk,
  type SequenceRun,
} from "./sequence-state.ts";

type RunRow = readonly [first: number, last: number, firstPrevious: string | null, lastHash: string | null];

/** What is stored of a collector; the places of its sequences are stored beside it. */
interface StoredRecord {
  readonly version: 1;
  readonly epochs: readonly {
    readonly epoch: number;
    readonly floor: number;
    readonly runs: readonly RunRow[];
    readonly firstCreatedAtMs: number;
    /** Absent before sequence 0 came. */
    readonly startPrevious?: string | null;
  }[];
  /** Absent while no epoch was forgotten. */
  readonly forgottenBelow?: number;
  readonly origins: readonly string[];
  readonly strays: readonly (readonly [hash: string, origin: string, index: number, ordinal: number])[];
  readonly counters: Counters;
  readonly clock: ClockState | null;
  readonly skewMs: number | null;
  readonly isSkewed: boolean;
  readonly levels: readonly (readonly [key: string, value: number, sinceMs: number, lastAtMs: number])[];
  readonly births: readonly (readonly [device: string, place: MessagePlace])[];
  readonly gapsSince: readonly (readonly [gap: string, sinceMs: number])[];
  /** Absent in snapshots that are older than it. */
  readonly offline?: readonly (readonly [device: string, sinceMs: number])[];
}

/** A record as JSON. What is on its way into the log is left out: nobody knows yet whether it will get there. */
export function writeRecord(record: CollectorRecord): JsonObject {
  const stored: StoredRecord = {
    version: 1,
    epochs: record.sequences.epochs.map((state) => ({
      epoch: state.epoch,
      floor: state.floor,
      runs: durableRuns(record, state).map(
        ({ first, last, firstPrevious, lastHash }) => [first, last, firstPrevious, lastHash] as const,
      ),
      firstCreatedAtMs: state.firstCreatedAtMs,
      ...(state.startPrevious === undefined ? {} : { startPrevious: state.startPrevious }),
    })),
    ...(record.sequences.forgottenBelow === 0 ? {} : { forgottenBelow: record.sequences.forgottenBelow }),
    origins: record.sequences.origins,
    strays: [...record.sequences.strays].map(
      ([hash, { origin, index, ordinal }]) => [hash, origin, index, ordinal] as const,
    ),
    counters: structuredClone(record.counters),
    clock: record.clock,
    skewMs: record.skewMs,
    isSkewed: record.isSkewed,
    levels: [...record.levels].map(
      ([key, { value, sinceMs, lastAtMs }]) => [key, value, sinceMs, lastAtMs] as const,
    ),
    births: [...record.births].flatMap(([device, { place }]) =>
      place === null ? [] : [[device, place] as const],
    ),
    gapsSince: [...record.gapsSince],
    offline: [...record.offline],
  };
  return stored as unknown as JsonObject;
}

/** Puts a stored record into a new one. */
export function readRecord(records: RecordBook, collector: string, json: JsonObject): void {
  const stored = json as unknown as StoredRecord;
  const record = records.of(collector);
  for (const { runs, startPrevious, ...epoch } of stored.epochs) {
    record.sequences.epochs.push({
      ...epoch,
      runs: runs.map(([first, last, firstPrevious, lastHash]) => ({ first, last, firstPrevious, lastHash })),
      chunks: new Map(),
      recent: new Map(runs.flatMap(([, last, , lastHash]) => (lastHash === null ? [] : [[last, lastHash]]))),
      startPrevious,
    });
  }
  record.sequences.forgottenBelow = stored.forgottenBelow ?? 0;
  record.sequences.origins.push(...stored.origins);
  for (const [hash, origin, index, ordinal] of stored.strays) {
    record.sequences.strays.set(hash, { origin, index, ordinal });
  }
  Object.assign(record.counters, stored.counters);
  record.clock = stored.clock;
  record.skewMs = stored.skewMs;
  record.isSkewed = stored.isSkewed;
  for (const [key, value, sinceMs, lastAtMs] of stored.levels) {
    record.levels.set(key, { value, sinceMs, lastAtMs });
  }
  for (const [device, place] of stored.births) {
    record.births.set(device, { place, batch: null, ordinal: place.ordinal });
  }
  for (const [device, sinceMs] of stored.offline ?? []) record.offline.set(device, sinceMs);
  for (const [gap, sinceMs] of stored.gapsSince) record.gapsSince.set(gap, sinceMs);
}

/** A chunk as bytes: newest receipt, indexes (64 bits each), then ordinals and origins (16 bits each). */
export function writeChunk(chunk: SequenceChunk): Uint8Array {
  const bytes = Buffer.alloc(8 + chunkLength * 12);
  bytes.writeDoubleLE(chunk.lastReceivedAtMs, 0);
  for (let i = 0; i < chunkLength; i++) {
    bytes.writeDoubleLE(chunk.indexes[i] ?? 0, 8 + i * 8);
    bytes.writeUInt16LE(chunk.ordinals?.[i] ?? 0, 8 + chunkLength * 8 + i * 2);
    bytes.writeUInt16LE(chunk.origins?.[i] ?? 0, 8 + chunkLength * 10 + i * 2);
  }
  return bytes;
}

/** Puts a stored chunk into its record, which was read before. */
export function readChunk(
  records: RecordBook,
  { collector, epoch, chunk: number, bytes }: StoredChunk,
): void {
  const record = records.find(collector);
  const state = record === undefined ? undefined : findEpoch(record.sequences, epoch);
  if (record === undefined || state === undefined) return;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunk = emptyChunk();
  chunk.lastReceivedAtMs = view.readDoubleLE(0);
  const ordinals = new Uint16Array(chunkLength);
  const origins = new Uint16Array(chunkLength);
  for (let i = 0; i < chunkLength; i++) {
    chunk.indexes[i] = view.readDoubleLE(8 + i * 8);
    ordinals[i] = view.readUInt16LE(8 + chunkLength * 8 + i * 2);
    origins[i] = view.readUInt16LE(8 + chunkLength * 10 + i * 2);
  }
  chunk.ordinals = ordinals.some((ordinal) => ordinal > 0) ? ordinals : null;
  chunk.origins = origins.some((origin) => origin > 0) ? origins : null;
  addChunk(record.sequences, state, number, chunk);
}

/** The runs without the sequences that are still on their way. */
function durableRuns(record: CollectorRecord, state: EpochState): readonly SequenceRun[] {
  const prefix = `${state.epoch}:`;
  const underWay = [...record.pending.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => Number(key.slice(prefix.length)))
    .toSorted((a, b) => a - b);
  if (underWay.length === 0) return state.runs;
  const runs: SequenceRun[] = [];
  for (const run of state.runs) {
    let { first, firstPrevious } = run;
    for (const sequence of underWay) {
      if (sequence < first || sequence > run.last) continue;
      if (sequence > first) {
        const lastHash = state.recent.get(sequence - 1) ?? null;
        runs.push({ first, last: sequence - 1, firstPrevious, lastHash });
      }
      first = sequence + 1;
      firstPrevious = state.recent.get(sequence) ?? null;
    }
    if (first <= run.last) runs.push({ first, last: run.last, firstPrevious, lastHash: run.lastHash });
  }
  return runs;
}
