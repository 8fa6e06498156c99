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
  return operatingFactsAt(rows)(asOf, knownAt);
}

/** The same as of many T and N: rows are put in order once, and shared between the facts. */
export function operatingFactsAt(
  rows: OperatingRows,
): (asOf: BusinessDay, knownAt: number) => OperatingFacts {
  const streams = streamNames.map((name) => [name, orderedStream(rows, name)] as const);
  return (asOf, knownAt) => {
    const until = { lastDay: dayNumberOf(asOf), knownAt };
    const facts: Record<string, unknown> = { asOf, knownAt };
    for (const [name, stream] of streams) facts[name] = knownOf(stream, until);
    const known = facts as unknown as OperatingFacts;
    return { ...known, machineDays: sumMachines(known.machineDays), meterDays: sumMeters(known.meterDays) };
  };
}

/** An enterprise of which nothing is known. */
export function emptyRows(): OperatingRows {
  return Object.fromEntries(streamNames.map((name) => [name, []])) as unknown as OperatingRows;
}

/** Rows of a stream by day, then as they came, with the day and the platform index of each. */
interface OrderedStream<Row> {
  readonly rows: readonly Row[];
  readonly days: Int32Array;
  readonly platformIndexes: Float64Array;
}

function orderedStream<Name extends StreamName>(
  rows: OperatingRows,
  name: Name,
): OrderedStream<StreamRows[Name]> {
  const day = dayOf[name] as (row: StreamRows[Name]) => DayNumber;
  const ordered = [...(rows[name] as readonly Sighted<StreamRows[Name]>[])].sort(
    (left, right) => day(left) - day(right) || left.platformIndex - right.platformIndex,
  );
  const days = new Int32Array(ordered.length);
  const platformIndexes = new Float64Array(ordered.length);
  const plain = ordered.map((sighted, place) => {
    const { platformIndex, ...row } = sighted;
    days[place] = day(sighted);
    platformIndexes[place] = platformIndex;
    return row as unknown as StreamRows[Name];
  });
  return { rows: plain, days, platformIndexes };
}

function knownOf<Row>(
  { rows, days, platformIndexes }: OrderedStream<Row>,
  { lastDay, knownAt }: { readonly lastDay: DayNumber; readonly knownAt: number },
): Row[] {
  const known: Row[] = [];
  for (const [place, row] of rows.entries()) {
    if ((days[place] as number) > lastDay) break;
    if ((platformIndexes[place] as number) < knownAt) known.push(row);
  }
  return known;
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

/** One element an asset and day, ordered by day and asset; the rows are in the order of their days. */
export function sumDays<Row extends { readonly asset: string; readonly day: DayNumber }>(
  days: readonly Row[],
  add: (left: Row, right: Row) => Row,
): Row[] {
  const all: Row[] = [];
  let sums = new Map<string, Row>();
  let today: DayNumber | null = null;
  const close = (): void => {
    all.push(...[...sums.values()].sort((left, right) => (left.asset < right.asset ? -1 : 1)));
    sums = new Map();
  };
  for (const row of days) {
    if (row.day !== today) close();
    today = row.day;
    const sum = sums.get(row.asset);
    sums.set(row.asset, sum === undefined ? row : add(sum, row));
  }
  close();
  return all;
}

function addKnown(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}

const strengths = { manual: 0, gateway: 1, device: 2 } as const;

function weaker(left: MachineDay | MeterDay, right: MachineDay | MeterDay): MachineDay["evidence"] {
  return strengths[left.evidence] <= strengths[right.evidence] ? left.evidence : right.evidence;
}
