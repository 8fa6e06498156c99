import type { ProjectedBatch, ProjectedFile } from "#collect";
import type { ReceivedBatch } from "../import-entry.ts";
import type { ProjectionListener } from "./stored-group.ts";

/** Entries that were just appended, with what was parsed of them on the way. */
export interface ParsedEntries {
  readonly batches: readonly ReceivedBatch[];
  readonly files: readonly ProjectedFile[];
}

/** What became of offered entries, once a run has stored them: the batches with their counts, in the order offered. */
export interface OfferedEntries {
  readonly judged: Promise<readonly ProjectedBatch[]>;
}

/**
 * The one way from the log into the observations, in platform order. Whoever appends entries that he has parsed
 * already hands them over, so that they need not be read back; everything else is read from the log.
 *
 * Consistency: a leaf of the platform log is projected whole, whoever anchored it and whatever it covers, so a
 * checkpoint taken in the middle of an import skips nothing. Concurrency: any number of callers; runs follow one
 * another, and a run waits for those who are appending, so that an entry is never taken without what was parsed of it.
 */
export interface Projection {
  /**
   * Runs `append`, which must append to the ledger what it returns, and remembers that for the next run.
   * @throws what `append` throws; nothing is remembered then
   */
  offer(append: () => Promise<ParsedEntries>): Promise<OfferedEntries>;
  /**
   * Anchors what is pending and brings the observations up to it; everything appended before the call is visible
   * when it resolves.
   * @returns how many batches were projected
   */
  run(): Promise<number>;
  /** Every platform leaf below it is projected. */
  position(): Promise<number>;
  /** Tells what is stored from now on. @returns what ends it */
  watch(listener: ProjectionListener): () => void;
}
