import type { DayNumber, Evidence, MachineDay, MeterDay } from "#operations";
import type { DaySums } from "./day-cells.ts";

/** What an asset is, so that its readings become days of a machine or of a meter. */
export type ReadAsset = { readonly asset: string; readonly evidence: Evidence } & (
  | { readonly kind: "machine" }
  | { readonly kind: "meter"; readonly medium: MeterDay["medium"] }
);

const minuteMs = 60_000;
const minutesOfDay = 1440;

/** Whole minutes, rounded down once from the exact sum of milliseconds. */
export function machineDayOf({ asset, evidence }: ReadAsset, day: DayNumber, sums: DaySums): MachineDay {
  return {
    asset,
    day,
    runMinutes: minutesOf(sums.runMs),
    idleMinutes: minutesOf(sums.idleMs),
    alarmMinutes: minutesOf(sums.alarmMs),
    knownMinutes: Math.min(minutesOfDay, minutesOf(sums.knownMs)),
    goodCount: sums.goodCount,
    rejectCount: sums.rejectCount,
    scrapCount: sums.scrapCount,
    energyWh: sums.hasQuantity ? sums.quantity : null,
    evidence,
  };
}

export function meterDayOf(
  { asset, evidence }: ReadAsset,
  medium: MeterDay["medium"],
  day: DayNumber,
  sums: DaySums,
): MeterDay {
  return {
    asset,
    day,
    medium,
    quantity: sums.quantity,
    nightQuantity: sums.hasQuantity ? sums.nightQuantity : null,
    peakWatt: sums.peakWatt,
    knownMinutes: Math.min(minutesOfDay, minutesOf(sums.meteredMs)),
    evidence,
  };
}

function minutesOf(ms: number): number {
  return Math.floor(ms / minuteMs);
}
