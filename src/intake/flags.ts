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
  /** The same bytes came shortly before, without a sequence by which they could be told from a copy. */
  "repeated",
  /** Sparkplug: numbers before it are missing; QoS 0 has no other sign of a loss. */
  "sequenceGap",
  /** Sparkplug: no birth explains it. */
  "noBirth",
  /** Sparkplug: a death of an earlier session; the present one lives on. */
  "staleDeath",
  /** Sparkplug: no sequence number or bdSeq, or one alias for two metrics. */
  "irregular",
] as const;

export type BatchFlagCode = (typeof batchFlagCodes)[number];

/** Why rows of a stored batch are in quarantine: sealed, kept, not counted. */
export const rowQuarantineCodes = [
  "unknownElement",
  "unknownChannel",
  /** Outside what the channel can physically be. */
  "impossible",
  /** Observed after it was received. */
  "future",
  /** Outside the times that the head names. */
  "outsideHead",
] as const;

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
  /** Sparkplug: nothing in it can be explained, because no birth came before. */
  "noBirth",
  "mixedEnterprises",
  ...rowQuarantineCodes,
] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

/** Rows as runs `[first, count]`, ascending and disjoint. */
export type RowRuns = readonly (readonly [first: number, count: number])[];

/**
 * The verdict on a batch, sealed in the entry's header as `flags`: it is judged beside what was received, which is
 * sealed unchanged. Members that say nothing are left out. Channels are indexes into the head's `channels`.
 */
export interface BatchFlags {
  readonly batch?: readonly BatchFlagCode[];
  readonly skewMs?: number;
  readonly clockJumpMs?: number;
  /** The whole batch is in quarantine: no row of it counts. */
  readonly quarantine?: QuarantineReason;
  /** Rows in quarantine, by channels and runs together; left out where there are none. */
  readonly quarantinedRowCount?: number;
  /** Channels that have not changed for longer than is likely; their rows count. */
  readonly flatLine?: readonly number[];
  /** Channels none of whose rows count. */
  readonly quarantinedChannels?: Readonly<Partial<Record<RowQuarantineCode, readonly number[]>>>;
  /** Rows that do not count. */
  readonly quarantinedRows?: Readonly<Partial<Record<RowQuarantineCode, RowRuns>>>;
}

/** Flags of a whole batch, with `flatLine` where one of its channels has it. */
export function batchFlagsOf({ batch = [], flatLine }: BatchFlags): readonly LiveFlag[] {
  return flatLine === undefined ? batch : [...batch, "flatLine"];
}

/** What is counted by collector. */
export type LiveFlag = BatchFlagCode | "flatLine";

/** Flags as JSON, for an entry's header. */
export function flagsJson(flags: BatchFlags): JsonObject {
  return flags as unknown as JsonObject;
}

/** Flags as a header read back has them; the log holds only what was written by `flagsJson`. */
export function flagsOf(header: JsonObject): BatchFlags {
  return (header["flags"] ?? {}) as unknown as BatchFlags;
}

/**
 * Asks a batch's flags whether a row counts. Ask in ascending order of rows: each answer takes constant time.
 * @returns the reason for which the row is in quarantine; null where it counts
 */
export function createRowVerdict(
  flags: BatchFlags,
): (row: number, channel: number | null) => QuarantineReason | null {
  const { quarantine } = flags;
  if (quarantine !== undefined) return () => quarantine;
  const channels = new Map<number, RowQuarantineCode>();
  for (const code of rowQuarantineCodes) {
    for (const channel of flags.quarantinedChannels?.[code] ?? []) channels.set(channel, code);
  }
  const runs = rowQuarantineCodes
    .flatMap((code) =>
      (flags.quarantinedRows?.[code] ?? []).map(([first, count]) => ({ first, end: first + count, code })),
    )
    .toSorted((a, b) => a.first - b.first);
  let next = 0;
  return (row, channel) => {
    while (next < runs.length && (runs[next]?.end ?? 0) <= row) next += 1;
    const run = runs[next];
    if (run !== undefined && run.first <= row) return run.code;
    return channel === null ? null : (channels.get(channel) ?? null);
  };
}
