import type { BusinessDay, EpochMs } from "#kernel";

/** Why nothing usable comes from a collector: nothing at all, batches missing in between, or two under one key. */
export const collectionGapKinds = ["silence", "gap", "clone"] as const;
export type CollectionGapKind = (typeof collectionGapKinds)[number];

/** A time in which a collector of an enterprise brought nothing usable. */
export interface CollectionGap {
  readonly collector: string;
  /** Its name as people know it. */
  readonly collectorName: string;
  readonly kind: CollectionGapKind;
  /** Since when data are missing, not when it was noticed. */
  readonly fromMs: EpochMs;
  /** When the pipe noticed it; before that nobody could have been warned. */
  readonly noticedMs: EpochMs;
  /** Null while it lasts. */
  readonly toMs: EpochMs | null;
}

/** What is known of collecting an enterprise's data, and whether it has to go on for a loan. */
export interface CollectionSeries {
  /** When this was looked up; nothing later is known. */
  readonly seenAtMs: EpochMs;
  /** When the oldest loan that still lives was drawn; null without one. */
  readonly loanSince: BusinessDay | null;
  readonly gaps: readonly CollectionGap[];
}

/** Port to the collectors of enterprises, whichever party registered them. */
export interface CollectionSource {
  /**
   * Gaps that lasted at or after a moment, by enterprise; an enterprise with collectors and without gaps has an empty
   * list, one without collectors is absent.
   */
  gapsSince(fromMs: EpochMs): Promise<ReadonlyMap<string, readonly CollectionGap[]>>;
}
