import type { AssetFacts, AssetHour } from "./facts.ts";

/** Sums of one asset and hour by the kind of reading they come from. */
export interface AssetHourSums {
  readonly hour: number;
  readonly stateRunMs: number;
  readonly manualMs: number;
  readonly idleMs: number;
  readonly alarmMs: number;
  readonly reportMs: number;
  readonly powerMs: number;
  readonly powerWattMs: bigint;
  readonly energyMs: number;
  readonly energyWattMs: bigint;
  readonly itemCount: number;
  /** Good, rejected and scrapped parts together. */
  readonly sortedCount: number;
}

/** Counts of one asset over all its readings. */
export interface AssetCounts {
  readonly itemReadings: number;
  readonly goodReadings: number;
  readonly rejectReadings: number;
  readonly itemCount: bigint;
  readonly goodCount: bigint;
  readonly rejectCount: bigint;
  readonly scrapCount: bigint;
  readonly bestItemMs: number | null;
  readonly bestGoodMs: number | null;
}

/**
 * Chooses between two kinds of readings of the same thing, for the whole asset and never mixed: states before
 * production reports, metered energy before power held, counted items before good + rejected + scrapped.
 */
export function assembleAsset(
  asset: string,
  sums: readonly AssetHourSums[],
  counts: AssetCounts,
): AssetFacts {
  const hasStates = sums.some((sum) => sum.stateRunMs + sum.manualMs + sum.idleMs + sum.alarmMs > 0);
  const hasEnergy = sums.some((sum) => sum.energyMs > 0);
  const countsItems = counts.itemReadings > 0;
  const hours = sums
    .map(
      (sum): AssetHour => ({
        hour: sum.hour,
        runMs: hasStates ? sum.stateRunMs : sum.reportMs,
        manualMs: sum.manualMs,
        idleMs: sum.idleMs,
        alarmMs: sum.alarmMs,
        meteredMs: hasEnergy ? sum.energyMs : sum.powerMs,
        energyWattMs: hasEnergy ? sum.energyWattMs : sum.powerWattMs,
        producedCount: countsItems ? sum.itemCount : sum.sortedCount,
      }),
    )
    .sort((left, right) => left.hour - right.hour);
  return {
    asset,
    hours,
    producedCount: countsItems ? counts.itemCount : counts.goodCount + counts.rejectCount + counts.scrapCount,
    goodCount: counts.goodCount,
    rejectCount: counts.rejectCount,
    scrapCount: counts.scrapCount,
    countsGood: counts.goodReadings > 0,
    countsRejects: counts.rejectReadings > 0,
    bestItemMs: countsItems ? counts.bestItemMs : counts.bestGoodMs,
  };
}
