import type { BusinessDay } from "#kernel";
import { type AssetCounts, type AssetHourSums, assembleAsset } from "./assemble-asset.ts";
import type { AssetFacts } from "./facts.ts";
import { hourMs } from "./machine-view.ts";
import { bestItemQuantile, endOfDayMs, maximumHoldMs } from "./reading-rules.ts";

/** One stored reading of one enterprise: an integer in the channel's base unit over [fromMs, toMs). */
export interface ReadingRow {
  readonly asset: string;
  readonly channel: string;
  readonly fromMs: number;
  /** Not after `fromMs` for a reading at an instant: it stands until the next one of its channel. */
  readonly toMs: number;
  readonly value: bigint;
  readonly platformIndex: number;
}

interface Span {
  readonly value: bigint;
  readonly startMs: number;
  readonly endMs: number;
}

type MutableHourSums = { -readonly [Key in keyof AssetHourSums]: AssetHourSums[Key] };

const sortedChannels = ["good_count", "reject_count", "scrap_count"];

/** The oracle of the readings' SQL. */
export function assetsFromRows(rows: readonly ReadingRow[], asOf: BusinessDay): AssetFacts[] {
  const endMs = endOfDayMs(asOf);
  const seen = rows.filter((row) => row.fromMs < endMs && row.toMs <= endMs);
  return [...Map.groupBy(seen, (row) => row.asset)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([asset, members]) => assembleAsset(asset, hourSums(members, endMs), countsOf(members)));
}

function hourSums(rows: readonly ReadingRow[], endMs: number): AssetHourSums[] {
  const hours = new Map<number, MutableHourSums>();
  const at = (hour: number): MutableHourSums => {
    const sums = hours.get(hour) ?? emptyHour(hour);
    hours.set(hour, sums);
    return sums;
  };
  for (const row of rows) {
    if (row.channel === "energy_wh") {
      at(Math.floor(row.fromMs / hourMs)).energyWattMs += row.value * BigInt(hourMs);
    }
    if (row.channel === "item_count") at(Math.floor(row.fromMs / hourMs)).itemCount += Number(row.value);
    if (sortedChannels.includes(row.channel)) {
      at(Math.floor(row.fromMs / hourMs)).sortedCount += Number(row.value);
    }
  }
  for (const channel of ["state", "run_interval", "power_w", "energy_wh"]) {
    for (const span of spansOf(
      rows.filter((row) => row.channel === channel),
      endMs,
    )) {
      for (let hour = Math.floor(span.startMs / hourMs); hour * hourMs < span.endMs; hour++) {
        const ms = Math.min(span.endMs, (hour + 1) * hourMs) - Math.max(span.startMs, hour * hourMs);
        addSpan(at(hour), channel, span.value, ms);
      }
    }
  }
  return [...hours.values()];
}

/** Clips every interval to what no earlier one covers, so that overlaps count once (the union of the intervals). */
function spansOf(rows: readonly ReadingRow[], endMs: number): Span[] {
  const sorted = [...rows].sort(
    (left, right) =>
      left.fromMs - right.fromMs || left.toMs - right.toMs || (left.value < right.value ? -1 : 1),
  );
  let coveredMs = 0;
  return sorted.flatMap((row, index) => {
    const nextMs = sorted[index + 1]?.fromMs ?? endMs;
    const heldMs = Math.min(row.fromMs + maximumHoldMs, nextMs, endMs);
    const span = {
      value: row.value,
      startMs: Math.max(row.fromMs, coveredMs),
      endMs: row.toMs > row.fromMs ? row.toMs : heldMs,
    };
    coveredMs = Math.max(coveredMs, span.endMs);
    return span.endMs > span.startMs ? [span] : [];
  });
}

function addSpan(sums: MutableHourSums, channel: string, value: bigint, ms: number): void {
  if (channel === "run_interval") sums.reportMs += ms;
  if (channel === "energy_wh") sums.energyMs += ms;
  if (channel === "power_w") {
    sums.powerMs += ms;
    sums.powerWattMs += value * BigInt(ms);
  }
  if (channel !== "state") return;
  if (value === 0n) sums.idleMs += ms;
  if (value === 1n) sums.manualMs += ms;
  if (value === 2n) sums.stateRunMs += ms;
  if (value === 3n) sums.alarmMs += ms;
}

function emptyHour(hour: number): MutableHourSums {
  return {
    hour,
    stateRunMs: 0,
    manualMs: 0,
    idleMs: 0,
    alarmMs: 0,
    reportMs: 0,
    powerMs: 0,
    powerWattMs: 0n,
    energyMs: 0,
    energyWattMs: 0n,
    itemCount: 0,
    sortedCount: 0,
  };
}

function countsOf(rows: readonly ReadingRow[]): AssetCounts {
  const of = (...channels: string[]) => rows.filter((row) => channels.includes(row.channel));
  const sum = (channel: string) => of(channel).reduce((total, row) => total + row.value, 0n);
  return {
    itemReadings: of("item_count").length,
    goodReadings: of("good_count").length,
    rejectReadings: of("reject_count", "scrap_count").length,
    itemCount: sum("item_count"),
    goodCount: sum("good_count"),
    rejectCount: sum("reject_count"),
    scrapCount: sum("scrap_count"),
    bestItemMs: bestMs(of("item_count")),
    bestGoodMs: bestMs(of("good_count")),
  };
}

/** 10th percentile of whole milliseconds per part: element ⌊0.1·n⌋ of the ascending order. */
function bestMs(rows: readonly ReadingRow[]): number | null {
  const perItemMs = rows
    .filter((row) => row.value > 0n && row.toMs > row.fromMs)
    .map((row) => Number(BigInt(row.toMs - row.fromMs) / row.value))
    .sort((left, right) => left - right);
  return perItemMs[Math.floor(bestItemQuantile * perItemMs.length)] ?? null;
}
