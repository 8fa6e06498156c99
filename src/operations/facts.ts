import { type BusinessDay, dayNumberOf } from "#kernel";
import type {
  DayNumber,
  MachineDay,
  MeterDay,
  OperatingRows,
  Sighted,
  StreamName,
  StreamRows,
} from "./rows.ts";

/**
 * What an enterprise's streams say as of a business day T and a platform index N: nothing that happened after T or
 * was not covered by a leaf below N. Every stream is ordered by day, then as it came; days of one machine or meter
 * that came in parts are summed.
 */
export type OperatingFacts = {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
} & { readonly [Name in StreamName]: readonly StreamRows[Name][] };

/** Day on which a row of each stream happened; a declaration happens when it is filed. */
const dayOf: { readonly [Name in StreamName]: (row: StreamRows[Name]) => DayNumber } = {
  masters: ({ onDay }) => onDay,
  twins: ({ onDay }) => onDay,
  machineDays: ({ day }) => day,
  meterDays: ({ day }) => day,
  collectorDays: ({ day }) => day,
  orders: ({ onDay }) => onDay,
  movements: ({ onDay }) => onDay,
  services: ({ onDay }) => onDay,
  invoices: ({ onDay }) => onDay,
  payments: ({ onDay }) => onDay,
  stock: ({ onDay }) => onDay,
  workforce: ({ day }) => day,
  declared: ({ filedOn }) => filedOn,
  customs: ({ onDay }) => onDay,
  registers: ({ onDay }) => onDay,
  loans: ({ onDay }) => onDay,
  designs: ({ onDay }) => onDay,
};

/** The day on which a row of a stream happened. */
export function dayOfRow<Name extends StreamName>(name: Name, row: StreamRows[Name]): DayNumber {
  const day = dayOf[name] as (row: StreamRows[Name]) => DayNumber;
  return day(row);
}

export const streamNames = Object.keys(dayOf) as StreamName[];

/** The facts that follow from rows: the oracle for every other way to come by them. */
export function operatingFactsOf(rows: OperatingRows, asOf: BusinessDay, knownAt: number): OperatingFacts {
  const lastDay = dayNumberOf(asOf);
  const facts: Record<string, unknown> = { asOf, knownAt };
  for (const name of streamNames) facts[name] = knownOf(rows, name, { lastDay, knownAt });
  const known = facts as unknown as OperatingFacts;
  return { ...known, machineDays: sumMachines(known.machineDays), meterDays: sumMeters(known.meterDays) };
}

/** An enterprise of which nothing is known. */
export function emptyRows(): OperatingRows {
  return Object.fromEntries(streamNames.map((name) => [name, []])) as unknown as OperatingRows;
}

function knownOf<Name extends StreamName>(
  rows: OperatingRows,
  name: Name,
  { lastDay, knownAt }: { readonly lastDay: DayNumber; readonly knownAt: number },
): StreamRows[Name][] {
  const day = dayOf[name] as (row: StreamRows[Name]) => DayNumber;
  const all = rows[name] as readonly Sighted<StreamRows[Name]>[];
  return all
    .filter((row) => row.platformIndex < knownAt && day(row) <= lastDay)
    .sort((left, right) => day(left) - day(right) || left.platformIndex - right.platformIndex)
    .map(({ platformIndex: _platformIndex, ...row }) => row as unknown as StreamRows[Name]);
}

const minutesOfDay = 1440;

function sumMachines(days: readonly MachineDay[]): MachineDay[] {
  return sumDays(days, addMachineDays);
}

function sumMeters(days: readonly MeterDay[]): MeterDay[] {
  return sumDays(days, addMeterDays);
}

/** Two parts of one machine's day, the earlier first, as one. */
export function addMachineDays(left: MachineDay, right: MachineDay): MachineDay {
  return {
    ...left,
    runMinutes: left.runMinutes + right.runMinutes,
    idleMinutes: left.idleMinutes + right.idleMinutes,
    alarmMinutes: left.alarmMinutes + right.alarmMinutes,
    knownMinutes: Math.min(minutesOfDay, left.knownMinutes + right.knownMinutes),
    goodCount: left.goodCount + right.goodCount,
    rejectCount: left.rejectCount + right.rejectCount,
    scrapCount: left.scrapCount + right.scrapCount,
    energyWh: addKnown(left.energyWh, right.energyWh),
    evidence: weaker(left, right),
  };
}

/** Two parts of one meter's day, the earlier first, as one. */
export function addMeterDays(left: MeterDay, right: MeterDay): MeterDay {
  return {
    ...left,
    quantity: left.quantity + right.quantity,
    nightQuantity: addKnown(left.nightQuantity, right.nightQuantity),
    peakWatt: left.peakWatt === null ? right.peakWatt : Math.max(left.peakWatt, right.peakWatt ?? 0),
    knownMinutes: Math.min(minutesOfDay, left.knownMinutes + right.knownMinutes),
    evidence: weaker(left, right),
  };
}

/** One element an asset and day, ordered by day and asset. */
function sumDays<Row extends { readonly asset: string; readonly day: DayNumber }>(
  days: readonly Row[],
  add: (left: Row, right: Row) => Row,
): Row[] {
  const sums = new Map<string, Row>();
  for (const row of days) {
    const key = `${row.day}/${row.asset}`;
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : add(sum, row));
  }
  return [...sums.values()].sort(
    (left, right) =>
      left.day - right.day || (left.asset < right.asset ? -1 : left.asset > right.asset ? 1 : 0),
  );
}

function addKnown(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}

const strengths = { manual: 0, gateway: 1, device: 2 } as const;

function weaker(left: MachineDay | MeterDay, right: MachineDay | MeterDay): MachineDay["evidence"] {
  return strengths[left.evidence] <= strengths[right.evidence] ? left.evidence : right.evidence;
}
