import { type FittedLine, fitTheilSen } from "#kernel";
import type { DayNumber, MeterDay, OperatingFacts } from "#operations";
import { daysTo, rowsOfWindow } from "../operating/day-range.ts";
import { lazy } from "../operating/lazy.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import type { ProductionView } from "../production/production-view.ts";
import type { DayWindow } from "../windows.ts";

export type Medium = MeterDay["medium"];

/** Sums of one medium's meters over a window; exact integers. */
export interface MediumSums {
  /** Watt-hours of electricity and heat, litres of gas and water. */
  quantity: number;
  /** Of meters and days for which the night is known: the night's part, and the whole. */
  nightQuantity: number;
  nightKnownQuantity: number;
  knownMinutes: number;
  meterDays: number;
  /** Time for which the site is known: on each day that of its best known meter. */
  siteMinutes: number;
  /** Highest sum of the meters' peaks on one day; null without one. */
  peakWatt: number | null;
}

/** A day on which every electricity meter and the machines are known well enough to be compared. */
export interface EnergyDay {
  readonly day: DayNumber;
  readonly wattHours: number;
  readonly runHours: number;
  readonly made: number;
}

export interface EnergyUseView {
  readonly sumsOf: (medium: Medium, window: DayWindow) => MediumSums;
  /** Complete days of the 91 to T. */
  readonly days: () => readonly EnergyDay[];
  /** Daily watt-hours on run hours, and on parts made, over those days. */
  readonly onRunHours: () => FittedLine | null;
  readonly onOutput: () => FittedLine | null;
}

const minutesOfDay = 1440;
const quarterDays = 91;

export function viewEnergyUse(
  facts: OperatingFacts,
  production: ProductionView,
  lastDay: DayNumber,
): EnergyUseView {
  const days = lazy(() => completeDays(facts, production, daysTo(lastDay, quarterDays)));
  const line = (read: (day: EnergyDay) => number) =>
    lazy(() =>
      fitTheilSen(
        days().map(read),
        days().map(({ wattHours }) => wattHours),
      ),
    );
  return {
    sumsOf: (medium, window) =>
      sumMedium(
        rowsOfWindow(facts.meterDays, ({ day }) => day, window).filter((row) => row.medium === medium),
      ),
    days,
    onRunHours: line(({ runHours }) => runHours),
    onOutput: line(({ made }) => made),
  };
}

function sumMedium(rows: readonly MeterDay[]): MediumSums {
  const sums: MediumSums = {
    quantity: 0,
    nightQuantity: 0,
    nightKnownQuantity: 0,
    knownMinutes: 0,
    meterDays: 0,
    siteMinutes: 0,
    peakWatt: null,
  };
  const peaks = new Map<DayNumber, number>();
  const known = new Map<DayNumber, number>();
  for (const row of rows) {
    sums.quantity += row.quantity;
    sums.knownMinutes += row.knownMinutes;
    sums.meterDays++;
    known.set(row.day, Math.max(known.get(row.day) ?? 0, row.knownMinutes));
    if (row.nightQuantity !== null) {
      sums.nightQuantity += row.nightQuantity;
      sums.nightKnownQuantity += row.quantity;
    }
    if (row.peakWatt !== null) peaks.set(row.day, (peaks.get(row.day) ?? 0) + row.peakWatt);
  }
  for (const minutes of known.values()) sums.siteMinutes += minutes;
  for (const peak of peaks.values()) sums.peakWatt = Math.max(sums.peakWatt ?? 0, peak);
  return sums;
}

/** Meters before the machines' own counters: where there is a meter it measures what the machines draw as well. */
function completeDays(facts: OperatingFacts, production: ProductionView, window: DayWindow): EnergyDay[] {
  const fewestMinutes = operatingParameters.completeShare.value * minutesOfDay;
  const rows = rowsOfWindow(facts.meterDays, ({ day }) => day, window).filter(
    ({ medium }) => medium === "electricity",
  );
  const meters = new Set(rows.map(({ asset }) => asset)).size;
  const metered = new Map<DayNumber, { wattHours: number; meters: number }>();
  for (const row of rows) {
    if (row.knownMinutes < fewestMinutes) continue;
    const sum = metered.get(row.day) ?? { wattHours: 0, meters: 0 };
    metered.set(row.day, { wattHours: sum.wattHours + row.quantity, meters: sum.meters + 1 });
  }
  const sites = production.daysOf(window);
  const machines = sites.reduce((most, site) => Math.max(most, site.machines), 0);
  return sites.flatMap(({ day, machines: read, knownMinutes, runMinutes, made, ownWh, ownMetered }) => {
    if (read < machines || knownMinutes < read * fewestMinutes) return [];
    const sum = metered.get(day);
    const wattHours = meters === 0 ? (ownMetered === read ? ownWh : null) : wholeOf(sum, meters);
    return wattHours === null ? [] : [{ day, wattHours, runHours: runMinutes / 60, made }];
  });
}

function wholeOf(
  sum: { readonly wattHours: number; readonly meters: number } | undefined,
  meters: number,
): number | null {
  return sum?.meters === meters ? sum.wattHours : null;
}
