import type { DayNumber } from "#operations";
import type { ArrivingReading } from "./arriving-reading.ts";
import { mediumChannels, readEvidences, readMedia, type ReadDaySums } from "./read-day.ts";

const dayMs = 86_400_000;
/** Business days begin at midnight in Asia/Shanghai, which has had UTC+8 all along. */
const zoneMs = 28_800_000;
const hourMs = 3_600_000;

export function dayOfMs(atMs: number): DayNumber {
  return Math.floor((atMs + zoneMs) / dayMs);
}

export function startOfDayNumberMs(day: DayNumber): number {
  return day * dayMs - zoneMs;
}

const timed: ReadonlySet<string> = new Set(["state", "run_interval", "power_w"]);
const counted: ReadonlySet<string> = new Set([
  "item_count",
  "good_count",
  "reject_count",
  "scrap_count",
  ...mediumChannels,
]);

/** Whether a channel's readings stand for time or are counts; null for channels that make no days. */
export function channelKindOf(channel: string): "time" | "count" | null {
  return timed.has(channel) ? "time" : counted.has(channel) ? "count" : null;
}

export function emptyDaySums(): ReadDaySums {
  return {
    runMs: 0,
    idleMs: 0,
    alarmMs: 0,
    reportedMs: 0,
    powerMs: 0,
    wattMs: 0,
    goodCount: 0,
    itemCount: 0,
    rejectCount: 0,
    scrapCount: 0,
    media: readMedia.map(() => ({ quantity: 0, nightQuantity: 0, ms: 0, readings: 0, longestMs: 0 })),
    peakWatt: 0,
    weakest: readEvidences.length - 1,
    lastLeaf: 0,
    hasState: false,
    hasGoodCount: false,
  };
}

/** What a reading says on the day in which it begins. */
export function addCount(sums: ReadDaySums, reading: ArrivingReading): void {
  const { channel, value } = reading;
  see(sums, reading);
  switch (channel) {
    case "good_count":
      sums.goodCount += value;
      sums.hasGoodCount = true;
      return;
    case "item_count":
      sums.itemCount += value;
      return;
    case "reject_count":
      sums.rejectCount += value;
      return;
    case "scrap_count":
      sums.scrapCount += value;
      return;
    default:
      addMedium(sums, reading);
  }
}

function addMedium(sums: ReadDaySums, { channel, fromMs, toMs, value }: ArrivingReading): void {
  const used = sums.media[(mediumChannels as readonly string[]).indexOf(channel)];
  if (used === undefined) return;
  const ms = toMs - fromMs;
  const hour = Math.floor((fromMs + zoneMs - dayOfMs(fromMs) * dayMs) / hourMs);
  used.quantity += value;
  used.ms += ms;
  used.readings++;
  used.longestMs = Math.max(used.longestMs, ms);
  if (hour < 6 || hour >= 22) used.nightQuantity += value;
  if (channel === "energy_wh" && ms >= 1 && ms <= hourMs) {
    sums.peakWatt = Math.max(sums.peakWatt, Math.trunc((value * hourMs) / ms));
  }
}

/** A part of a day for which a state, a report or a power stands. */
export function addTime(sums: ReadDaySums, reading: ArrivingReading, ms: number): void {
  see(sums, reading);
  changeTime(sums, reading, ms);
}

/** Takes back a part of what `addTime` added; the reading stays one of the day. */
export function takeTime(
  sums: ReadDaySums,
  reading: Pick<ArrivingReading, "channel" | "value">,
  ms: number,
): void {
  changeTime(sums, reading, -ms);
}

function changeTime(
  sums: ReadDaySums,
  { channel, value }: Pick<ArrivingReading, "channel" | "value">,
  ms: number,
): void {
  if (channel === "run_interval") sums.reportedMs += ms;
  else if (channel === "power_w") {
    sums.powerMs += ms;
    sums.wattMs += ms * value;
  } else if (value === 2) sums.runMs += ms;
  else if (value === 3) sums.alarmMs += ms;
  // Running by hand is not automatic operation: it counts as idle.
  else if (value === 0 || value === 1) sums.idleMs += ms;
}

function see(sums: ReadDaySums, { channel, value, strength, platformIndex }: ArrivingReading): void {
  sums.weakest = Math.min(sums.weakest, strength);
  sums.lastLeaf = Math.max(sums.lastLeaf, platformIndex);
  if (channel === "state") sums.hasState = true;
  if (channel === "power_w") sums.peakWatt = Math.max(sums.peakWatt, value);
}
