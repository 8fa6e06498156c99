import type { EpochMs } from "#kernel";
import type { JsonObject } from "#seal";

/** What changed since the snapshot before. */
export interface IntakeSnapshot {
  /** Entries of platform leaves below this one are in the snapshot; those from here on are read from the log again. */
  readonly platformIndex: number;
  readonly takenAtMs: EpochMs;
  /** Private log → number of its entries that are in the snapshot, so that none is counted twice. */
  readonly origins: ReadonlyMap<string, number>;
  /** Collector → its sequence state and counters. */
  readonly collectors: ReadonlyMap<string, JsonObject>;
  /** Places of sequences in the log, 256 a chunk. */
  readonly chunks: readonly StoredChunk[];
  /** Chunks that are no longer kept. */
  readonly dropped: readonly ChunkName[];
}

export interface ChunkName {
  readonly collector: string;
  readonly epoch: number;
  readonly chunk: number;
}

export interface StoredChunk extends ChunkName {
  readonly bytes: Uint8Array;
}

/**
 * Port: the sequence state of all collectors, so that a start need not read the whole log. Losing it costs time, never
 * correctness. `save` merges and is atomic: a later `read` gives all of it or what was before. One caller at a time.
 */
export interface IntakeStore {
  read(): Promise<IntakeSnapshot | null>;
  save(changed: IntakeSnapshot): Promise<void>;
}
