import type { MachineDay, MeterDay } from "#operations";
import { businessDayOf, dayNumberOf, shanghaiTimeOf, startOfDayMs, addDays } from "#kernel";
import { type ReadAsset, machineDayOf, meterDayOf } from "./asset-days.ts";
import type { DaySums } from "./day-cells.ts";
import type { ReadingChannel } from "./reading-block.ts";

/** One reading as a row. */
export interface AssetReading {
  readonly asset: ReadAsset;
  readonly channel: ReadingChannel;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
  readonly platformIndex: number;
}

type Sums = { -readonly [Key in keyof DaySums]: DaySums[Key] };

/**
 * The oracle of the cells: days of machines and meters from all readings that leaves below an index cover, row by row,
 * written to be read rather than to be fast.
 */
export function daysOfReadings(
  readings: readonly AssetReading[],
  knownAt: number,
): { readonly machines: readonly MachineDay[]; readonly meters: readonly MeterDay[] } {
  const days = new Map<string, { readonly asset: ReadAsset; readonly day: string; readonly sums: Sums }>();
  const at = (asset: ReadAsset, day: string): Sums => {
    const key = `${asset.asset}/${day}`;
    const found = days.get(key) ?? { asset, day, sums: emptySums() };
    days.set(key, found);
    return found.sums;
  };
  for (const reading of readings) {
    if (reading.platformIndex >= knownAt) continue;
    if (reading.channel === "state") addState(reading, at);
    else addCount(reading, at(reading.asset, businessDayOf(reading.fromMs)));
  }
  const machines: MachineDay[] = [];
  const meters: MeterDay[] = [];
  for (const { asset, day, sums } of days.values()) {
    if (asset.kind === "machine") machines.push(machineDayOf(asset, dayNumberOf(day), sums));
    else meters.push(meterDayOf(asset, asset.medium, dayNumberOf(day), sums));
  }
  return { machines, meters };
}

function addState(
  { asset, fromMs, toMs, value }: AssetReading,
  at: (asset: ReadAsset, day: string) => Sums,
): void {
  for (let day = businessDayOf(fromMs); startOfDayMs(day) < toMs && fromMs < toMs; day = addDays(day, 1)) {
    const ms = Math.min(toMs, startOfDayMs(addDays(day, 1))) - Math.max(fromMs, startOfDayMs(day));
    const sums = at(asset, day);
    if (value === 2) sums.runMs += ms;
    else if (value === 3) sums.alarmMs += ms;
    else sums.idleMs += ms;
    sums.knownMs += ms;
  }
}

function addCount({ channel, fromMs, toMs, value }: AssetReading, sums: Sums): void {
  switch (channel) {
    case "good_count":
      sums.goodCount += value;
      break;
    case "reject_count":
      sums.rejectCount += value;
      break;
    case "scrap_count":
      sums.scrapCount += value;
      break;
    case "power_w":
      sums.peakWatt = Math.max(sums.peakWatt ?? 0, value);
      break;
    case "quantity": {
      const time = shanghaiTimeOf(fromMs).slice(11, 13);
      sums.hasQuantity = true;
      sums.quantity += value;
      sums.meteredMs += Math.max(0, toMs - fromMs);
      if (time < "06" || time >= "22") sums.nightQuantity += value;
      break;
    }
    case "state":
      break;
  }
}

function emptySums(): Sums {
  return {
    runMs: 0,
    idleMs: 0,
    alarmMs: 0,
    knownMs: 0,
    goodCount: 0,
    rejectCount: 0,
    scrapCount: 0,
    quantity: 0,
    nightQuantity: 0,
    hasQuantity: false,
    meteredMs: 0,
    peakWatt: null,
  };
}
