import type { LogPlace, SequenceGap } from "./intake-event.ts";
import { intakeParameters } from "./parameters.ts";
import {
  addSequence,
  type EpochState,
  epochOf,
  findEpoch,
  findPlace,
  runWith,
  type SequenceState,
} from "./sequence-state.ts";

/** What of a batch or message its place in the numbering depends on. */
export interface Numbered {
  readonly epoch: number;
  readonly sequence: number;
  /** Base64 of the hash of the batch before, and of this one; both null for messages, which have no chain. */
  readonly previous: string | null;
  readonly hash: string | null;
  readonly createdAtMs: number;
}

/** Why two batches contradict each other, and where the other one lies as far as it is known. */
export interface Contradiction {
  readonly reason: "chainFork" | "twoLiveEpochs" | "sequenceConflict";
  readonly against: LogPlace | null;
}

/** How a number relates to those that came before. */
export type SequenceVerdict =
  /** This number came before; whether it is the same batch must be seen from its hash. */
  | { readonly kind: "known" }
  /** So old that its place is forgotten, or that nobody can tell any more. */
  | { readonly kind: "replayed" }
  | {
      readonly kind: "new";
      readonly isOutOfOrder: boolean;
      readonly isChainReset: boolean;
      readonly contradiction: Contradiction | null;
      readonly opened: SequenceGap | null;
      /** The gap, or the part of one, that it closed. */
      readonly closed: SequenceGap | null;
    };

const runsAtMost = 10_000;

/** Places a number among those that came before and notes it; a known or replayed one changes nothing. */
export function judgeSequence(
  state: SequenceState,
  numbered: Numbered,
  receivedAtMs: number,
): SequenceVerdict {
  const { epoch: number, sequence, previous, hash, createdAtMs } = numbered;
  const known = findEpoch(state, number);
  if (known !== undefined && runWith(known, sequence) !== undefined) {
    return sequence < known.floor ? { kind: "replayed" } : { kind: "known" };
  }
  if (isForgotten(state, known, numbered)) return { kind: "replayed" };
  const contradiction = hash === null ? null : findContradiction(state, numbered);
  const newest = state.epochs.at(-1);
  const isNewestEpoch = newest === undefined || number >= newest.epoch;
  const epoch = known ?? epochOf(state, number, createdAtMs);
  const highest = epoch.runs.at(-1)?.last ?? -1;
  if (sequence === 0) {
    epoch.startPrevious = previous;
    epoch.firstCreatedAtMs = createdAtMs;
  }
  addSequence(epoch, sequence, { previous, hash });
  const at = { epoch: number, sinceMs: receivedAtMs };
  return {
    kind: "new",
    isOutOfOrder: !isNewestEpoch || sequence < highest,
    isChainReset: sequence === 0 && hash !== null && previous === null && state.epochs.length > 1,
    contradiction,
    opened: sequence > highest + 1 ? { ...at, fromSequence: highest + 1, toSequence: sequence - 1 } : null,
    closed: sequence < highest ? { ...at, fromSequence: sequence, toSequence: sequence } : null,
  };
}

/** Gaps that are open: between the runs of an epoch, and before its first; the newest epochs first. */
export function* openGaps(state: SequenceState): Generator<Omit<SequenceGap, "sinceMs">> {
  for (const { epoch, runs, floor } of state.epochs.toReversed()) {
    let next = floor;
    for (const { first, last } of runs) {
      if (first > next) yield { epoch, fromSequence: next, toSequence: first - 1 };
      next = Math.max(next, last + 1);
    }
  }
}

function isForgotten(state: SequenceState, known: EpochState | undefined, numbered: Numbered): boolean {
  if (numbered.epoch < state.forgottenBelow) return true;
  if (known !== undefined) return numbered.sequence < known.floor || known.runs.length >= runsAtMost;
  const oldest = state.epochs[0];
  return oldest !== undefined && numbered.epoch < oldest.epoch && oldest.floor > 0;
}

/** Looks for what a single device that keeps its chain cannot do. */
function findContradiction(state: SequenceState, numbered: Numbered): Contradiction | null {
  const { epoch: number, sequence, previous, hash } = numbered;
  const fork = (epoch: EpochState, at: number): Contradiction => ({
    reason: "chainFork",
    against: findPlace(state, epoch, at) ?? null,
  });
  const epoch = findEpoch(state, number);
  if (epoch !== undefined) {
    const before = sequence > 0 ? runWith(epoch, sequence - 1) : undefined;
    if (before !== undefined && before.lastHash !== null && before.lastHash !== previous) {
      return fork(epoch, sequence - 1);
    }
    const after = runWith(epoch, sequence + 1);
    if (after !== undefined && after.firstPrevious !== null && after.firstPrevious !== hash)
      return fork(epoch, sequence + 1);
  }
  for (const other of state.epochs) {
    if (other.epoch === number) continue;
    const sharesParent = previous !== null && other.startPrevious === previous;
    if (sharesParent) return fork(other, 0);
    if (sequence === 0 && other.epoch < number) {
      const heir = heirOf(other, previous);
      if (heir !== null) return fork(other, heir);
    }
    if (isLiveBeside(other, numbered)) {
      return { reason: "twoLiveEpochs", against: findPlace(state, other, 0) ?? null };
    }
  }
  return null;
}

/** The sequence that already follows a batch within an epoch; null where none does, as far as is remembered. */
function heirOf(epoch: EpochState, hash: string | null): number | null {
  if (hash === null) return null;
  for (const [sequence, known] of epoch.recent) {
    if (known === hash) return runWith(epoch, sequence + 1) === undefined ? null : sequence + 1;
  }
  return null;
}

/** An older epoch that still makes batches after a newer one began lives in another device. */
function isLiveBeside(newer: EpochState, { epoch, createdAtMs }: Numbered): boolean {
  if (newer.epoch <= epoch || newer.runs.length === 0) return false;
  return createdAtMs > newer.firstCreatedAtMs + intakeParameters.liveOverlapMs.value;
}
