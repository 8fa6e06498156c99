import { dayNumberOf } from "#kernel";
import { type DayNumber, type OperatingFacts, paymentKindOf } from "#operations";
import { type CoupledStream, coupledStreams } from "./coupling.ts";
import { isOrdinaryDay, isOrdinaryWorkingDay } from "./ordinary-day.ts";

/** One of the six streams by week, the form in which they are coupled and shown. */
export interface WeeklyStream {
  readonly stream: CoupledStream;
  /** Of `value`: fen, minutes of running, or watt-hours. */
  readonly unit: "fen" | "minutes" | "wattHours";
  readonly weeks: readonly StreamWeek[];
}

export interface StreamWeek {
  readonly monday: DayNumber;
  /** Sum of the week; null where nothing was known of it. */
  readonly value: number | null;
  /**
   * The sum of the week's ordinary days for each of its ordinary working days; null in weeks with too few of them:
   * those around the lunar new year and long holidays say nothing about how one stream follows another.
   */
  readonly perWorkingDay: number | null;
}

const units = {
  orders: "fen",
  runRate: "minutes",
  energy: "wattHours",
  deliveries: "fen",
  invoices: "fen",
  receipts: "fen",
} as const;
const fewestWorkingDays = 3;
const weekDays = 7;

/** One total a day; days without a row left out. */
export type TotalsByDay = Pick<ReadonlyMap<DayNumber, number>, "get" | "keys" | "size">;

/** One total a day of each stream. */
export type StreamTotals = { readonly [Stream in CoupledStream]: TotalsByDay };

/** Streams that were made before, and the first day of each whose total may have changed since. */
export interface EarlierStreams {
  readonly streams: readonly WeeklyStream[];
  readonly changedFrom: { readonly [Stream in CoupledStream]: DayNumber };
}

/**
 * The six streams by whole weeks up to T, those without any row left out: sale orders as they were placed, running
 * time, electricity, deliveries, valid sales invoices and what customers paid. All begin with the same week, the first
 * in which any of them has a row; a week before a stream's own first row, and one in which no machine or meter was
 * read, is unknown, while a week without an order or a payment is zero.
 */
export function weeklyStreamsOf(facts: OperatingFacts): WeeklyStream[] {
  const totals = Object.fromEntries(coupledStreams.map((stream) => [stream, totalsOf(stream, facts)]));
  return weeklyStreamsOfTotals(totals as unknown as StreamTotals, dayNumberOf(facts.asOf));
}

/**
 * The same from totals by day: fen, minutes of running, watt-hours.
 * @param earlier  weeks before the first change are taken from it, so that a month more costs a month
 */
export function weeklyStreamsOfTotals(
  totals: StreamTotals,
  asOf: DayNumber,
  earlier?: EarlierStreams,
): WeeklyStream[] {
  const present = coupledStreams
    .filter((stream) => totals[stream].size > 0)
    .map((stream) => ({ stream, days: dayTotalsOf(stream, totals[stream]) }));
  const first = Math.min(...present.map(({ days }) => days.first));
  const mondays: DayNumber[] = [];
  for (let monday = mondayOf(first); monday + weekDays - 1 <= asOf; monday += weekDays) mondays.push(monday);
  return present.map(({ stream, days }) => ({
    stream,
    unit: units[stream],
    weeks: weeksOf(days, mondays, keptWeeksOf(stream, earlier)),
  }));
}

function weeksOf(
  days: DayTotals,
  mondays: readonly DayNumber[],
  kept: readonly StreamWeek[],
): readonly StreamWeek[] {
  const isSameStart = kept[0]?.monday === mondays[0];
  return mondays.map((monday, place) => (isSameStart ? kept[place] : undefined) ?? weekOf(days, monday));
}

/** Weeks of a stream that lie before its first change. */
function keptWeeksOf(stream: CoupledStream, earlier: EarlierStreams | undefined): readonly StreamWeek[] {
  const weeks = earlier?.streams.find((one) => one.stream === stream)?.weeks ?? [];
  const changedFrom = earlier?.changedFrom[stream] ?? 0;
  const changed = weeks.findIndex(({ monday }) => monday + weekDays > changedFrom);
  return changed < 0 ? weeks : weeks.slice(0, changed);
}

/** Monday of the day's week. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - ((day + 3) % weekDays);
}

interface DayTotals {
  readonly totals: TotalsByDay;
  readonly first: DayNumber;
  /** Whether a day without a row is unknown rather than zero. */
  readonly isMetered: boolean;
}

function weekOf({ totals, first, isMetered }: DayTotals, monday: DayNumber): StreamWeek {
  let value = 0;
  let ordinary = 0;
  let working = 0;
  let known = 0;
  for (let day = monday; day < monday + weekDays; day++) {
    const total = totals.get(day);
    if (total === undefined && (isMetered || day < first)) continue;
    known++;
    value += total ?? 0;
    if (!isOrdinaryDay(day)) continue;
    ordinary += total ?? 0;
    if (isOrdinaryWorkingDay(day)) working++;
  }
  return {
    monday,
    value: known === 0 ? null : value,
    perWorkingDay: working < fewestWorkingDays ? null : ordinary / working,
  };
}

function dayTotalsOf(stream: CoupledStream, totals: TotalsByDay): DayTotals {
  let first = Number.POSITIVE_INFINITY;
  for (const day of totals.keys()) if (day < first) first = day;
  return { totals, first, isMetered: stream === "runRate" || stream === "energy" };
}

function totalsOf(stream: CoupledStream, facts: OperatingFacts): ReadonlyMap<DayNumber, number> {
  const totals = new Map<DayNumber, number>();
  addRows(stream, facts, (day, value) => {
    totals.set(day, (totals.get(day) ?? 0) + value);
  });
  return totals;
}

type Add = (day: DayNumber, value: number) => void;

/** Sums stay below 2^53: fen of one enterprise's days. */
function addRows(stream: CoupledStream, facts: OperatingFacts, add: Add): void {
  switch (stream) {
    case "orders":
      for (const { direction, action, onDay, amountFen } of facts.orders)
        if (direction === "sale" && action === "created") add(onDay, Number(amountFen));
      return;
    case "runRate":
      for (const { day, runMinutes, knownMinutes } of facts.machineDays)
        if (knownMinutes > 0) add(day, runMinutes * gapFactor(knownMinutes));
      return;
    case "energy":
      return addEnergy(facts, add);
    case "deliveries":
      for (const { kind, onDay, amountFen } of facts.movements)
        if (kind === "delivery" && amountFen !== null) add(onDay, Number(amountFen));
      return;
    case "invoices":
      for (const { direction, isVoid, onDay, grossFen } of facts.invoices)
        if (direction === "sale" && !isVoid) add(onDay, Number(grossFen));
      return;
    case "receipts":
      for (const payment of facts.payments)
        if (paymentKindOf(payment) === "receipt") add(payment.onDay, Number(payment.amountFen));
  }
}

/** Meters where there are any; else the machines' own clamps. */
function addEnergy({ meterDays, machineDays }: OperatingFacts, add: Add): void {
  let isMetered = false;
  for (const { medium, day, quantity, knownMinutes } of meterDays) {
    if (medium !== "electricity" || knownMinutes === 0) continue;
    isMetered = true;
    add(day, quantity * gapFactor(knownMinutes));
  }
  if (isMetered) return;
  for (const { day, energyWh, knownMinutes } of machineDays)
    if (energyWh !== null && knownMinutes > 0) add(day, energyWh * gapFactor(knownMinutes));
}

/** A day known in part counts for the whole, but never for more than twice what was seen. */
function gapFactor(knownMinutes: number): number {
  return Math.min(2, 1440 / knownMinutes);
}
