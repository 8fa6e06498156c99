import { type DayNumber, type MachineDay, type OperatingRows, type TwinRow } from "#operations";
import type { Plant, PlantElement } from "../../plant/plant.ts";
import type { RegionEnterprise } from "../region-enterprise.ts";
import type { PlantTrade } from "./plant-events.ts";

/** An enterprise of a region as it goes on after the last day of its history: what a collector would find there. */
export interface LivePlant {
  /** In the region's data set. */
  readonly code: string;
  readonly name: string;
  readonly uscc: string;
  /** Two digits with the section's letter, `C33`. */
  readonly division: string;
  readonly employees: number;
  readonly yearlySalesFen: bigint;
  readonly plant: Plant;
  readonly trade: PlantTrade;
}

/** Weeks that say how it works now. */
const lookBackDays = 60;
/** Where no payment names what it is for. */
const usualTermDays = 30;
/** A collector of a small plant; more machines of a large one stay unconnected. */
const machinesAtMost = 12;

/**
 * How a region's enterprise goes on: machines with their power and pace of the last weeks, its shifts, its customers
 * and usual orders. Null for one without machines.
 */
export function livePlantOf({ rows, truth }: RegionEnterprise, seed: string): LivePlant | null {
  const master = rows.masters.at(-1);
  const lastDay = rows.machineDays.reduce((last, { day }) => Math.max(last, day), 0);
  const recent = rows.machineDays.filter(({ day }) => day > lastDay - lookBackDays);
  const machines = machinesOf(rows, recent).slice(0, machinesAtMost);
  if (machines.length === 0 || master === undefined) return null;
  const drawnW = machines.reduce((sum, { powerW }) => sum + powerW, 0);
  const meter: PlantElement = {
    code: "EM-01",
    kind: "meter",
    name: "总电表",
    powerW: drawnW,
    cycleSeconds: 0,
  };
  return {
    code: truth.code,
    name: master.name,
    uscc: master.uscc,
    division: master.division,
    employees: master.employees,
    yearlySalesFen: salesOf(rows, lastDay - 365, lastDay),
    plant: {
      seed: `${seed}/${truth.code}`,
      rhythm: rhythmOf(recent),
      elements: [...machines, meter],
    },
    trade: tradeOf(rows, lastDay),
  };
}

function machinesOf(rows: OperatingRows, recent: readonly MachineDay[]): PlantElement[] {
  const twins = new Map<string, TwinRow>(rows.twins.map((twin) => [twin.asset, twin]));
  return [...Map.groupBy(recent, ({ asset }) => asset)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([asset, days]): PlantElement => {
      const run = sum(days, ({ runMinutes }) => runMinutes);
      const made = sum(days, ({ goodCount, rejectCount }) => goodCount + rejectCount);
      const energyWh = sum(days, (day) => day.energyWh ?? 0);
      const measuredW = run === 0 ? 0 : (energyWh * 60) / run;
      const twin = twins.get(asset);
      const powerW = Math.round(measuredW > 0 ? measuredW : (twin?.ratedWatt ?? 10_000) * 0.7);
      const cycleSeconds = made === 0 ? 0 : Math.max(1, Math.round((run * 60) / made));
      return { code: elementCode(asset), kind: "machine", name: twin?.name ?? asset, powerW, cycleSeconds };
    })
    .filter(({ powerW }) => powerW > 0);
}

/** Codes of elements stand in topics, so they have no `/`, `+`, `#` or blank. */
function elementCode(asset: string): string {
  return asset.replace(/[/+#\s]/gu, "-");
}

function rhythmOf(recent: readonly MachineDay[]): Plant["rhythm"] {
  const worked = recent.filter(({ runMinutes }) => runMinutes > 0);
  if (worked.length === 0) return "dayShift";
  const hours = sum(worked, (day) => day.runMinutes + day.idleMinutes) / worked.length / 60;
  return hours > 14 ? "threeShifts" : hours > 9 ? "twoShifts" : "dayShift";
}

/** What is ordered in a usual week, by whom. */
function tradeOf(rows: OperatingRows, lastDay: DayNumber): PlantTrade {
  const days = 180;
  const sales = rows.orders.filter(
    ({ direction, action, onDay }) => direction === "sale" && action === "created" && onDay > lastDay - days,
  );
  const customers = [...new Set(sales.map(({ counterparty }) => counterparty))].sort().slice(0, 20);
  const leads = sales.flatMap(({ dueDay, onDay }) => (dueDay === null ? [] : [dueDay - onDay]));
  const amountFen = sales.reduce((total, order) => total + order.amountFen, 0n);
  const count = Math.max(1, sales.length);
  return {
    ordersPerDay: sales.length / days,
    customers,
    item: sales.at(-1)?.item ?? "",
    usualFen: amountFen / BigInt(count),
    usualQuantityMilli: Math.round(sum(sales, ({ quantityMilli }) => quantityMilli) / count),
    termDays: termOf(rows, lastDay - days),
    leadDays: Math.max(1, Math.min(30, Math.round(sum(leads, (lead) => lead) / Math.max(1, leads.length)))),
  };
}

/** Days from a sale's invoice to the payment that names it or its order: half are sooner. */
function termOf({ invoices, payments }: OperatingRows, afterDay: DayNumber): number {
  const invoicedOn = new Map<string, DayNumber>();
  for (const { direction, isVoid, number, orderNumber, onDay } of invoices) {
    if (direction !== "sale" || isVoid) continue;
    invoicedOn.set(number, onDay);
    if (orderNumber !== "") invoicedOn.set(orderNumber, onDay);
  }
  const terms = payments.flatMap(({ onDay, amountFen, reference }) => {
    const since = invoicedOn.get(reference);
    return amountFen <= 0n || since === undefined || onDay <= afterDay ? [] : [onDay - since];
  });
  const median = terms.toSorted((a, b) => a - b)[Math.floor(terms.length / 2)] ?? usualTermDays;
  return Math.max(1, Math.min(120, median));
}

function salesOf(rows: OperatingRows, afterDay: DayNumber, lastDay: DayNumber): bigint {
  return rows.invoices
    .filter(
      ({ direction, isVoid, onDay }) =>
        direction === "sale" && !isVoid && onDay > afterDay && onDay <= lastDay,
    )
    .reduce((total, { grossFen }) => total + grossFen, 0n);
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}
