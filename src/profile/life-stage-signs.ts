import { type BusinessDay, dayNumberOf } from "#kernel";
import type { DayNumber, OperatingFacts } from "#operations";
import { knownOrders, worthOf } from "./proxy/trade-year.ts";

/** What a stage is told by, as of one day; null where the streams do not reach. Changes are ratios less 1. */
export interface LifeStageSigns {
  readonly ageMonths: number | null;
  /** Sales of up to twelve months to the day against the same months a year before. */
  readonly growth: number | null;
  /** The same a year earlier. */
  readonly earlierGrowth: number | null;
  /** How much monthly sales vary about their mean of twelve months. */
  readonly volatility: number | null;
  readonly customers: number | null;
  /** Minutes run of minutes known, 0 to 1, of twelve months; and its change on the year before. */
  readonly running: number | null;
  readonly runningChange: number | null;
  /** Machines put in service within eighteen months, of all. */
  readonly newMachines: number | null;
  readonly headcountChange: number | null;
  /** People on an average day of the last three months. */
  readonly headcount: number | null;
  /** Months of sales that are known. */
  readonly months: number;
}

/** An enterprise's months, summed once, from which the signs of any day at a month's end follow. */
export interface MonthlyView {
  readonly signsAt: (day: BusinessDay) => LifeStageSigns;
  /** The first month with sales or running; null without either. */
  readonly firstMonth: number | null;
}

/** Sums the streams by month. Sales are invoices net of tax, else deliveries, else orders, else minutes run. */
export function monthlyViewOf(facts: OperatingFacts): MonthlyView {
  const sales = salesByMonth(facts);
  const running = sumByMonth(
    facts.machineDays,
    ({ day }) => day,
    (row) => row.runMinutes,
  );
  const known = sumByMonth(
    facts.machineDays,
    ({ day }) => day,
    (row) => row.knownMinutes,
  );
  const people = sumByMonth(
    facts.workforce,
    ({ day }) => day,
    ({ headcount }) => headcount,
  );
  const peopleDays = sumByMonth(
    facts.workforce,
    ({ day }) => day,
    () => 1,
  );
  const months = [...sales.keys(), ...known.keys()];
  const firstSales = sales.size === 0 ? null : Math.min(...sales.keys());
  const signsAt = (asOf: BusinessDay): LifeStageSigns => {
    const day = dayNumberOf(asOf);
    // A month that is not over yet says nothing beside whole ones.
    const end = monthNumber(day + 1) - 1;
    const year = { from: end - 11, to: end };
    const before = { from: end - 23, to: end - 12 };
    const inSales = firstSales === null ? 0 : Math.max(0, end - firstSales + 1);
    const runningNow = ratio(sumOver(running, year), sumOver(known, year));
    const runningBefore = ratio(sumOver(running, before), sumOver(known, before));
    const headcountOver = (from: number, to: number): number | null =>
      ratio(sumOver(people, { from, to }), sumOver(peopleDays, { from, to }));
    const headcountNow = headcountOver(end - 2, end);
    const headcountBefore = headcountOver(end - 14, end - 12);
    return {
      ageMonths: ageAt(facts, day),
      growth: growthOf(sales, firstSales, end),
      earlierGrowth: growthOf(sales, firstSales, end - 12),
      volatility: inSales < 6 ? null : variationOf(sales, Math.max(firstSales ?? end, end - 11), end),
      customers: customersAt(facts, day),
      running: runningNow,
      runningChange: change(runningNow, runningBefore),
      newMachines: newMachinesAt(facts, day),
      headcountChange: change(headcountNow, headcountBefore),
      headcount: headcountNow,
      months: inSales,
    };
  };
  return { signsAt, firstMonth: months.length === 0 ? null : Math.min(...months) };
}

type Months = ReadonlyMap<number, number>;

/** Months since year 0 of a day. */
export function monthNumber(day: DayNumber): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function salesByMonth(facts: OperatingFacts): Months {
  const invoices = facts.invoices.filter(({ direction, isVoid }) => direction === "sale" && !isVoid);
  if (invoices.length > 0)
    return sumByMonth(
      invoices,
      ({ onDay }) => onDay,
      ({ netFen }) => Number(netFen),
    );
  const deliveries = facts.movements.filter(({ kind }) => kind === "delivery");
  if (deliveries.length > 0) {
    const orders = knownOrders(facts.orders);
    return sumByMonth(
      deliveries,
      ({ onDay }) => onDay,
      (row) => Number(worthOf(row, orders) ?? 0n),
    );
  }
  const placed = [...knownOrders(facts.orders).values()].filter(
    ({ direction, isCancelled }) => direction === "sale" && !isCancelled,
  );
  if (placed.length > 0)
    return sumByMonth(
      placed,
      ({ placedOn }) => placedOn,
      ({ amountFen }) => Number(amountFen),
    );
  return sumByMonth(
    facts.machineDays,
    ({ day }) => day,
    ({ runMinutes }) => runMinutes,
  );
}

function sumByMonth<Row>(
  rows: readonly Row[],
  day: (row: Row) => DayNumber,
  value: (row: Row) => number,
): Months {
  const months = new Map<number, number>();
  for (const row of rows) {
    const month = monthNumber(day(row));
    months.set(month, (months.get(month) ?? 0) + value(row));
  }
  return months;
}

function sumOver(months: Months, { from, to }: { readonly from: number; readonly to: number }): number {
  let sum = 0;
  for (let month = from; month <= to; month += 1) sum += months.get(month) ?? 0;
  return sum;
}

const leastMonths = 6;

/**
 * Up to twelve whole months against the same months a year before, so that seasons cancel; null with fewer than six
 * to compare. The first month known may be a part of one and is left out.
 */
function growthOf(sales: Months, first: number | null, end: number): number | null {
  if (first === null) return null;
  const months = Math.min(12, end - 12 - first);
  if (months < leastMonths) return null;
  const now = sumOver(sales, { from: end - months + 1, to: end });
  const before = sumOver(sales, { from: end - months - 11, to: end - 12 });
  return change(now, before);
}

function change(now: number | null, before: number | null): number | null {
  return now === null || before === null || before <= 0 ? null : now / before - 1;
}

function ratio(part: number, whole: number): number | null {
  return whole <= 0 ? null : part / whole;
}

function variationOf(months: Months, from: number, to: number): number | null {
  const count = to - from + 1;
  const mean = sumOver(months, { from, to }) / count;
  if (mean <= 0) return null;
  let squares = 0;
  for (let month = from; month <= to; month += 1) squares += ((months.get(month) ?? 0) - mean) ** 2;
  return Math.sqrt(squares / count) / mean;
}

function ageAt({ masters }: OperatingFacts, day: DayNumber): number | null {
  const master = masters.findLast(({ onDay }) => onDay <= day) ?? masters[0];
  return master === undefined ? null : Math.max(0, (day - master.foundedOn) / (365.25 / 12));
}

function customersAt({ invoices, orders }: OperatingFacts, day: DayNumber): number | null {
  const names = new Set<string>();
  const rows = invoices.length > 0 ? invoices : orders;
  for (const { direction, onDay, counterparty } of rows) {
    if (direction === "sale" && onDay <= day && onDay > day - 365) names.add(counterparty);
  }
  return names.size === 0 ? null : names.size;
}

const newWithinDays = 548;

function newMachinesAt({ twins }: OperatingFacts, day: DayNumber): number | null {
  const services = new Map<string, DayNumber>();
  for (const { kind, asset, inServiceOn, onDay } of twins) {
    if (kind === "machine" && inServiceOn !== null && onDay <= day) services.set(asset, inServiceOn);
  }
  if (services.size === 0) return null;
  return [...services.values()].filter((since) => since > day - newWithinDays).length / services.size;
}
