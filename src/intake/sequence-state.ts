import { intakeParameters } from "./parameters.ts";

/** Consecutive sequences that all came. */
export interface SequenceRun {
  first: number;
  last: number;
  /** `previous` of the first and hash of the last; null where messages have no chain, or it is not known. */
  firstPrevious: string | null;
  lastHash: string | null;
}

/** Places of 256 sequences of one epoch in the log: 0 where there is none, else the index plus one. */
export interface SequenceChunk {
  readonly indexes: Float64Array;
  /** Rows within the entries; null while every one is row 0. */
  ordinals: Uint16Array | null;
  /** Which of the collector's origins; null while all are in the first. */
  origins: Uint16Array | null;
  lastReceivedAtMs: number;
  isChanged: boolean;
}

/** What came of one boot epoch. */
export interface EpochState {
  readonly epoch: number;
  /** Sequences below are so old that their places are forgotten. */
  floor: number;
  /** Ascending, disjoint, not touching. */
  readonly runs: SequenceRun[];
  readonly chunks: Map<number, SequenceChunk>;
  /** Hashes of the newest batches; not in the snapshot. */
  readonly recent: Map<number, string>;
  firstCreatedAtMs: number;
  /** `previous` of sequence 0; undefined before it came. */
  startPrevious: string | null | undefined;
}

/** Where something lies in the log. */
export interface SequencePlace {
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
}

/** Everything known about the numbering of a collector. */
export interface SequenceState {
  /** Ascending by epoch. */
  readonly epochs: EpochState[];
  readonly origins: string[];
  /** Batches outside the numbering (conflicts), by hash, so that each is kept once; the newest thousand. */
  readonly strays: Map<string, SequencePlace>;
  /** Epochs below are forgotten. */
  forgottenBelow: number;
  /** Chunks over all epochs. */
  chunkCount: number;
  /** Chunks that were let go since the last snapshot. */
  readonly dropped: { readonly epoch: number; readonly chunk: number }[];
}

export const chunkLength = 256;
const recentHashes = 64;
const straysKept = 1000;

export function createSequenceState(): SequenceState {
  return { epochs: [], origins: [], strays: new Map(), forgottenBelow: 0, chunkCount: 0, dropped: [] };
}

export function findEpoch(state: SequenceState, epoch: number): EpochState | undefined {
  return state.epochs.findLast((one) => one.epoch === epoch);
}

/** The epoch's state, made in its order when it is new. */
export function epochOf(state: SequenceState, epoch: number, createdAtMs: number): EpochState {
  const known = findEpoch(state, epoch);
  if (known !== undefined) return known;
  const made: EpochState = {
    epoch,
    floor: 0,
    runs: [],
    chunks: new Map(),
    recent: new Map(),
    firstCreatedAtMs: createdAtMs,
    startPrevious: undefined,
  };
  const after = state.epochs.findIndex((one) => one.epoch > epoch);
  state.epochs.splice(after === -1 ? state.epochs.length : after, 0, made);
  // A device that is born again and again, or pretends to be, is remembered as far back as this.
  while (state.epochs.length > intakeParameters.epochsKept.value) {
    const oldest = state.epochs.shift();
    if (oldest === undefined) break;
    for (const chunk of oldest.chunks.keys()) state.dropped.push({ epoch: oldest.epoch, chunk });
    state.chunkCount -= oldest.chunks.size;
    state.forgottenBelow = oldest.epoch + 1;
  }
  return made;
}

/** Lets the oldest place go when a collector scatters its numbers, or sends more than anybody asks for again. */
function letOldestGo(state: SequenceState, newest: EpochState): void {
  const oldest = state.epochs.find(({ chunks }) => chunks.size > 0) ?? newest;
  let lowest = Number.POSITIVE_INFINITY;
  // Chunks are made in ascending order mostly, so the first is the lowest or near it.
  for (const number of oldest.chunks.keys()) {
    lowest = number;
    break;
  }
  drop(state, oldest, lowest);
}

function drop(state: SequenceState, epoch: EpochState, number: number): void {
  if (!epoch.chunks.delete(number)) return;
  state.chunkCount -= 1;
  epoch.floor = Math.max(epoch.floor, (number + 1) * chunkLength);
  state.dropped.push({ epoch: epoch.epoch, chunk: number });
}

/** Puts a chunk to its epoch. */
export function addChunk(
  state: SequenceState,
  epoch: EpochState,
  number: number,
  chunk: SequenceChunk,
): void {
  epoch.chunks.set(number, chunk);
  state.chunkCount += 1;
  if (state.chunkCount > intakeParameters.chunksKept.value) letOldestGo(state, epoch);
}

/** The run that holds a sequence; the newest runs are looked at first. */
export function runWith(state: EpochState, sequence: number): SequenceRun | undefined {
  const at = lastRunFrom(state, sequence);
  const run = state.runs[at];
  return run !== undefined && run.last >= sequence ? run : undefined;
}

/** Adds a sequence that no run holds, joining the runs beside it. */
export function addSequence(
  state: EpochState,
  sequence: number,
  link: { readonly previous: string | null; readonly hash: string | null },
): void {
  const at = lastRunFrom(state, sequence);
  const before = state.runs[at];
  const after = state.runs[at + 1];
  if (before?.last === sequence - 1) {
    before.last = sequence;
    before.lastHash = link.hash;
    if (after?.first === sequence + 1) {
      before.last = after.last;
      before.lastHash = after.lastHash;
      state.runs.splice(at + 1, 1);
    }
  } else if (after?.first === sequence + 1) {
    after.first = sequence;
    after.firstPrevious = link.previous;
  } else {
    const run = { first: sequence, last: sequence, firstPrevious: link.previous, lastHash: link.hash };
    state.runs.splice(at + 1, 0, run);
  }
  if (link.hash !== null) remember(state.recent, sequence, link.hash, recentHashes);
}

/** Notes where a sequence lies. */
export function placeSequence(
  state: SequenceState,
  epoch: EpochState,
  sequence: number,
  place: SequencePlace & { readonly receivedAtMs: number },
): void {
  let chunk = epoch.chunks.get(Math.floor(sequence / chunkLength));
  if (chunk === undefined) {
    chunk = emptyChunk();
    addChunk(state, epoch, Math.floor(sequence / chunkLength), chunk);
  }
  const slot = sequence % chunkLength;
  chunk.indexes[slot] = place.index + 1;
  chunk.lastReceivedAtMs = Math.max(chunk.lastReceivedAtMs, place.receivedAtMs);
  chunk.isChanged = true;
  if (place.ordinal > 0) chunk.ordinals ??= new Uint16Array(chunkLength);
  if (chunk.ordinals !== null) chunk.ordinals[slot] = place.ordinal;
  let origin = state.origins.indexOf(place.origin);
  if (origin === -1) origin = state.origins.push(place.origin) - 1;
  if (origin > 0) chunk.origins ??= new Uint16Array(chunkLength);
  if (chunk.origins !== null) chunk.origins[slot] = origin;
}

/** Where a sequence lies; undefined where it never came, is on its way, or is forgotten. */
export function findPlace(
  state: SequenceState,
  epoch: EpochState,
  sequence: number,
): SequencePlace | undefined {
  const chunk = epoch.chunks.get(Math.floor(sequence / chunkLength));
  const slot = sequence % chunkLength;
  const index = chunk?.indexes[slot] ?? 0;
  const origin = state.origins[chunk?.origins?.[slot] ?? 0];
  if (index === 0 || origin === undefined) return undefined;
  return { origin, index: index - 1, ordinal: chunk?.ordinals?.[slot] ?? 0 };
}

/** Notes where a batch outside the numbering lies. */
export function addStray(state: SequenceState, hash: string, place: SequencePlace): void {
  remember(state.strays, hash, place, straysKept);
}

/**
 * Forgets the places of what came before an instant: what comes again then is a replay.
 * @returns every chunk that was let go since the last call
 */
export function forgetBefore(
  state: SequenceState,
  beforeMs: number,
): readonly { epoch: number; chunk: number }[] {
  for (const epoch of state.epochs) {
    for (const [number, chunk] of epoch.chunks) {
      if (chunk.lastReceivedAtMs < beforeMs) drop(state, epoch, number);
    }
  }
  return state.dropped.splice(0);
}

export function emptyChunk(): SequenceChunk {
  return {
    indexes: new Float64Array(chunkLength),
    ordinals: null,
    origins: null,
    lastReceivedAtMs: 0,
    isChanged: false,
  };
}

/** Index of the last run that begins at or before a sequence; -1 where none does. */
function lastRunFrom({ runs }: EpochState, sequence: number): number {
  const newest = runs.length - 1;
  if (newest < 0 || (runs[newest]?.first ?? 0) <= sequence) return newest;
  let low = -1;
  let high = newest;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.first ?? 0) <= sequence) low = middle;
    else high = middle;
  }
  return low;
}

/** Keeps the newest so many of a map. */
export function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, kept: number): void {
  map.set(key, value);
  if (map.size <= kept) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
