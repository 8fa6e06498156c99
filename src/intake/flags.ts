import type { JsonObject } from "#seal";

/** What may be remarkable about a whole batch; it is stored and counts, the flag stands beside it. */
export const batchFlagCodes = [
  /** Created longer ago than what counts as live. */
  "late",
  /** A later one of the same collector was stored before. */
  "outOfOrder",
  /** The collector's clock differs from the platform's; `skewMs` says by how much. */
  "skewed",
  /** Its wall clock moved against its uptime since the batch before; `clockJumpMs` says by how much. */
  "clockJump",
  /** It does not continue the chain of the epoch before: the device lost its memory. */
  "chainReset",
  /** The same bytes came before, without a sequence by which they could be told from a copy. */
  "repeated",
] as const;

export type BatchFlagCode = (typeof batchFlagCodes)[number];

/** What may be remarkable about single rows. Those of `rowQuarantineCodes` are not projected into observations. */
export const rowFlagCodes = ["flatLine", "impossible", "future", "old", "outsideHead"] as const;

export type RowFlagCode = (typeof rowFlagCodes)[number];

/** Why rows of a stored batch are in quarantine: sealed, kept, not counted. */
export const rowQuarantineCodes = ["unknownElement", "unknownChannel", "malformed", "impossible"] as const;

export type RowQuarantineCode = (typeof rowQuarantineCodes)[number];

/** Why a whole batch or message is in quarantine. */
export const quarantineReasons = [
  "chainFork",
  "twoLiveEpochs",
  "sequenceConflict",
  "collectorQuarantined",
  "tooOld",
  "replayed",
  "malformed",
  "mixedEnterprises",
  "unknownElement",
] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

/** Rows as runs `[first, count]`, ascending and disjoint. */
export type RowRuns = readonly (readonly [first: number, count: number])[];

/**
 * The verdict on a batch, sealed in the entry's header as `flags`: it is judged beside what was received, which is
 * sealed unchanged. Members that say nothing are left out.
 */
export interface BatchFlags {
  readonly batch?: readonly BatchFlagCode[];
  readonly skewMs?: number;
  readonly clockJumpMs?: number;
  /** The whole batch is in quarantine: no row of it counts. */
  readonly quarantine?: QuarantineReason;
  /** Rows that count but are remarkable. */
  readonly rows?: Readonly<Partial<Record<RowFlagCode, RowRuns>>>;
  /** Rows that do not count. */
  readonly quarantinedRows?: Readonly<Partial<Record<RowQuarantineCode, RowRuns>>>;
}

/** Flags as JSON, for an entry's header. */
export function flagsJson(flags: BatchFlags): JsonObject {
  return flags as unknown as JsonObject;
}
