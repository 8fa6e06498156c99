import {
  type BusinessMonth,
  createRandom,
  dayNumberOf,
  dayOfNumber,
  firstDayOf,
  monthNumberOf,
  monthOf,
  type Random,
} from "#kernel";
import type { DayNumber, OperatingRows, StreamName } from "#operations";
import type { RegionTruth } from "../region-enterprise.ts";

/** What a change of an enterprise's rows works on. */
export interface Scene {
  readonly rows: OperatingRows;
  readonly truth: RegionTruth;
  /** Of this enterprise alone; what a whole scheme shares is drawn from `seed`. */
  readonly random: Random;
  readonly seed: string;
  readonly intensity: number;
  readonly fromDay: DayNumber;
  /** Last day of the data. */
  readonly lastDay: DayNumber;
  /** Number of the monthly delivery in which what happens on a day comes in time. */
  readonly deliveryOf: (day: DayNumber) => number;
}

/** The streams that differ; null when the enterprise has nothing with which it could be done. */
export type Change = Partial<OperatingRows> | null;

export function openScene(
  { rows, truth }: { readonly rows: OperatingRows; readonly truth: RegionTruth },
  plan: { readonly from: BusinessMonth; readonly intensity: number; readonly seed: string },
): Scene {
  const { seed, intensity } = plan;
  return {
    rows,
    truth,
    random: createRandom(`${seed}/${truth.code}`),
    seed,
    intensity,
    fromDay: dayNumberOf(firstDayOf(plan.from)),
    lastDay: lastDayOf(rows),
    deliveryOf: deliveryClock(rows),
  };
}

/** Streams that go on day by day say when the data ends. */
const steadyStreams = ["machineDays", "meterDays", "collectorDays", "workforce"] as const;
const datedStreams = ["invoices", "payments", "movements", "orders"] as const;

function lastDayOf(rows: OperatingRows): DayNumber {
  let last = 0;
  for (const name of steadyStreams) for (const { day } of rows[name]) last = Math.max(last, day);
  for (const name of datedStreams) for (const { onDay } of rows[name]) last = Math.max(last, onDay);
  return last;
}

/** Rows that come in time tell which delivery brings which month: nothing comes before it happened. */
function deliveryClock(rows: OperatingRows): (day: DayNumber) => number {
  let base = Number.NEGATIVE_INFINITY;
  let latest = 0;
  const see = (day: DayNumber, platformIndex: number): void => {
    base = Math.max(base, monthNumber(day) - platformIndex);
    latest = Math.max(latest, platformIndex);
  };
  for (const name of steadyStreams) for (const row of rows[name]) see(row.day, row.platformIndex);
  for (const name of datedStreams) for (const row of rows[name]) see(row.onDay, row.platformIndex);
  return (day) => Math.min(latest, Math.max(0, monthNumber(day) - base));
}

const monthNumbers = new Map<DayNumber, number>();

export function monthNumber(day: DayNumber): number {
  const known = monthNumbers.get(day);
  if (known !== undefined) return known;
  const found = monthNumberOf(monthOf(dayOfNumber(day)));
  monthNumbers.set(day, found);
  return found;
}

/** Rows of a stream, some of them changed in place; the rest stay the very same objects. */
export function changed<Name extends StreamName>(
  rows: OperatingRows,
  name: Name,
  change: (row: OperatingRows[Name][number]) => OperatingRows[Name][number],
): OperatingRows[Name] {
  return rows[name].map(change) as unknown as OperatingRows[Name];
}
