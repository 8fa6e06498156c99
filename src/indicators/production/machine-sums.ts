import type { DayNumber, MachineDay, TwinRow } from "#operations";
import { operatingParameters } from "../operating/operating-parameters.ts";

/** Exact sums over days of machines; minutes, counts and days. */
export interface MachineSums {
  runMinutes: number;
  idleMinutes: number;
  alarmMinutes: number;
  knownMinutes: number;
  goodCount: number;
  rejectCount: number;
  scrapCount: number;
  deviceDays: number;
  /** Days of machines on which an alarm stood. */
  alarmDays: number;
  /** Days signed by the device itself. */
  signedDays: number;
  /** Days of machines that were planned for work, and those of them that ran at least the threshold. */
  plannedDeviceDays: number;
  workedDeviceDays: number;
  /** Planned busy minutes of a day times the minutes of it that are known, summed; see `plannedMinutesOf`. */
  plannedProduct: number;
  /** Actual production time (APT) within planned days. */
  productionMinutes: number;
  /** Of machines with a standard cycle: the time their parts should have taken, and their run time. */
  idealMs: number;
  idealRunMinutes: number;
}

/** What a day of a machine is measured against. */
export interface DayPlan {
  readonly isPlanned: (day: DayNumber) => boolean;
  /** Planned busy minutes of a planned day. */
  readonly minutesOf: (day: DayNumber) => number;
  readonly runThresholdMinutes: number;
}

const minutesOfDay = 1440;

export function emptySums(): MachineSums {
  return {
    runMinutes: 0,
    idleMinutes: 0,
    alarmMinutes: 0,
    knownMinutes: 0,
    goodCount: 0,
    rejectCount: 0,
    scrapCount: 0,
    deviceDays: 0,
    alarmDays: 0,
    signedDays: 0,
    plannedDeviceDays: 0,
    workedDeviceDays: 0,
    plannedProduct: 0,
    productionMinutes: 0,
    idealMs: 0,
    idealRunMinutes: 0,
  };
}

/** Adds one day; a day of which nothing is known adds nothing, because silence is not standstill. */
export function addMachineDay(
  sums: MachineSums,
  row: MachineDay,
  twin: TwinRow | undefined,
  plan: DayPlan,
): void {
  if (row.knownMinutes <= 0) return;
  sums.runMinutes += row.runMinutes;
  sums.idleMinutes += row.idleMinutes;
  sums.alarmMinutes += row.alarmMinutes;
  sums.knownMinutes += row.knownMinutes;
  sums.goodCount += row.goodCount;
  sums.rejectCount += row.rejectCount;
  sums.scrapCount += row.scrapCount;
  sums.deviceDays++;
  if (row.alarmMinutes > 0) sums.alarmDays++;
  if (row.evidence === "device") sums.signedDays++;
  addPlanned(sums, row, plan);
  const cycleMs = twin?.idealCycleMs ?? null;
  const made = row.goodCount + row.rejectCount + row.scrapCount;
  if (cycleMs === null || made === 0) return;
  sums.idealMs += cycleMs * made;
  sums.idealRunMinutes += row.runMinutes;
}

function addPlanned(sums: MachineSums, row: MachineDay, plan: DayPlan): void {
  if (!plan.isPlanned(row.day)) return;
  sums.plannedProduct += plan.minutesOf(row.day) * row.knownMinutes;
  sums.productionMinutes += row.runMinutes;
  // Of a day that is known in part, too little running says nothing.
  const isWorked = row.runMinutes >= plan.runThresholdMinutes;
  if (!isWorked && row.knownMinutes < operatingParameters.completeShare.value * minutesOfDay) return;
  sums.plannedDeviceDays++;
  if (isWorked) sums.workedDeviceDays++;
}

/** Good, rejected and scrapped parts together. */
export function producedOf({ goodCount, rejectCount, scrapCount }: MachineSums): number {
  return goodCount + rejectCount + scrapCount;
}

/** Planned busy time (PBT, 负荷时间): shifts of planned days, as far as the days are known. */
export function plannedMinutesOf({ plannedProduct }: MachineSums): number {
  return plannedProduct / minutesOfDay;
}

/** Time for which the machines were on: running, idle or in alarm (AUBT). */
export function busyMinutesOf({ runMinutes, idleMinutes, alarmMinutes }: MachineSums): number {
  return runMinutes + idleMinutes + alarmMinutes;
}

export function addSums(left: MachineSums, right: MachineSums): MachineSums {
  const sums = { ...left };
  for (const key of Object.keys(sums) as (keyof MachineSums)[]) sums[key] += right[key];
  return sums;
}
