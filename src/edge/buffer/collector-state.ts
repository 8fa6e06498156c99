import type { EpochMs } from "#kernel";
import type { SeriesName, SourcePosition } from "./buffer-record.ts";
import type { Ranges } from "./ranges.ts";
import type { Place } from "./segment-series.ts";

/** A batch by its number and hash. */
export interface BatchMark {
  readonly epoch: number;
  readonly sequence: number;
  /** Base64 of `batchHash`. */
  readonly hash: string;
}

/**
 * Everything that the collector must know to go on after a stop at any moment. It is written with each sealed batch and
 * at each acknowledgement; the one with the greatest `version` counts, and the commits in the buffer behind its
 * `group` are applied on top.
 */
export interface CollectorState {
  readonly version: number;
  readonly epoch: number;
  readonly nextSequence: number;
  /** The last batch that was signed, sent or not. */
  readonly head: BatchMark | null;
  /** The newest batch that the platform gave a receipt for. */
  readonly acknowledged: BatchMark | null;
  /** The group commit up to which `positions` is true. */
  readonly group: number;
  /** End of the raw series at that group. */
  readonly rawEnd: Place;
  readonly positions: Readonly<Record<string, SourcePosition>>;
  readonly ranges: Readonly<Record<SeriesName, Ranges>>;
  /** When it is known to have run last. */
  readonly aliveAtMs: EpochMs | null;
}

export const firstState: CollectorState = {
  version: 0,
  epoch: 0,
  nextSequence: 0,
  head: null,
  acknowledged: null,
  group: 0,
  rawEnd: { segment: 1, offset: 0 },
  positions: {},
  ranges: {
    high: [{ from: { segment: 1, offset: 0 }, to: null }],
    raw: [{ from: { segment: 1, offset: 0 }, to: null }],
  },
  aliveAtMs: null,
};
