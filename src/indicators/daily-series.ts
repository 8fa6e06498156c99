import { type BusinessDay, businessDayOf, dayNumberOf, dayOfNumber, workingDayStatusOf } from "#kernel";
import type { AssetFacts, AssetHour, EnterpriseFacts } from "./facts.ts";
import { hourMs } from "./machine-view.ts";

/** Days of one asset for charts, oldest first, without gaps: a day without a reading is zero or null, not left out. */
export interface DailySeries {
  readonly asset: string;
  readonly days: readonly BusinessDay[];
  /** Those of the days that are statutory holidays, as far as announced on the day of the facts. */
  readonly holidays: readonly BusinessDay[];
  /** Whole minutes a day; null where the asset reports neither states nor production. */
  readonly minutes: DailyMinutes | null;
  /** Whole watt-hours; null on a day without electricity readings, and as a whole where there are none at all. */
  readonly energyWh: readonly (number | null)[] | null;
  /** Parts made; null where the asset counts none. */
  readonly producedCount: readonly number[] | null;
}

export interface DailyMinutes {
  readonly run: readonly number[];
  readonly manual: readonly number[];
  readonly idle: readonly number[];
  readonly alarm: readonly number[];
}

/** A year: what a chart can show a day, and what a document should hold of it. */
const mostDays = 365;
const minuteMs = 60_000;
/** Watt-milliseconds in a watt-hour. */
const wattHour = BigInt(hourMs);

/** The last 365 days, at most, of every asset that has an hour; minutes and watt-hours are rounded down. */
export function dailySeriesOf(facts: EnterpriseFacts): readonly DailySeries[] {
  return facts.assets
    .filter(({ hours }) => hours.length > 0)
    .map((asset) => assetSeriesOf(asset, facts.asOf));
}

function assetSeriesOf({ asset, hours }: AssetFacts, asOf: BusinessDay): DailySeries {
  const byDay = Map.groupBy(hours, ({ hour }) => dayNumberOf(businessDayOf(hour * hourMs)));
  const last = Math.max(...byDay.keys());
  const first = Math.max(Math.min(...byDay.keys()), last - mostDays + 1);
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const hoursOf = numbers.map((day) => byDay.get(day) ?? []);
  const days = numbers.map(dayOfNumber);
  const minutesOf = (read: (hour: AssetHour) => number): number[] =>
    hoursOf.map((some) => Math.floor(sum(some, read) / minuteMs));
  const minutes: DailyMinutes = {
    run: minutesOf(({ runMs }) => runMs),
    manual: minutesOf(({ manualMs }) => manualMs),
    idle: minutesOf(({ idleMs }) => idleMs),
    alarm: minutesOf(({ alarmMs }) => alarmMs),
  };
  const energyWh = hoursOf.map(energyOf);
  const producedCount = hoursOf.map((some) => sum(some, ({ producedCount: made }) => made));
  return {
    asset,
    days,
    holidays: days.filter((day) => workingDayStatusOf(day, asOf).reason === "holiday"),
    minutes: Object.values(minutes).some(isAnyPositive) ? minutes : null,
    energyWh: energyWh.some((wattHours) => wattHours !== null) ? energyWh : null,
    producedCount: isAnyPositive(producedCount) ? producedCount : null,
  };
}

function energyOf(hours: readonly AssetHour[]): number | null {
  const metered = hours.filter(({ meteredMs, energyWattMs }) => meteredMs > 0 || energyWattMs > 0n);
  if (metered.length === 0) return null;
  return Number(metered.reduce((total, { energyWattMs }) => total + energyWattMs, 0n) / wattHour);
}

function sum(hours: readonly AssetHour[], read: (hour: AssetHour) => number): number {
  return hours.reduce((total, hour) => total + read(hour), 0);
}

function isAnyPositive(values: readonly number[]): boolean {
  return values.some((value) => value > 0);
}
