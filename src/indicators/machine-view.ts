import { type BusinessDay, dayOfNumber, workingDayStatusOf } from "#kernel";
import type { AssetFacts, AssetHour } from "./facts.ts";
import type { PlanBasis, ProductionPlan } from "./parameters.ts";

/** Sums over all assets of an enterprise, in the terms of ISO 22400-2. */
export interface MachineView {
  readonly assets: readonly AssetFacts[];
  /** Assets that report states or production times. */
  readonly devices: readonly AssetFacts[];
  /** Planned device-days from the first to the last hour read, and those that ran at least the threshold. */
  readonly plannedDeviceDays: number;
  readonly workedDeviceDays: number;
  /** Planned busy time (PBT, 负荷时间) of the devices, and actual production time within planned days (APT). */
  readonly plannedMs: number;
  readonly productionMs: number;
  /** Electricity of the site by hour, over its meters, else over the machines that report power; complete hours only. */
  readonly siteHours: readonly SiteHour[];
  readonly energyWattMs: bigint;
  readonly nightWattMs: bigint;
  readonly meteredMs: number;
}

export interface SiteHour {
  readonly hour: number;
  readonly energyWattMs: bigint;
}

export const hourMs = 3_600_000;
/** A site's hour counts as complete from 54 of 60 minutes metered on each asset (own choice). */
const completeHourMs = 0.9 * hourMs;

/** Prepares what the machine and energy indicators share. */
export function viewMachines(
  assets: readonly AssetFacts[],
  plan: ProductionPlan,
  asOf: BusinessDay,
): MachineView {
  const devices = assets.filter((asset) => asset.hours.some((hour) => stateMs(hour) > 0));
  return {
    assets,
    devices,
    ...usePlan(devices, plan, asOf),
    ...sumEnergy(metersOf(assets), plan),
  };
}

/**
 * The assets whose electricity adds up to the site's. A meter reports energy and no states; where there is one it
 * measures what the machines draw as well, so that their own power must not be counted again.
 */
export function metersOf(assets: readonly AssetFacts[]): readonly AssetFacts[] {
  const metered = assets.filter(({ hours }) => hours.some((hour) => hour.meteredMs > 0));
  const meters = metered.filter(({ hours }) => hours.every((hour) => stateMs(hour) === 0));
  return meters.length > 0 ? meters : metered;
}

function stateMs(hour: AssetHour): number {
  return hour.runMs + hour.manualMs + hour.idleMs + hour.alarmMs;
}

function usePlan(
  devices: readonly AssetFacts[],
  plan: ProductionPlan,
  asOf: BusinessDay,
): Pick<MachineView, "plannedDeviceDays" | "workedDeviceDays" | "plannedMs" | "productionMs"> {
  const hours = devices.flatMap((device) => device.hours).filter((hour) => stateMs(hour) > 0);
  if (hours.length === 0) return { plannedDeviceDays: 0, workedDeviceDays: 0, plannedMs: 0, productionMs: 0 };
  const firstHour = hours.reduce((first, { hour }) => Math.min(first, hour), Number.POSITIVE_INFINITY);
  const lastHour = hours.reduce((last, { hour }) => Math.max(last, hour), Number.NEGATIVE_INFINITY);
  const firstDay = localDayOf(firstHour, plan);
  const lastDay = localDayOf(lastHour, plan);
  const planned = new Set<number>();
  let plannedHours = 0;
  for (let day = firstDay; day <= lastDay; day++) {
    if (!isPlannedDay(day, plan.basis, asOf)) continue;
    planned.add(day);
    const dayStart = day * 24 - plan.zoneHours;
    plannedHours += Math.min(dayStart + 24, lastHour + 1) - Math.max(dayStart, firstHour);
  }
  const runs = devices.map((device) => runMsByDay(device, plan, planned));
  const thresholdMs = plan.runThresholdMinutes * 60_000;
  return {
    plannedDeviceDays: planned.size * devices.length,
    workedDeviceDays: runs.flatMap((byDay) => [...byDay.values()]).filter((ms) => ms >= thresholdMs).length,
    plannedMs: (plannedHours * devices.length * hourMs * plan.hoursPerDay) / 24,
    productionMs: runs.flatMap((byDay) => [...byDay.values()]).reduce((sum, ms) => sum + ms, 0),
  };
}

function runMsByDay(
  device: AssetFacts,
  plan: ProductionPlan,
  planned: ReadonlySet<number>,
): Map<number, number> {
  const byDay = new Map<number, number>();
  for (const { hour, runMs } of device.hours) {
    const day = localDayOf(hour, plan);
    if (planned.has(day)) byDay.set(day, (byDay.get(day) ?? 0) + runMs);
  }
  return byDay;
}

function localDayOf(hour: number, plan: ProductionPlan): number {
  return Math.floor((hour + plan.zoneHours) / 24);
}

/** Whether a day counts as planned under the basis, by the holidays announced by then. */
export function isPlannedDay(dayNumber: number, basis: PlanBasis, knownOn: BusinessDay): boolean {
  if (basis === "everyDay") return true;
  const status = workingDayStatusOf(dayOfNumber(dayNumber), knownOn);
  return basis === "workingDays" ? status.isWorkingDay : status.reason !== "holiday";
}

function sumEnergy(
  metered: readonly AssetFacts[],
  plan: ProductionPlan,
): Pick<MachineView, "siteHours" | "energyWattMs" | "nightWattMs" | "meteredMs"> {
  const complete = new Map<number, { energyWattMs: bigint; assets: number }>();
  let energyWattMs = 0n;
  let nightWattMs = 0n;
  let meteredMs = 0;
  for (const hour of metered.flatMap((asset) => asset.hours)) {
    energyWattMs += hour.energyWattMs;
    meteredMs += hour.meteredMs;
    if (isNight(hour.hour, plan)) nightWattMs += hour.energyWattMs;
    if (hour.meteredMs < completeHourMs) continue;
    const site = complete.get(hour.hour) ?? { energyWattMs: 0n, assets: 0 };
    complete.set(hour.hour, { energyWattMs: site.energyWattMs + hour.energyWattMs, assets: site.assets + 1 });
  }
  const siteHours = [...complete]
    .filter(([, site]) => site.assets === metered.length)
    .map(([hour, site]) => ({ hour, energyWattMs: site.energyWattMs }));
  return { siteHours, energyWattMs, nightWattMs, meteredMs };
}

function isNight(hour: number, plan: ProductionPlan): boolean {
  const local = (((hour + plan.zoneHours) % 24) + 24) % 24;
  const { nightFromHour: from, nightToHour: to } = plan;
  return from <= to ? local >= from && local < to : local >= from || local < to;
}
